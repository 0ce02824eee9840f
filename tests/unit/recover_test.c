// SPDX-License-Identifier: GPL-2.0
/* Logs of both kinds, whole and broken, and what recovery makes of them. */
#include <kunit/test.h>

#include "hive/base.h"
#include "hive/marvin.h"
#include "hive/recover.h"

#define BINS (3 * KREG_REGF_BLOCK)
#define FILE (64 * 1024)
#define SECTOR KREG_REGF_SECTOR

/**
 * struct world - a hive of three bins of one byte each, and two logs
 * @hive: the hive file
 * @logs: its logs
 * @sizes: of the hive and the logs
 */
struct world {
	u8 *hive;
	u8 *logs[2];
	u32 sizes[3];
	u8 *bins;
	struct kreg_recovery recovery;
};

static int read(void *ctx, u64 at, void *buf, u32 bytes)
{
	memcpy(buf, (u8 *)ctx + at, bytes);
	return 0;
}

static void seal(u8 *file)
{
	put_unaligned_le32(kreg_base_checksum(file), file + 508);
}

static void put_base(u8 *file, u32 type, u32 primary, u32 secondary)
{
	struct kreg_regf_base *base = (void *)file;

	base->magic = cpu_to_le32(KREG_REGF_MAGIC);
	base->primary = cpu_to_le32(primary);
	base->secondary = cpu_to_le32(secondary);
	base->stamp = cpu_to_le64(77);
	base->major = cpu_to_le32(1);
	base->minor = cpu_to_le32(5);
	base->type = cpu_to_le32(type);
	base->format = cpu_to_le32(1);
	base->bins_size = cpu_to_le32(BINS);
	seal(file);
}

/* An old log: sectors 1 and 20 become 'a', after them a third one 'b'. */
static void put_dirt(struct world *w, u8 *log, u32 *size)
{
	put_base(log, KREG_REGF_TYPE_LOG, 5, 5);
	put_unaligned_le32(KREG_LOG_DIRT_MAGIC, log + SECTOR);
	log[SECTOR + 4] = 1 << 1;
	log[SECTOR + 4 + 2] = 1 << 4;
	memset(log + 2 * SECTOR, 'a', 2 * SECTOR);
	memset(log + 4 * SECTOR, 'b', SECTOR);
	*size = 5 * SECTOR;
}

static void hash_entry(u8 *entry, u32 size)
{
	struct kreg_marvin hash;
	u64 sum;

	kreg_marvin_start(&hash);
	kreg_marvin_words(&hash, entry + 40, size - 40);
	sum = kreg_marvin_end(&hash);
	put_unaligned_le32(sum, entry + 24);
	put_unaligned_le32(sum >> 32, entry + 28);
	kreg_marvin_start(&hash);
	kreg_marvin_words(&hash, entry, 32);
	sum = kreg_marvin_end(&hash);
	put_unaligned_le32(sum, entry + 32);
	put_unaligned_le32(sum >> 32, entry + 36);
}

/* One page of a block at @offset, full of @fill. Return: where it ends. */
static u32 put_entry(u8 *log, u32 at, u32 sequence, u32 offset, u8 fill)
{
	u32 size = SECTOR + KREG_REGF_BLOCK;
	u8 *entry = log + at;

	memset(entry, 0, size);
	put_unaligned_le32(KREG_LOG_ENTRY_MAGIC, entry);
	put_unaligned_le32(size, entry + 4);
	put_unaligned_le32(sequence, entry + 12);
	put_unaligned_le32(BINS, entry + 16);
	put_unaligned_le32(1, entry + 20);
	put_unaligned_le32(offset, entry + 40);
	put_unaligned_le32(KREG_REGF_BLOCK, entry + 44);
	memset(entry + 48, fill, KREG_REGF_BLOCK);
	hash_entry(entry, size);
	return at + size;
}

