// SPDX-License-Identifier: GPL-2.0
/* The registry: what is cached and charged, what fails, and who races. */
#include "registry_world.h"

#include "registry/cache.h"
#include "registry/enumerate.h"
#include "registry/handle.h"
#include "registry/mount.h"
#include "registry/pool.h"
#include "registry/security.h"

#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>

static void absent_names_are_bounded(struct kunit *test)
{
	struct kreg_cache_status cache;
	struct seen seen = {};
	char name[16];
	int i;

	for (i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), "absent%d", i);
		world_emit("T\\Alpha", name, &seen);
	}
	kreg_cache_status(&cache);
	KUNIT_EXPECT_LE(test, cache.values, 4200);
	KUNIT_EXPECT_EQ(test, world_emit("T\\Alpha", "Dword", &seen), 17);
}

static void fill_cache(void)
{
	struct seen seen = {};
	char text[16];
	int i;

	for (i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "T\\Many\\K%03u", i);
		world_put(world_open(LM, text));
		world_emit("T\\Many", text + 7, &seen);
		text[7] = 'V';
		world_emit("T\\Many", text + 7, &seen);
	}
}

static void cache_shrinks(struct kunit *test)
{
	struct kreg_key *pinned =
		world_open(LM, "T\\Alpha\\Beta\\Gamma\\Delta");
	struct kreg_cache_status cache;

	fill_cache();
	kreg_cache_status(&cache);
	KUNIT_EXPECT_EQ(test, cache.keys, 1 + 4 + 1 + MANY);
	KUNIT_EXPECT_EQ(test, cache.values, 2 * MANY);
	while (kreg_cache_reclaim())
		;
	kreg_cache_status(&cache);
	KUNIT_EXPECT_EQ(test, cache.keys, 5);
	KUNIT_EXPECT_EQ(test, cache.values, 0);
	world_expect(test, world_open(LM, "T\\Many\\k299"),
		     "HKLM\\T\\Many\\K299");
	world_expect(test, pinned, "HKLM\\T\\Alpha\\Beta\\Gamma\\Delta");
}

static void pool_has_a_limit(struct kunit *test)
{
	struct kreg_pool_status before, after;
	struct image *image = &world->image;
	struct kreg_regf_base *base = (void *)image->file;
	u32 bins = 16 << 20;
	struct file *file = world_file(image, image->size);
	loff_t at = KREG_REGF_BLOCK + bins - 1;

	/* The file says it has more bins than the pool has room for. */
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_write(file, "", 1, &at), 1);
	base->bins_size = cpu_to_le32(bins);
	base->checksum ^= cpu_to_le32(bins ^ image->size);
	at = 0;
	KUNIT_EXPECT_EQ(test, kernel_write(file, base, sizeof(*base), &at),
			sizeof(*base));
	base->checksum ^= cpu_to_le32(bins ^ image->size);
	base->bins_size = cpu_to_le32(image->size);

	kreg_pool_status(&before);
	KUNIT_EXPECT_EQ(test, world_load(HKU, "Huge", file), -EDQUOT);
	kreg_pool_status(&after);
	KUNIT_EXPECT_EQ(test, after.used, before.used);
	KUNIT_EXPECT_EQ(test, after.refused, before.refused + 1);
	KUNIT_EXPECT_LE(test, after.high, after.limit);
	__fput_sync(file);
}

static int open_and_close(void)
{
	struct kreg_path path = world_path(LM, "T\\Alpha\\Beta\\Gamma\\Delta");
	struct kreg_handle *handle;
	u32 granted;

	handle = kreg_handle_open(&path, KREG_KEY_READ, &granted);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	kreg_handle_close(handle);
	return 0;
}

static int load_and_unload(void)
{
	int err = world_load(HKU, "S", world->second);

	return err ?: world_unload(HKU, "S");
}

static int read_value(void)
{
	struct seen seen = {};
	int result = world_emit("T\\Alpha\\Beta\\Gamma\\Delta", "Deep", &seen);

	return result == 17 ? 0 : result;
}

static int enumerate(void)
{
	struct kreg_key *key = world_open(LM, "T\\Many");
	struct kreg_cursor *cursor;
	struct kreg_item item;
	int err;

	if (IS_ERR(key))
		return PTR_ERR(key);
	cursor = kreg_cursor_open(key, true, 100);
	kreg_key_put(key);
	if (IS_ERR(cursor))
		return PTR_ERR(cursor);
	err = kreg_cursor_next(cursor, &item);
	kreg_cursor_close(cursor);
	return err;
}

static void forget_all(void)
{
	while (kreg_cache_reclaim())
		;
	rcu_barrier();
}

#ifdef CONFIG_FAULT_INJECTION
/* Make the first, second, ... charge fail until one run needs no more. */
static void sweep_charges(struct kunit *test, int (*run)(void))
{
	struct kreg_pool_status before, after;
	int nth, left, err, failures = 0;

	for (nth = 1; nth < 1000; nth++) {
		forget_all();
		kreg_pool_status(&before);
		kreg_pool_fail(nth);
		err = run();
		left = kreg_pool_fail(0);
		if (left)
			break;
		failures++;
		KUNIT_EXPECT_EQ(test, err, -EDQUOT);
		forget_all();
		kreg_pool_status(&after);
		KUNIT_EXPECT_EQ(test, after.used, before.used);
	}
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_GT(test, failures, 0);
}

