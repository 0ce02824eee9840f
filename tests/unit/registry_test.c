// SPDX-License-Identifier: GPL-2.0
/* The registry: paths, links, values, enumerations, mounts and holders. */
#include "registry_world.h"

#include "registry/cache.h"
#include "registry/enumerate.h"
#include "registry/handle.h"
#include "registry/mount.h"
#include "registry/pool.h"
#include "registry/security.h"

#include <linux/mm.h>
#include <linux/sched.h>

struct path_case {
	const char *text;
	int err;
	u32 bad;
	u32 bad_bytes;
	const char *key;
};

static const struct path_case path_cases[] = {
	{ "", 0, 0, 0, "HKLM" },
	{ "\\", 0, 0, 0, "HKLM" },
	{ "T", 0, 0, 0, "HKLM\\T" },
	{ "t\\", 0, 0, 0, "HKLM\\T" },
	{ "\\\\T\\\\\\alpha\\\\", 0, 0, 0, "HKLM\\T\\Alpha" },
	{ "T\\ALPHA\\beta\\gAMMA\\Delta", 0, 0, 0,
	  "HKLM\\T\\Alpha\\Beta\\Gamma\\Delta" },
	{ "T\\Jump", 0, 0, 0, "HKLM\\T\\Alpha\\Beta" },
	{ "T\\Jump\\Gamma", 0, 0, 0, "HKLM\\T\\Alpha\\Beta\\Gamma" },
	{ "T\\Many\\K150", 0, 0, 0, "HKLM\\T\\Many\\K150" },
	{ "Nowhere", -ENOENT, 0, 7 },
	{ "T\\Alpha\\None\\Below", -ENOENT, 8, 4 },
	{ "T\\Jump\\None\\X", -ENOENT, 7, 4 },
	{ "T\\Dangling\\X", -ENOENT, 2, 8 },
	{ "T\\Loop", -ELOOP, 2, 4 },
	{ "T\\Wrong", -EINVAL, 2, 5 },
	{ "T\\\xff", -EILSEQ, 2, 1 },
	{ "None\\\xed\xa0\x80\xed\xb0\x80", -EILSEQ, 5, 6 },
	{ "T\\\xed\xa0\x80", -ENOENT, 2, 3 },
};

static void path_case_name(const struct path_case *c, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "%.100s", c->text);
	for (; *name; name++) {
		if (*name == '#' || (u8)*name >= 0x80)
			*name = '?';
	}
}

KUNIT_ARRAY_PARAM(path, path_cases, path_case_name);

/* Twice: from the cells, then from the cache. */
static void path_leads_there(struct kunit *test)
{
	const struct path_case *c = test->param_value;
	struct kreg_path path;
	struct kreg_key *key;
	int i;

	for (i = 0; i < 2; i++) {
		path = world_path(LM, c->text);
		key = kreg_path_open(&path);
		if (!c->err) {
			world_expect(test, key, c->key);
			continue;
		}
		KUNIT_EXPECT_EQ(test, world_put(key), c->err);
		KUNIT_EXPECT_EQ(test, path.bad, c->bad);
		KUNIT_EXPECT_EQ(test, path.bad_bytes, c->bad_bytes);
	}
}

static void path_has_limits(struct kunit *test)
{
	struct kreg_path path = { .root = LM };
	char *text = kvmalloc(KREG_PATH_MAX + 1, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	memset(text, 'x', KREG_PATH_MAX + 1);
	path.text = text;
	path.bytes = KREG_KEY_NAME_MAX;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), -ENOENT);
	path.bytes++;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), -ENAMETOOLONG);
	KUNIT_EXPECT_EQ(test, path.bad_bytes, KREG_KEY_NAME_MAX + 1);
	memset(text, '\\', KREG_PATH_MAX + 1);
	path.bytes = KREG_PATH_MAX;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), 0);
	path.bytes++;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), -ENAMETOOLONG);
	kvfree(text);
}

static void path_counts_names(struct kunit *test)
{
	struct kreg_path path = { .root = LM,
				  .text = "T\\Alpha\0",
				  .bytes = 8 };

	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), -ENOENT);
	path.bytes = 7;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), 0);
}