static int start(struct kunit *test)
{
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);

	if (!w)
		return -ENOMEM;
	test->priv = w;
	w->hive = kvzalloc(FILE, GFP_KERNEL);
	w->logs[0] = kvzalloc(FILE, GFP_KERNEL);
	w->logs[1] = kvzalloc(FILE, GFP_KERNEL);
	w->bins = kvzalloc(BINS, GFP_KERNEL);
	if (!w->hive || !w->logs[0] || !w->logs[1] || !w->bins)
		return -ENOMEM;
	put_base(w->hive, KREG_REGF_TYPE_HIVE, 4, 3);
	put_unaligned_le32(KREG_HBIN_MAGIC, w->hive + KREG_REGF_BLOCK);
	put_unaligned_le32(77, w->hive + KREG_REGF_BLOCK + 20);
	w->sizes[0] = KREG_REGF_BLOCK + BINS;
	return 0;
}

static void stop(struct kunit *test)
{
	struct world *w = test->priv;

	kvfree(w->hive);
	kvfree(w->logs[0]);
	kvfree(w->logs[1]);
	kvfree(w->bins);
	kvfree(w);
}

static int plan(struct world *w)
{
	struct kreg_bytes hive = { read, w->hive, w->sizes[0] };
	struct kreg_bytes logs[2] = {
		{ read, w->logs[0], w->sizes[1] },
		{ read, w->logs[1], w->sizes[2] },
	};
	int err;

	/* the plan keeps pointers to the files, so apply right away */
	err = kreg_recovery_plan(&w->recovery, &hive, logs, 2);
	if (err)
		return err;
	memset(w->bins, '.', BINS);
	return kreg_recovery_apply(&w->recovery, w->bins);
}

static void knows_what_is_clean(struct kunit *test)
{
	struct world *w = test->priv;

	KUNIT_EXPECT_TRUE(test, kreg_recovery_needed((void *)w->hive));
	put_base(w->hive, KREG_REGF_TYPE_HIVE, 4, 4);
	KUNIT_EXPECT_FALSE(test, kreg_recovery_needed((void *)w->hive));
	w->hive[100] ^= 1;
	KUNIT_EXPECT_TRUE(test, kreg_recovery_needed((void *)w->hive));
}

static void nothing_without_logs(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, plan(test->priv), -ENODATA);
}

static void applies_old_log(struct kunit *test)
{
	struct world *w = test->priv;

	put_dirt(w, w->logs[0], &w->sizes[1]);
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_EQ(test, w->recovery.bytes, 2 * SECTOR);
	KUNIT_EXPECT_EQ(test, w->recovery.bins_size, BINS);
	KUNIT_EXPECT_FALSE(test, w->recovery.from_log);
	KUNIT_EXPECT_FALSE(test, kreg_recovery_needed(&w->recovery.base));
	KUNIT_EXPECT_EQ(test, w->bins[SECTOR - 1], '.');
	KUNIT_EXPECT_EQ(test, w->bins[SECTOR], 'a');
	KUNIT_EXPECT_EQ(test, w->bins[2 * SECTOR], '.');
	KUNIT_EXPECT_EQ(test, w->bins[20 * SECTOR], 'a');
	KUNIT_EXPECT_EQ(test, w->bins[21 * SECTOR], '.');
}

static void refuses_old_logs(struct kunit *test)
{
	struct world *w = test->priv;
	int i;

	for (i = 0; i < 7; i++) {
		u8 *log = w->logs[0];

		memset(log, 0, FILE);
		put_dirt(w, log, &w->sizes[1]);
		if (i == 0)
			log[13] ^= 1, seal(log); /* another stamp */
		if (i == 1)
			log[4] ^= 1, seal(log); /* not complete */
		if (i == 2)
			log[SECTOR] = 'd';
		if (i == 3)
			w->sizes[1] = 4 * SECTOR - 1; /* page cut off */
		if (i == 4)
			log[60] ^= 1; /* checksum */
		if (i == 5)
			log[28] = 3, seal(log); /* type */
		if (i == 6)
			log[41] = 1, seal(log); /* bins size */
		KUNIT_EXPECT_EQ(test, plan(w), -ENODATA);
	}
}

static void bad_base_comes_from_old_log(struct kunit *test)
{
	struct world *w = test->priv;

	put_dirt(w, w->logs[1], &w->sizes[2]);
	memset(w->hive, 0, SECTOR);
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_TRUE(test, w->recovery.from_log);
	KUNIT_EXPECT_FALSE(test, kreg_recovery_needed(&w->recovery.base));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(w->recovery.base.type),
			KREG_REGF_TYPE_HIVE);
	w->hive[KREG_REGF_BLOCK + 20] ^= 1;
	KUNIT_EXPECT_EQ(test, plan(w), -ENODATA);
}

