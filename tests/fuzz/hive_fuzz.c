// SPDX-License-Identifier: GPL-2.0
/*
 * Fuzz target: load and check any bytes, with repair and without; what is
 * accepted must be whole, and a repaired hive must pass the next check.
 */
#include "memory.h"

#include "hive/base.h"
#include "hive/check.h"

size_t LLVMFuzzerMutate(u8 *data, size_t size, size_t max);

static void exercise(const u8 *data, size_t size, unsigned int flags)
{
	struct kreg_findings findings = { 0 }, again = { 0 };
	struct kreg_hive *hive = memory_load(data, size, flags, &findings);

	if (IS_ERR(hive)) {
		if (findings.total == findings.repaired)
			abort(); /* refused without a reason */
		return;
	}
	if (findings.total != findings.repaired || (findings.total && !flags))
		abort(); /* accepted with a fault */
	memory_walk(hive);
	if (kreg_hive_check(hive, 0, &again)) {
		fprintf(stderr, "after a repair: %u %s\n", again.list->number,
			again.list->text);
		abort();
	}
	memory_walk(hive);
	kreg_hive_destroy(hive);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	exercise(data, size, 0);
	exercise(data, size, KREG_HIVE_REPAIR);
	return 0;
}

/* The place of a random cell in the bins, walking from a random block. */
static u32 some_cell(const u8 *data, size_t size)
{
	u32 blocks = size / KREG_REGF_BLOCK;
	u32 at = (1 + rand() % (blocks - 1)) * KREG_REGF_BLOCK + 32;
	u32 steps = rand() % 64, bytes;
	s32 raw;

	while (steps--) {
		raw = get_unaligned_le32(data + at);
		bytes = raw < 0 ? -(u32)raw : (u32)raw;
		if (!bytes || bytes % 8 || bytes >= size - at)
			break;
		at += bytes;
	}
	return at;
}

/* Put a cell index, a small, very large or slightly other number into a cell. */
static void mutate_field(u8 *data, size_t size)
{
	u32 at = some_cell(data, size) + rand() % 21 * 4;
	u32 choices[4] = { some_cell(data, size) - KREG_REGF_BLOCK, rand() % 4,
			   -(rand() % 4) };

	if (at + 4 > size)
		return;
	choices[3] = get_unaligned_le32(data + at) + rand() % 17 - 8;
	put_unaligned_le32(choices[rand() % 4], data + at);
}

/* The base block stays one that is let in, and fits what follows. */
static void mend_base(u8 *data, size_t size)
{
	memcpy(data, "regf", 4);
	memcpy(data + 8, data + 4, 4);
	put_unaligned_le32(1, data + 20);
	put_unaligned_le32(3 + data[24] % 4, data + 24);
	put_unaligned_le32(0, data + 28);
	put_unaligned_le32(1, data + 32);
	put_unaligned_le32((size / KREG_REGF_BLOCK - 1) * KREG_REGF_BLOCK,
			   data + 40);
	put_unaligned_le32(kreg_base_checksum(data), data + 508);
}

size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t max,
			       unsigned int seed)
{
	srand(seed);
	if (size < 2 * KREG_REGF_BLOCK || seed % 4 == 0)
		size = LLVMFuzzerMutate(data, size, max);
	else
		mutate_field(data, size);
	if (size >= 2 * KREG_REGF_BLOCK && seed % 16)
		mend_base(data, size);
	return size;
}