static void path_from_a_key(struct kunit *test)
{
	struct kreg_key *alpha = world_open(LM, "T\\Alpha");
	struct kreg_path path = world_path(HKU, "Beta\\gamma");

	KUNIT_ASSERT_FALSE(test, IS_ERR(alpha));
	path.base = alpha;
	world_expect(test, kreg_path_open(&path),
		     "HKLM\\T\\Alpha\\Beta\\Gamma");
	path.bytes = 0;
	KUNIT_EXPECT_PTR_EQ(test, kreg_path_open(&path), alpha);
	kreg_key_put(alpha);
	kreg_key_put(alpha);
}

static void same_key_same_object(struct kunit *test)
{
	struct kreg_key *a = world_open(LM, "T\\Alpha\\Beta");
	struct kreg_key *b = world_open(LM, "T\\JUMP");

	KUNIT_EXPECT_PTR_EQ(test, a, b);
	KUNIT_EXPECT_EQ(test, world_put(a), 0);
	KUNIT_EXPECT_EQ(test, world_put(b), 0);
}

static void link_itself_opens(struct kunit *test)
{
	struct kreg_path path = world_path(LM, "T\\Loop\\");
	struct kreg_node_info info;
	struct kreg_key *key;

	path.options = KREG_PATH_OPEN_LINK;
	key = kreg_path_open(&path);
	KUNIT_ASSERT_FALSE(test, IS_ERR(key));
	KUNIT_EXPECT_EQ(test, kreg_key_info(key, &info), 0);
	KUNIT_EXPECT_TRUE(test, info.flags & KREG_NK_SYM_LINK);
	world_expect(test, key, "HKLM\\T\\Loop");

	path = world_path(LM, "T\\Jump\\Gamma");
	path.options = KREG_PATH_OPEN_LINK;
	world_expect(test, kreg_path_open(&path),
		     "HKLM\\T\\Alpha\\Beta\\Gamma");
}

static void link_stays_in_a_users_hive(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, world_load(HKU, "T", world->second), 0);
	KUNIT_EXPECT_EQ(test, world_put(world_open(HKU, "T\\Jump")), -EACCES);
	KUNIT_EXPECT_EQ(test, world_put(world_open(HKU, "T\\Loop")), -EACCES);
	world_expect(test, world_open(HKU, "T\\Own\\Beta"),
		     "HKU\\T\\Alpha\\Beta");
	world_expect(test, world_open(LM, "T\\Own\\Beta"),
		     "HKU\\T\\Alpha\\Beta");
	KUNIT_EXPECT_EQ(test, world_unload(HKU, "T"), 0);
	KUNIT_EXPECT_EQ(test, world_put(world_open(LM, "T\\Own\\Beta")),
			-ENOENT);
}

static void value_is_emitted(struct kunit *test)
{
	struct seen seen = {};
	int i;

	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, world_emit("T\\Alpha", "dWORD", &seen),
				17);
		KUNIT_EXPECT_EQ(test, seen.type, KREG_REG_DWORD);
		KUNIT_EXPECT_EQ(test, seen.number, 42);
		KUNIT_EXPECT_EQ(test, world_emit("T\\Alpha", "Empty", &seen),
				17);
		KUNIT_EXPECT_EQ(test, seen.type, 0x80000001);
		KUNIT_EXPECT_EQ(test, seen.bytes, 0);
		KUNIT_EXPECT_EQ(test, world_emit("T\\Alpha", "", &seen), 17);
		KUNIT_EXPECT_EQ(test, seen.bytes, 14);
		KUNIT_EXPECT_EQ(test, world_emit("T\\Alpha", "None", &seen),
				-ENOENT);
		KUNIT_EXPECT_EQ(test, world_emit("", "None", &seen), -ENOENT);
		KUNIT_EXPECT_EQ(test, world_emit("T\\Jump", "\xff", &seen),
				-EILSEQ);
		KUNIT_EXPECT_EQ(test, world_emit("T\\None", "x", &seen),
				-ENOENT);
		KUNIT_EXPECT_EQ(test, world_emit("T\\Own", "x", &seen),
				-ENOENT);
	}
	KUNIT_EXPECT_EQ(test, seen.calls, 9);
}

static void value_is_cached(struct kunit *test)
{
	struct kreg_cache_status before, after;
	struct seen seen = {};

	world_emit("T\\Alpha", "Dword", &seen);
	world_emit("T\\Alpha", "None", &seen);
	kreg_cache_status(&before);
	KUNIT_EXPECT_EQ(test, world_emit("t\\alpha", "DWORD", &seen), 17);
	KUNIT_EXPECT_EQ(test, world_emit("T\\ALPHA", "NONE", &seen), -ENOENT);
	kreg_cache_status(&after);
	KUNIT_EXPECT_EQ(test, after.hits - before.hits, 2);
	KUNIT_EXPECT_EQ(test, after.misses, before.misses);
	KUNIT_EXPECT_EQ(test, after.values, before.values);
}