static void charges_fail_cleanly(struct kunit *test)
{
	sweep_charges(test, load_and_unload);
}

/* A charge that would fail is not asked for. */
static void opening_needs_no_quota(struct kunit *test)
{
	forget_all();
	kreg_pool_fail(1);
	KUNIT_EXPECT_EQ(test, open_and_close(), 0);
	KUNIT_EXPECT_EQ(test, kreg_pool_fail(0), 1);
}

/* Fails the Nth allocation of this task; reaches GFP_KERNEL as set up. */
static int sweep_allocations(struct kunit *test, int (*run)(void))
{
	int nth, left, err, failures = 0;

	for (nth = 1; nth < 2000; nth++) {
		forget_all();
		WRITE_ONCE(current->fail_nth, nth);
		err = run();
		left = READ_ONCE(current->fail_nth);
		WRITE_ONCE(current->fail_nth, 0);
		if (left)
			break;
		failures += !!err;
		if (err)
			KUNIT_EXPECT_EQ(test, err, -ENOMEM);
	}
	KUNIT_EXPECT_EQ(test, err, 0);
	return failures;
}

static void allocations_fail_cleanly(struct kunit *test)
{
	int failures = 0;

	failures += sweep_allocations(test, read_value);
	failures += sweep_allocations(test, open_and_close);
	failures += sweep_allocations(test, enumerate);
	failures += sweep_allocations(test, load_and_unload);
	if (!failures)
		kunit_skip(test, "failslab/ignore-gfp-wait is not 0");
}
#else
static void charges_fail_cleanly(struct kunit *test)
{
	kunit_skip(test, "needs CONFIG_FAULT_INJECTION");
}

static void opening_needs_no_quota(struct kunit *test)
{
	kunit_skip(test, "needs CONFIG_FAULT_INJECTION");
}

static void allocations_fail_cleanly(struct kunit *test)
{
	kunit_skip(test, "needs CONFIG_FAULT_INJECTION");
}
#endif

struct racer {
	struct task_struct *task;
	int (*run)(void);
	unsigned long runs;
	unsigned long odd;
};

static int read_other(void)
{
	struct kreg_path path = world_path(HKU, "S\\Alpha\\Beta\\Gamma\\Delta");
	struct kreg_name name = world_name("Deep");
	struct seen seen = {};
	int result = kreg_value_emit_path(&path, &name, world_see, &seen);

	if (result == -ENOENT || result == -EBUSY || result == -ESTALE)
		return 0;
	return result == 17 && seen.number == 42 ? 0 : -EIO;
}

static int hold_other(void)
{
	struct kreg_path path = world_path(HKU, "S\\Alpha\\Beta");
	struct kreg_handle *handle;
	struct kreg_node_info info;
	u32 granted;
	int err;

	handle = kreg_handle_open(&path, KREG_KEY_READ, &granted);
	if (IS_ERR(handle))
		return 0;
	err = kreg_key_info(kreg_handle_key(handle), &info);
	kreg_handle_close(handle);
	return err;
}

static int come_and_go(void)
{
	int err = load_and_unload();

	if (err == -EBUSY) {
		while (world_unload(HKU, "S") == -EBUSY)
			usleep_range(100, 200);
		return 0;
	}
	return err;
}

static int shrink(void)
{
	kreg_cache_reclaim();
	usleep_range(100, 500);
	return 0;
}

static int race(void *ctx)
{
	struct racer *racer = ctx;

	while (!kthread_should_stop()) {
		if (racer->run())
			racer->odd++;
		racer->runs++;
		cond_resched();
	}
	return 0;
}

static void races_are_harmless(struct kunit *test)
{
	struct racer racers[] = {
		{ .run = read_value }, { .run = read_other },
		{ .run = read_other }, { .run = open_and_close },
		{ .run = hold_other }, { .run = hold_other },
		{ .run = enumerate },  { .run = come_and_go },
		{ .run = shrink },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(racers); i++)
		racers[i].task =
			kthread_run(race, &racers[i], "kreg_race%d", i);
	msleep(4000);
	for (i = 0; i < ARRAY_SIZE(racers); i++) {
		KUNIT_ASSERT_FALSE(test, IS_ERR(racers[i].task));
		kthread_stop(racers[i].task);
		KUNIT_EXPECT_GT(test, racers[i].runs, 0);
		KUNIT_EXPECT_EQ(test, racers[i].odd, 0);
	}
	world_unload(HKU, "S");
}

static struct kunit_case cases[] = { KUNIT_CASE(absent_names_are_bounded),
				     KUNIT_CASE(cache_shrinks),
				     KUNIT_CASE(pool_has_a_limit),
				     KUNIT_CASE(charges_fail_cleanly),
				     KUNIT_CASE(opening_needs_no_quota),
				     KUNIT_CASE_SLOW(allocations_fail_cleanly),
				     KUNIT_CASE_SLOW(races_are_harmless),
				     {} };

static struct kunit_suite suite = {
	.name = "registry_memory",
	.suite_init = world_begin,
	.suite_exit = world_end,
	.init = world_start,
	.exit = world_stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