static void put_new(struct world *w, int log, u32 first, u32 count, u8 fill)
{
	u32 at = SECTOR;
	u32 i;

	put_base(w->logs[log], KREG_REGF_TYPE_LOG_NEW, first, first);
	for (i = 0; i < count; i++)
		at = put_entry(w->logs[log], at, first + i,
			       i % 3 * KREG_REGF_BLOCK, fill + i);
	w->sizes[1 + log] = at;
}

static void applies_new_logs_in_order(struct kunit *test)
{
	struct world *w = test->priv;

	put_new(w, 1, 3, 2, 'a'); /* blocks 0 'a', 1 'b' */
	put_new(w, 0, 5, 1, 'x'); /* block 0 'x' */
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_EQ(test, w->recovery.entries, 3);
	KUNIT_EXPECT_EQ(test, w->recovery.count, 2);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(w->recovery.base.primary), 6);
	KUNIT_EXPECT_EQ(test, w->bins[0], 'x');
	KUNIT_EXPECT_EQ(test, w->bins[KREG_REGF_BLOCK], 'b');
	KUNIT_EXPECT_EQ(test, w->bins[2 * KREG_REGF_BLOCK], '.');
}

static void a_gap_ends_it(struct kunit *test)
{
	struct world *w = test->priv;

	put_new(w, 0, 3, 2, 'a');
	put_new(w, 1, 6, 1, 'x');
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_EQ(test, w->recovery.entries, 2);
	KUNIT_EXPECT_EQ(test, w->bins[0], 'a');
}

static void a_bad_entry_ends_it(struct kunit *test)
{
	struct world *w = test->priv;
	u32 second = SECTOR + SECTOR + KREG_REGF_BLOCK;

	put_new(w, 0, 3, 3, 'a');
	w->logs[0][second + 1000] ^= 1;
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_EQ(test, w->recovery.entries, 1);
	w->logs[0][SECTOR + 13] ^= 1;
	KUNIT_EXPECT_EQ(test, plan(w), -ENODATA);
}

static void references_stay_inside(struct kunit *test)
{
	struct world *w = test->priv;
	static const u32 bad[][2] = {
		{ 40, BINS }, { 40, 0xfffff000 }, { 44, BINS },
		{ 44, 8192 }, { 44, 0xffffffff }, { 20, 0xffffffff },
		{ 20, 100 },  { 16, 0x80000000 }, { 16, 1000 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		put_new(w, 0, 3, 1, 'a');
		put_unaligned_le32(bad[i][1], w->logs[0] + SECTOR + bad[i][0]);
		hash_entry(w->logs[0] + SECTOR, SECTOR + KREG_REGF_BLOCK);
		KUNIT_EXPECT_EQ(test, plan(w), -ENODATA);
	}
}

static void remnants_are_left_alone(struct kunit *test)
{
	struct world *w = test->priv;

	put_base(w->hive, KREG_REGF_TYPE_HIVE, 21, 20);
	put_new(w, 0, 3, 2, 'a');
	KUNIT_EXPECT_EQ(test, plan(w), -ENODATA);
	put_new(w, 1, 20, 1, 'x');
	KUNIT_ASSERT_EQ(test, plan(w), 0);
	KUNIT_EXPECT_EQ(test, w->recovery.entries, 1);
	KUNIT_EXPECT_EQ(test, w->bins[0], 'x');
}

static struct kunit_case cases[] = { KUNIT_CASE(knows_what_is_clean),
				     KUNIT_CASE(nothing_without_logs),
				     KUNIT_CASE(applies_old_log),
				     KUNIT_CASE(refuses_old_logs),
				     KUNIT_CASE(bad_base_comes_from_old_log),
				     KUNIT_CASE(applies_new_logs_in_order),
				     KUNIT_CASE(a_gap_ends_it),
				     KUNIT_CASE(a_bad_entry_ends_it),
				     KUNIT_CASE(references_stay_inside),
				     KUNIT_CASE(remnants_are_left_alone),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_recover",
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