/* A walk hashes as it goes, and must find what was hashed as a whole. */
static void names_of_every_length_are_cached(struct kunit *test)
{
	struct kreg_cache_status before, after;
	char text[LONGEST + 16];
	int i;

	for (i = 0; i < 2 * LONGEST; i++) {
		snprintf(text, sizeof(text), "T\\Names\\%.*s%s", i / 2 + 1,
			 world_long_name, i % 2 ? "\\" : "");
		KUNIT_EXPECT_EQ(test, world_put(world_open(LM, text)), 0);
		kreg_cache_status(&before);
		KUNIT_EXPECT_EQ(test, world_put(world_open(LM, text)), 0);
		kreg_cache_status(&after);
		KUNIT_EXPECT_EQ(test, after.hits, before.hits + 1);
		KUNIT_EXPECT_EQ(test, after.misses, before.misses);
	}
}

static void big_value_is_lent(struct kunit *test)
{
	struct kreg_key *alpha = world_open(LM, "T\\Alpha");
	struct kreg_name name = world_name("Big");
	struct kreg_pool_status before, during, after;
	struct kreg_snapshot *snapshot;
	struct kreg_data data;

	KUNIT_ASSERT_FALSE(test, IS_ERR(alpha));
	kreg_pool_status(&before);
	snapshot = kreg_snapshot_get(alpha, &name);
	KUNIT_ASSERT_FALSE(test, IS_ERR(snapshot));
	kreg_snapshot_data(snapshot, &data);
	KUNIT_EXPECT_EQ(test, data.bytes, BIG);
	KUNIT_EXPECT_EQ(test, memcmp(data.data, world->big, BIG), 0);
	kreg_pool_status(&during);
	KUNIT_EXPECT_GE(test, during.used, before.used + BIG);
	kreg_snapshot_put(snapshot);
	kreg_pool_status(&after);
	KUNIT_EXPECT_EQ(test, after.used, before.used);
	kreg_key_put(alpha);
}

static void many_values_at_once(struct kunit *test)
{
	struct kreg_name names[] = {
		world_name("TEXT"),
		world_name("None"),
		world_name("Dword"),
	};
	struct kreg_key *alpha = world_open(LM, "T\\Alpha");
	struct kreg_snapshot *out[3];
	struct kreg_data data;
	u64 generation;
	int err;

	KUNIT_ASSERT_FALSE(test, IS_ERR(alpha));
	err = kreg_snapshot_get_many(alpha, names, 3, out, &generation);
	KUNIT_ASSERT_EQ(test, err, 0);
	kreg_snapshot_data(out[0], &data);
	KUNIT_EXPECT_EQ(test, data.bytes, 18);
	KUNIT_EXPECT_NULL(test, out[1]);
	kreg_snapshot_data(out[2], &data);
	KUNIT_EXPECT_EQ(test, data.type, KREG_REG_DWORD);
	kreg_snapshot_put(out[0]);
	kreg_snapshot_put(out[2]);
	names[1] = world_name("\xff");
	err = kreg_snapshot_get_many(alpha, names, 3, out, &generation);
	KUNIT_EXPECT_EQ(test, err, -EILSEQ);
	kreg_key_put(alpha);
}

static void subkeys_come_sorted(struct kunit *test)
{
	struct kreg_key *many = world_open(LM, "T\\Many");
	struct kreg_cursor *cursor;
	struct kreg_item item;
	char name[8];
	int i;

	KUNIT_ASSERT_FALSE(test, IS_ERR(many));
	cursor = kreg_cursor_open(many, false, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "K%03u", i);
		KUNIT_ASSERT_EQ(test, kreg_cursor_next(cursor, &item), 0);
		KUNIT_EXPECT_EQ(test, item.name_bytes, 4);
		KUNIT_EXPECT_MEMEQ(test, item.name, name, 4);
		if (i == 100 && name[0] == 'K') {
			kreg_cursor_unread(cursor);
			KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item),
					0);
			KUNIT_EXPECT_MEMEQ(test, item.name, name, 4);
		}
	}
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), -ENOENT);
	kreg_cursor_seek(cursor, 250);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_MEMEQ(test, item.name, "K250", 4);
	kreg_cursor_seek(cursor, MANY);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), -ENOENT);
	kreg_cursor_close(cursor);
	kreg_key_put(many);
}

