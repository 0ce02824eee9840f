// SPDX-License-Identifier: GPL-2.0
/* Marvin32, the hash of the entries of HvLE logs. */
#include "marvin.h"

#define SEED_LOW 0x7a4e55c5 /* fixed by the log format */
#define SEED_HIGH 0x82ef4d88

static u32 rotate(u32 x, int bits)
{
	return x << bits | x >> (32 - bits);
}

static void mix(struct kreg_marvin *hash, u32 word)
{
	u32 a = hash->low + word;
	u32 b = hash->high ^ a;

	a = rotate(a, 20) + b;
	b = rotate(b, 9) ^ a;
	a = rotate(a, 27) + b;
	hash->low = a;
	hash->high = rotate(b, 19);
}

/**
 * kreg_marvin_start() - begin a hash
 * @hash: state
 *
 * Context: Any.
 */
void kreg_marvin_start(struct kreg_marvin *hash)
{
	hash->low = SEED_LOW;
	hash->high = SEED_HIGH;
}
EXPORT_SYMBOL_KREG(kreg_marvin_start);

/**
 * kreg_marvin_words() - take data in
 * @hash: state
 * @data: any alignment
 * @bytes: a multiple of 4, as everything in a log is
 *
 * Context: Any.
 */
void kreg_marvin_words(struct kreg_marvin *hash, const void *data, u32 bytes)
{
	const u8 *p = data;
	u32 i;

	for (i = 0; i + 4 <= bytes; i += 4)
		mix(hash, get_unaligned_le32(p + i));
}
EXPORT_SYMBOL_KREG(kreg_marvin_words);

/**
 * kreg_marvin_end() - end a hash
 * @hash: state
 *
 * Context: Any.
 * Return: the hash.
 */
u64 kreg_marvin_end(struct kreg_marvin *hash)
{
	mix(hash, 0x80);
	mix(hash, 0);
	return (u64)hash->high << 32 | hash->low;
}
EXPORT_SYMBOL_KREG(kreg_marvin_end);
