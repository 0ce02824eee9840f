/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hashing and comparing WTF-8 names fast: names are nearly always ASCII, so
 * eight characters are taken at a time. Everything else goes the slow way
 * through the hive engine. All of it is inline: it is most of a look-up.
 */
#ifndef _KREG_REGISTRY_HASH_H
#define _KREG_REGISTRY_HASH_H

#include "../hive/name.h"

#include <linux/types.h>
#include <linux/unaligned.h>

#define KREG_HASH_ONES 0x0101010101010101ULL
#define KREG_HASH_HIGHS 0x8080808080808080ULL
#define KREG_HASH_FACTOR 0x9e3779b97f4a7c15ULL

extern u64 kreg_hash_seed;

static __always_inline u64 kreg_hash_fold(u64 a, u64 b)
{
	u128 product = (u128)a * b;

	return (u64)product ^ (u64)(product >> 64);
}

/* Upper case of eight ASCII characters. */
static __always_inline u64 kreg_hash_upcase(u64 word)
{
	u64 from_a = word + KREG_HASH_ONES * (0x80 - 'a');
	u64 past_z = word + KREG_HASH_ONES * (0x7f - 'z');

	return word - ((from_a & ~past_z & KREG_HASH_HIGHS) >> 2);
}

static __always_inline u64 kreg_hash_word(const u8 *text)
{
	return get_unaligned_le64(text);
}

/* Up to seven characters as one word, padded with zeros. */
static __always_inline u64 kreg_hash_short(const u8 *text, u32 bytes)
{
	u64 last;

	if (bytes >= 4) {
		last = get_unaligned_le32(text + bytes - 4);
		return get_unaligned_le32(text) | last >> (64 - 8 * bytes)
								  << 32;
	}
	if (!bytes)
		return 0;
	return text[0] | text[bytes / 2] << (bytes / 2 * 8) |
	       text[bytes - 1] << ((bytes - 1) * 8);
}

/* The same for the last @bytes before @end, of a text that is long enough. */
static __always_inline u64 kreg_hash_tail(const u8 *end, u32 bytes)
{
	return bytes ? kreg_hash_word(end - 8) >> (64 - 8 * bytes) : 0;
}

static __always_inline u64 kreg_hash_step(u64 hash, u64 word)
{
	return kreg_hash_fold(hash ^ kreg_hash_upcase(word), KREG_HASH_FACTOR);
}

/**
 * struct kreg_lookup - what a table is asked for
 * @where: parent key of a key, or key of a value; NULL finds nothing
 * @text: name, WTF-8
 * @bytes: its length
 * @hash: of both
 */
struct kreg_lookup {
	const void *where;
	const u8 *text;
	u32 bytes;
	u32 hash;
};

void kreg_hash_slow(struct kreg_lookup *lookup);
bool kreg_hash_same_slow(const u8 *a, u32 a_bytes, const u8 *b, u32 b_bytes);

static __always_inline u64 kreg_hash_start(const void *where)
{
	return kreg_hash_seed ^ (unsigned long)where;
}

/* The last step, over the characters that do not fill a word. */
static __always_inline void kreg_hash_finish(struct kreg_lookup *lookup,
					     u64 hash, u64 word, u64 all)
{
	if (unlikely((all | word) & KREG_HASH_HIGHS))
		kreg_hash_slow(lookup);
	else
		lookup->hash = kreg_hash_fold(hash ^ kreg_hash_upcase(word),
					      KREG_HASH_FACTOR + lookup->bytes);
}

/**
 * kreg_hash() - get ready to look a name up without case
 * @lookup: filled
 * @where: parent or owner
 * @text: name; when it is not WTF-8, nothing will be found
 * @bytes: its length
 *
 * Two names that are equal without case have the same hash, except where one
 * is ASCII and the other is not: then a cached object is just not found.
 *
 * Context: Any.
 */
static __always_inline void kreg_hash(struct kreg_lookup *lookup,
				      const void *where, const u8 *text,
				      u32 bytes)
{
	u64 hash = kreg_hash_start(where), word, all = 0;
	u32 left = bytes;

	lookup->where = where;
	lookup->text = text;
	lookup->bytes = bytes;
	for (; left >= 8; left -= 8) {
		word = kreg_hash_word(text + bytes - left);
		all |= word;
		hash = kreg_hash_step(hash, word);
	}
	word = bytes < 8 ? kreg_hash_short(text, bytes) :
			   kreg_hash_tail(text + bytes, left);
	kreg_hash_finish(lookup, hash, word, all);
}

static __always_inline bool kreg_hash_same_bytes(const u8 *a, const u8 *b,
						 u32 bytes)
{
	u32 i;

	if (bytes < 8)
		return kreg_hash_short(a, bytes) == kreg_hash_short(b, bytes);
	for (i = 0; i + 8 < bytes; i += 8) {
		if (kreg_hash_word(a + i) != kreg_hash_word(b + i))
			return false;
	}
	return kreg_hash_word(a + bytes - 8) == kreg_hash_word(b + bytes - 8);
}

/* Both are checked WTF-8. */
static __always_inline bool kreg_hash_same_name(const u8 *a, u32 a_bytes,
						const u8 *b, u32 b_bytes)
{
	if (likely(a_bytes == b_bytes && kreg_hash_same_bytes(a, b, a_bytes)))
		return true;
	return kreg_hash_same_slow(a, a_bytes, b, b_bytes);
}

#endif /* _KREG_REGISTRY_HASH_H */