static void values_come_as_stored(struct kunit *test)
{
	static const char *const names[] = {
		"Dword", "Text", "Empty", "Big", "",
	};
	struct kreg_key *alpha = world_open(LM, "T\\Alpha");
	struct kreg_cursor *cursor;
	struct kreg_item item;
	int i;

	KUNIT_ASSERT_FALSE(test, IS_ERR(alpha));
	cursor = kreg_cursor_open(alpha, true, 16384);
	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		KUNIT_ASSERT_EQ(test, kreg_cursor_next(cursor, &item), 0);
		KUNIT_EXPECT_EQ(test, item.name_bytes, strlen(names[i]));
		KUNIT_EXPECT_FALSE(test, memcmp(item.name, names[i],
						item.name_bytes));
		KUNIT_EXPECT_EQ(test, !item.data, i == 3);
		if (i == 3)
			KUNIT_EXPECT_EQ(test, item.data_bytes, BIG);
	}
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), -ENOENT);
	kreg_cursor_close(cursor);
	kreg_key_put(alpha);
}

static void roots_list_mounts(struct kunit *test)
{
	struct kreg_key *root = world_open(LM, "");
	struct kreg_cursor *cursor = kreg_cursor_open(root, false, 0);
	struct kreg_node_info info;
	struct kreg_item item;
	void *descriptor;
	u64 generation;
	u32 bytes;

	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	generation = kreg_cursor_generation(cursor);
	KUNIT_ASSERT_EQ(test, world_load(LM, "a", world->second), 0);
	KUNIT_EXPECT_EQ(test, kreg_key_info(root, &info), 0);
	KUNIT_EXPECT_EQ(test, info.subkeys, 2);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_MEMEQ(test, item.name, "a", 1);
	KUNIT_EXPECT_EQ(test, item.info.subkeys, 8);
	KUNIT_EXPECT_NE(test, kreg_cursor_generation(cursor), generation);
	KUNIT_EXPECT_EQ(test, world_unload(LM, "A"), 0);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_MEMEQ(test, item.name, "T", 1);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), -ENOENT);
	KUNIT_EXPECT_EQ(test, kreg_key_descriptor(root, &descriptor, &bytes),
			0);
	KUNIT_EXPECT_EQ(test, bytes, 124);
	kvfree(descriptor);
	kreg_cursor_close(cursor);
	kreg_key_put(root);
}

static void names_and_files_are_taken_once(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, world_load(LM, "t", world->second), -EEXIST);
	KUNIT_EXPECT_EQ(test, world_load(LM, "U", world->file), -EBUSY);
	KUNIT_EXPECT_EQ(test, world_load(LM, "", world->second), -EINVAL);
	KUNIT_EXPECT_EQ(test, world_load(LM, "a\\b", world->second), -EINVAL);
	KUNIT_EXPECT_EQ(test, world_load(LM, "\xff", world->second), -EILSEQ);
	KUNIT_EXPECT_EQ(test, world_unload(LM, "U"), -ENOENT);
	KUNIT_EXPECT_EQ(test, world_unload(HKU, "T"), -ENOENT);
}

static int count_holder(void *ctx, const struct kreg_holder *holder)
{
	unsigned int *count = ctx;

	if (holder->pid == task_tgid_nr(current))
		(*count)++;
	return 0;
}

static int check_alias(void *ctx, const struct kreg_holder *holder)
{
	static const char expected[] = "HKLM\\T\\Jump\\Gamma";
	unsigned int *same = ctx;

	if (holder->path_bytes == strlen(expected) &&
	    !memcmp(holder->path, expected, strlen(expected)))
		(*same)++;
	return 1;
}

static void holders_are_named(struct kunit *test)
{
	struct kreg_path path = world_path(LM, "T\\Jump\\Gamma");
	struct kreg_key *beta = world_open(LM, "T\\Alpha\\Beta");
	struct kreg_key *many = world_open(LM, "T\\Many");
	unsigned int count = 0, same = 0;
	struct kreg_handle *handle;
	u32 granted;

	handle = kreg_handle_open(&path, KREG_MAXIMUM_ALLOWED, &granted);
	KUNIT_ASSERT_FALSE(test, IS_ERR(handle));
	KUNIT_EXPECT_EQ(test, granted, KREG_KEY_READ);
	KUNIT_EXPECT_EQ(test, world_unload(LM, "T"), -EBUSY);
	KUNIT_EXPECT_EQ(test, kreg_holders_walk(NULL, 0, count_holder, &count),
			0);
	KUNIT_EXPECT_EQ(test, count, 1);
	KUNIT_EXPECT_EQ(test, kreg_holders_walk(beta, 0, check_alias, &same),
			1);
	KUNIT_EXPECT_EQ(test, same, 1);
	count = 0;
	kreg_holders_walk(beta, 1, count_holder, &count);
	kreg_holders_walk(many, 0, count_holder, &count);
	KUNIT_EXPECT_EQ(test, count, 0);
	kreg_handle_close(handle);
	kreg_key_put(beta);
	kreg_key_put(many);
}

static void rights_to_write_are_refused(struct kunit *test)
{
	struct kreg_path path = world_path(LM, "T");
	struct kreg_handle *handle;
	u32 granted;

	handle = kreg_handle_open(&path, KREG_KEY_SET_VALUE, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -EROFS);
	handle = kreg_handle_open(&path, 0x800, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -EINVAL);
}

static void unload_waits_for_a_cursor(struct kunit *test)
{
	struct kreg_key *many = world_open(LM, "T\\Many");
	unsigned int count = 0;
	struct kreg_cursor *cursor;
	struct kreg_item item;

	KUNIT_ASSERT_FALSE(test, IS_ERR(many));
	cursor = kreg_cursor_open(many, true, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	KUNIT_EXPECT_EQ(test, world_unload(LM, "T"), -EBUSY);
	kreg_holders_walk(many, 0, count_holder, &count);
	KUNIT_EXPECT_EQ(test, count, 1);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_EQ(test, world_put(world_open(LM, "T\\Many\\K007")), 0);
	kreg_cursor_close(cursor);
	kreg_key_put(many);
}

static void key_of_an_unloaded_hive_is_stale(struct kunit *test)
{
	struct kreg_path path = world_path(LM, "Many");
	struct kreg_name name = world_name("Dword");
	struct kreg_node_info info;
	struct kreg_handle *handle;
	struct seen seen = {};
	struct kreg_key *top;
	u32 granted;

	KUNIT_ASSERT_EQ(test, world_load(HKU, "T", world->second), 0);
	top = world_open(HKU, "T");
	KUNIT_ASSERT_FALSE(test, IS_ERR(top));
	KUNIT_EXPECT_EQ(test, world_unload(HKU, "T"), 0);
	path.base = top;
	KUNIT_EXPECT_EQ(test, world_put(kreg_path_open(&path)), -ESTALE);
	KUNIT_EXPECT_EQ(test, kreg_key_info(top, &info), -ESTALE);
	KUNIT_EXPECT_EQ(test, kreg_value_emit(top, &name, world_see, &seen),
			-ESTALE);
	KUNIT_EXPECT_EQ(test, PTR_ERR(kreg_cursor_open(top, true, 0)), -ESTALE);
	path.bytes = 0;
	handle = kreg_handle_open(&path, KREG_KEY_READ, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -ESTALE);
	kreg_key_put(top);
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(path_leads_there, path_gen_params),
	KUNIT_CASE(path_has_limits),
	KUNIT_CASE(path_counts_names),
	KUNIT_CASE(path_from_a_key),
	KUNIT_CASE(same_key_same_object),
	KUNIT_CASE(link_itself_opens),
	KUNIT_CASE(link_stays_in_a_users_hive),
	KUNIT_CASE(value_is_emitted),
	KUNIT_CASE(value_is_cached),
	KUNIT_CASE(names_of_every_length_are_cached),
	KUNIT_CASE(big_value_is_lent),
	KUNIT_CASE(many_values_at_once),
	KUNIT_CASE(subkeys_come_sorted),
	KUNIT_CASE(values_come_as_stored),
	KUNIT_CASE(roots_list_mounts),
	KUNIT_CASE(names_and_files_are_taken_once),
	KUNIT_CASE(holders_are_named),
	KUNIT_CASE(rights_to_write_are_refused),
	KUNIT_CASE_SLOW(unload_waits_for_a_cursor),
	KUNIT_CASE(key_of_an_unloaded_hive_is_stale),
	{}
};

static struct kunit_suite suite = {
	.name = "registry",
	.suite_init = world_begin,
	.suite_exit = world_end,
	.init = world_start,
	.exit = world_stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
