// SPDX-License-Identifier: GPL-2.0
/* The registry over hives made here: mounts, paths, values, holders, memory. */
#include <kunit/test.h>

#include "image.h"
#include "registry/cache.h"
#include "registry/enumerate.h"
#include "registry/handle.h"
#include "registry/key.h"
#include "registry/mount.h"
#include "registry/path.h"
#include "registry/pool.h"
#include "registry/security.h"
#include "registry/snapshot.h"

#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/shmem_fs.h>

#define ROOM (512 * 1024)
#define MANY 300
#define BIG 100000
#define LONGEST 24 /* name below Names */
#define LM KREG_ROOT_LOCAL_MACHINE
#define HKU KREG_ROOT_USERS

/*
 * \root
 *    Alpha            Dword, Text, Empty, Big, (default)
 *       Beta
 *          Gamma
 *             Delta   Deep
 *    Dangling -> \REGISTRY\Machine\Nowhere\X
 *    Jump     -> \registry\machine\T\Alpha\Beta
 *    Loop     -> \REGISTRY\Machine\T\Loop
 *    Many             V000 ... V299
 *       K000 ... K299
 *    Names
 *       N, Na, Nam ... (up to 24 characters)
 *    Own      -> \REGISTRY\User\T\Alpha
 *    Wrong    -> Alpha
 */
struct world {
	struct image image;
	struct kreg_findings findings;
	struct file *file;
	struct file *second;
	u8 big[BIG];
	u32 list[MANY];
};

static struct world *world;

static u32 text_value(const char *name, u32 type, const char *text)
{
	u8 wide[256] = {};
	size_t i, length = strlen(text);

	for (i = 0; i < length; i++)
		wide[2 * i] = text[i];
	return image_value(&world->image, name, type, wide, 2 * length);
}

static u32 link_key(u32 parent, const char *name, const char *target)
{
	u32 key = image_key(&world->image, parent, name);
	struct kreg_regf_nk *nk = image_at(&world->image, key);
	u32 value = text_value("SymbolicLinkValue", KREG_REG_LINK, target);

	image_values(&world->image, key, &value, 1);
	nk->flags |= cpu_to_le16(KREG_NK_SYM_LINK);
	return key;
}

static void put_subkeys(u32 key, const u32 *keys, u32 count)
{
	u32 list = image_leaf(&world->image, KREG_LF_MAGIC, keys, count);

	image_subkeys(&world->image, key, list, count);
}

static u32 build_alpha(struct image *image)
{
	u32 alpha = image_key(image, image->root, "Alpha");
	u32 beta = image_key(image, alpha, "Beta");
	u32 gamma = image_key(image, beta, "Gamma");
	u32 delta = image_key(image, gamma, "Delta");
	u32 number = 42, values[5];

	put_subkeys(alpha, &beta, 1);
	put_subkeys(beta, &gamma, 1);
	put_subkeys(gamma, &delta, 1);
	values[0] = image_value(image, "Dword", KREG_REG_DWORD, &number, 4);
	values[1] = text_value("Text", KREG_REG_SZ, "some text");
	values[2] = image_value(image, "Empty", 0x80000001, NULL, 0);
	values[3] = image_value(image, "Big", KREG_REG_BINARY, world->big, BIG);
	values[4] = text_value("", KREG_REG_SZ, "default");
	image_values(image, alpha, values, 5);
	values[0] = image_value(image, "Deep", KREG_REG_DWORD, &number, 4);
	image_values(image, delta, values, 1);
	return alpha;
}

static u32 build_many(struct image *image)
{
	u32 many = image_key(image, image->root, "Many");
	char name[8];
	u32 i;

	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "K%03u", i);
		world->list[i] = image_key(image, many, name);
	}
	put_subkeys(many, world->list, MANY);
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "V%03u", i);
		world->list[i] =
			image_value(image, name, KREG_REG_DWORD, &i, 4);
	}
	image_values(image, many, world->list, MANY);
	return many;
}

static const char long_name[] = "NamesOfEveryLengthThereI";

static u32 build_names(struct image *image)
{
	u32 names = image_key(image, image->root, "Names");
	char name[LONGEST + 1];
	u32 i;

	for (i = 0; i < LONGEST; i++) {
		snprintf(name, sizeof(name), "%.*s", i + 1, long_name);
		world->list[i] = image_key(image, names, name);
	}
	put_subkeys(names, world->list, LONGEST);
	return names;
}

static void build(struct image *image)
{
	u32 top[8];
	u32 i;

	for (i = 0; i < BIG; i++)
		world->big[i] = i * 7;
	top[0] = build_alpha(image);
	top[1] = link_key(image->root, "Dangling",
			  "\\REGISTRY\\Machine\\Nowhere\\X");
	top[2] = link_key(image->root, "Jump",
			  "\\registry\\machine\\T\\Alpha\\Beta");
	top[3] = link_key(image->root, "Loop", "\\REGISTRY\\Machine\\T\\Loop");
	top[4] = build_many(image);
	top[5] = build_names(image);
	top[6] = link_key(image->root, "Own", "\\REGISTRY\\User\\t\\Alpha");
	top[7] = link_key(image->root, "Wrong", "Alpha");
	put_subkeys(image->root, top, 8);
	image_seal(image);
}

/* A file in memory that holds the first @bins bytes of the image's bins. */
static struct file *make_file(struct image *image, u32 bins)
{
	struct file *file;
	loff_t at = 0;
	ssize_t done;

	file = shmem_kernel_file_setup("kreg", 0, 0);
	if (IS_ERR(file))
		return file;
	done = kernel_write(file, image->file, KREG_REGF_BLOCK + bins, &at);
	if (done == KREG_REGF_BLOCK + bins)
		return file;
	fput(file);
	return ERR_PTR(done < 0 ? done : -EIO);
}

static int load_at(enum kreg_root root, const char *name, struct file *file)
{
	struct kreg_load load = {
		.root = root,
		.name = name,
		.name_bytes = strlen(name),
		.opened = file,
		.findings = &world->findings,
	};

	memset(&world->findings, 0, sizeof(world->findings));
	return kreg_mount_load(&load);
}

static int unload_at(enum kreg_root root, const char *name)
{
	return kreg_mount_unload(root, name, strlen(name));
}

static int start_suite(struct kunit_suite *suite)
{
	int err;

	world = kvzalloc(sizeof(*world), GFP_KERNEL);
	if (!world)
		return -ENOMEM;
	err = image_start(&world->image, 3, ROOM);
	if (err)
		return err;
	build(&world->image);
	world->file = make_file(&world->image, world->image.size);
	world->second = make_file(&world->image, world->image.size);
	return PTR_ERR_OR_ZERO(world->file) ?: PTR_ERR_OR_ZERO(world->second);
}

static void stop_suite(struct kunit_suite *suite)
{
	__fput_sync(world->file);
	__fput_sync(world->second);
	image_free(&world->image);
	kvfree(world);
}

static int start(struct kunit *test)
{
	return load_at(LM, "T", world->file);
}

/* Whatever a test did, nothing of it may be left charged. */
static void stop(struct kunit *test)
{
	struct kreg_pool_status pool;
	struct kreg_cache_status cache;

	KUNIT_EXPECT_EQ(test, unload_at(LM, "T"), 0);
	kreg_pool_status(&pool);
	KUNIT_EXPECT_EQ(test, pool.used, 0);
	kreg_cache_status(&cache);
	KUNIT_EXPECT_EQ(test, cache.keys, 0);
	KUNIT_EXPECT_EQ(test, cache.values, 0);
	rcu_barrier();
	kreg_pool_status(&pool);
	KUNIT_EXPECT_EQ(test, pool.waiting, 0);
}

static struct kreg_path path_of(enum kreg_root root, const char *text)
{
	return (struct kreg_path){
		.root = root,
		.text = text,
		.bytes = strlen(text),
	};
}

static struct kreg_key *open_at(enum kreg_root root, const char *text)
{
	struct kreg_path path = path_of(root, text);

	return kreg_path_open(&path);
}

static struct kreg_name name_of(const char *text)
{
	return kreg_name_wtf8(text, strlen(text));
}

static int put_error(struct kreg_key *key)
{
	if (IS_ERR(key))
		return PTR_ERR(key);
	kreg_key_put(key);
	return 0;
}

static void expect_path(struct kunit *test, struct kreg_key *key,
			const char *expected)
{
	void *text;
	u32 bytes;

	KUNIT_ASSERT_FALSE(test, IS_ERR(key));
	KUNIT_ASSERT_EQ(test, kreg_key_path(key, &text, &bytes), 0);
	KUNIT_EXPECT_EQ(test, bytes, strlen(expected));
	KUNIT_EXPECT_MEMEQ(test, text, expected,
			   min_t(size_t, bytes, strlen(expected)));
	kvfree(text);
	kreg_key_put(key);
}

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
		path = path_of(LM, c->text);
		key = kreg_path_open(&path);
		if (!c->err) {
			expect_path(test, key, c->key);
			continue;
		}
		KUNIT_EXPECT_EQ(test, put_error(key), c->err);
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
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), -ENOENT);
	path.bytes++;
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), -ENAMETOOLONG);
	KUNIT_EXPECT_EQ(test, path.bad_bytes, KREG_KEY_NAME_MAX + 1);
	memset(text, '\\', KREG_PATH_MAX + 1);
	path.bytes = KREG_PATH_MAX;
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), 0);
	path.bytes++;
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), -ENAMETOOLONG);
	kvfree(text);
}

static void path_counts_names(struct kunit *test)
{
	struct kreg_path path = { .root = LM,
				  .text = "T\\Alpha\0",
				  .bytes = 8 };

	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), -ENOENT);
	path.bytes = 7;
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), 0);
}

static void path_from_a_key(struct kunit *test)
{
	struct kreg_key *alpha = open_at(LM, "T\\Alpha");
	struct kreg_path path = path_of(HKU, "Beta\\gamma");

	KUNIT_ASSERT_FALSE(test, IS_ERR(alpha));
	path.base = alpha;
	expect_path(test, kreg_path_open(&path), "HKLM\\T\\Alpha\\Beta\\Gamma");
	path.bytes = 0;
	KUNIT_EXPECT_PTR_EQ(test, kreg_path_open(&path), alpha);
	kreg_key_put(alpha);
	kreg_key_put(alpha);
}

static void same_key_same_object(struct kunit *test)
{
	struct kreg_key *a = open_at(LM, "T\\Alpha\\Beta");
	struct kreg_key *b = open_at(LM, "T\\JUMP");

	KUNIT_EXPECT_PTR_EQ(test, a, b);
	KUNIT_EXPECT_EQ(test, put_error(a), 0);
	KUNIT_EXPECT_EQ(test, put_error(b), 0);
}

static void link_itself_opens(struct kunit *test)
{
	struct kreg_path path = path_of(LM, "T\\Loop\\");
	struct kreg_node_info info;
	struct kreg_key *key;

	path.options = KREG_PATH_OPEN_LINK;
	key = kreg_path_open(&path);
	KUNIT_ASSERT_FALSE(test, IS_ERR(key));
	KUNIT_EXPECT_EQ(test, kreg_key_info(key, &info), 0);
	KUNIT_EXPECT_TRUE(test, info.flags & KREG_NK_SYM_LINK);
	expect_path(test, key, "HKLM\\T\\Loop");

	path = path_of(LM, "T\\Jump\\Gamma");
	path.options = KREG_PATH_OPEN_LINK;
	expect_path(test, kreg_path_open(&path), "HKLM\\T\\Alpha\\Beta\\Gamma");
}

static void link_stays_in_a_users_hive(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load_at(HKU, "T", world->second), 0);
	KUNIT_EXPECT_EQ(test, put_error(open_at(HKU, "T\\Jump")), -EACCES);
	KUNIT_EXPECT_EQ(test, put_error(open_at(HKU, "T\\Loop")), -EACCES);
	expect_path(test, open_at(HKU, "T\\Own\\Beta"), "HKU\\T\\Alpha\\Beta");
	expect_path(test, open_at(LM, "T\\Own\\Beta"), "HKU\\T\\Alpha\\Beta");
	KUNIT_EXPECT_EQ(test, unload_at(HKU, "T"), 0);
	KUNIT_EXPECT_EQ(test, put_error(open_at(LM, "T\\Own\\Beta")), -ENOENT);
}

struct seen {
	u32 type;
	u32 bytes;
	u32 number;
	u32 calls;
};

static int see(void *ctx, const struct kreg_data *data)
{
	struct seen *seen = ctx;

	seen->type = data->type;
	seen->bytes = data->bytes;
	seen->calls++;
	if (data->bytes == 4)
		memcpy(&seen->number, data->data, 4);
	return 17;
}

static int emit_at(const char *text, const char *value, struct seen *seen)
{
	struct kreg_path path = path_of(LM, text);
	struct kreg_name name = name_of(value);

	return kreg_value_emit_path(&path, &name, see, seen);
}

static void value_is_emitted(struct kunit *test)
{
	struct seen seen = {};
	int i;

	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, emit_at("T\\Alpha", "dWORD", &seen), 17);
		KUNIT_EXPECT_EQ(test, seen.type, KREG_REG_DWORD);
		KUNIT_EXPECT_EQ(test, seen.number, 42);
		KUNIT_EXPECT_EQ(test, emit_at("T\\Alpha", "Empty", &seen), 17);
		KUNIT_EXPECT_EQ(test, seen.type, 0x80000001);
		KUNIT_EXPECT_EQ(test, seen.bytes, 0);
		KUNIT_EXPECT_EQ(test, emit_at("T\\Alpha", "", &seen), 17);
		KUNIT_EXPECT_EQ(test, seen.bytes, 14);
		KUNIT_EXPECT_EQ(test, emit_at("T\\Alpha", "None", &seen),
				-ENOENT);
		KUNIT_EXPECT_EQ(test, emit_at("", "None", &seen), -ENOENT);
		KUNIT_EXPECT_EQ(test, emit_at("T\\Jump", "\xff", &seen),
				-EILSEQ);
		KUNIT_EXPECT_EQ(test, emit_at("T\\None", "x", &seen), -ENOENT);
		KUNIT_EXPECT_EQ(test, emit_at("T\\Own", "x", &seen), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, seen.calls, 9);
}

static void value_is_cached(struct kunit *test)
{
	struct kreg_cache_status before, after;
	struct seen seen = {};

	emit_at("T\\Alpha", "Dword", &seen);
	emit_at("T\\Alpha", "None", &seen);
	kreg_cache_status(&before);
	KUNIT_EXPECT_EQ(test, emit_at("t\\alpha", "DWORD", &seen), 17);
	KUNIT_EXPECT_EQ(test, emit_at("T\\ALPHA", "NONE", &seen), -ENOENT);
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
			 long_name, i % 2 ? "\\" : "");
		KUNIT_EXPECT_EQ(test, put_error(open_at(LM, text)), 0);
		kreg_cache_status(&before);
		KUNIT_EXPECT_EQ(test, put_error(open_at(LM, text)), 0);
		kreg_cache_status(&after);
		KUNIT_EXPECT_EQ(test, after.hits, before.hits + 1);
		KUNIT_EXPECT_EQ(test, after.misses, before.misses);
	}
}

static void big_value_is_lent(struct kunit *test)
{
	struct kreg_key *alpha = open_at(LM, "T\\Alpha");
	struct kreg_name name = name_of("Big");
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
		name_of("TEXT"),
		name_of("None"),
		name_of("Dword"),
	};
	struct kreg_key *alpha = open_at(LM, "T\\Alpha");
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
	names[1] = name_of("\xff");
	err = kreg_snapshot_get_many(alpha, names, 3, out, &generation);
	KUNIT_EXPECT_EQ(test, err, -EILSEQ);
	kreg_key_put(alpha);
}

static void absent_names_are_bounded(struct kunit *test)
{
	struct kreg_cache_status cache;
	struct seen seen = {};
	char name[16];
	int i;

	for (i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), "absent%d", i);
		emit_at("T\\Alpha", name, &seen);
	}
	kreg_cache_status(&cache);
	KUNIT_EXPECT_LE(test, cache.values, 4200);
	KUNIT_EXPECT_EQ(test, emit_at("T\\Alpha", "Dword", &seen), 17);
}

static void subkeys_come_sorted(struct kunit *test)
{
	struct kreg_key *many = open_at(LM, "T\\Many");
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
	struct kreg_key *alpha = open_at(LM, "T\\Alpha");
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
	struct kreg_key *root = open_at(LM, "");
	struct kreg_cursor *cursor = kreg_cursor_open(root, false, 0);
	struct kreg_node_info info;
	struct kreg_item item;
	void *descriptor;
	u64 generation;
	u32 bytes;

	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	generation = kreg_cursor_generation(cursor);
	KUNIT_ASSERT_EQ(test, load_at(LM, "a", world->second), 0);
	KUNIT_EXPECT_EQ(test, kreg_key_info(root, &info), 0);
	KUNIT_EXPECT_EQ(test, info.subkeys, 2);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_MEMEQ(test, item.name, "a", 1);
	KUNIT_EXPECT_EQ(test, item.info.subkeys, 8);
	KUNIT_EXPECT_NE(test, kreg_cursor_generation(cursor), generation);
	KUNIT_EXPECT_EQ(test, unload_at(LM, "A"), 0);
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
	KUNIT_EXPECT_EQ(test, load_at(LM, "t", world->second), -EEXIST);
	KUNIT_EXPECT_EQ(test, load_at(LM, "U", world->file), -EBUSY);
	KUNIT_EXPECT_EQ(test, load_at(LM, "", world->second), -EINVAL);
	KUNIT_EXPECT_EQ(test, load_at(LM, "a\\b", world->second), -EINVAL);
	KUNIT_EXPECT_EQ(test, load_at(LM, "\xff", world->second), -EILSEQ);
	KUNIT_EXPECT_EQ(test, unload_at(LM, "U"), -ENOENT);
	KUNIT_EXPECT_EQ(test, unload_at(HKU, "T"), -ENOENT);
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
	struct kreg_path path = path_of(LM, "T\\Jump\\Gamma");
	struct kreg_key *beta = open_at(LM, "T\\Alpha\\Beta");
	struct kreg_key *many = open_at(LM, "T\\Many");
	unsigned int count = 0, same = 0;
	struct kreg_handle *handle;
	u32 granted;

	handle = kreg_handle_open(&path, KREG_MAXIMUM_ALLOWED, &granted);
	KUNIT_ASSERT_FALSE(test, IS_ERR(handle));
	KUNIT_EXPECT_EQ(test, granted, KREG_KEY_READ);
	KUNIT_EXPECT_EQ(test, unload_at(LM, "T"), -EBUSY);
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
	struct kreg_path path = path_of(LM, "T");
	struct kreg_handle *handle;
	u32 granted;

	handle = kreg_handle_open(&path, KREG_KEY_SET_VALUE, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -EROFS);
	handle = kreg_handle_open(&path, 0x800, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -EINVAL);
}

static void unload_waits_for_a_cursor(struct kunit *test)
{
	struct kreg_key *many = open_at(LM, "T\\Many");
	unsigned int count = 0;
	struct kreg_cursor *cursor;
	struct kreg_item item;

	KUNIT_ASSERT_FALSE(test, IS_ERR(many));
	cursor = kreg_cursor_open(many, true, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(cursor));
	KUNIT_EXPECT_EQ(test, unload_at(LM, "T"), -EBUSY);
	kreg_holders_walk(many, 0, count_holder, &count);
	KUNIT_EXPECT_EQ(test, count, 1);
	KUNIT_EXPECT_EQ(test, kreg_cursor_next(cursor, &item), 0);
	KUNIT_EXPECT_EQ(test, put_error(open_at(LM, "T\\Many\\K007")), 0);
	kreg_cursor_close(cursor);
	kreg_key_put(many);
}

static void key_of_an_unloaded_hive_is_stale(struct kunit *test)
{
	struct kreg_path path = path_of(LM, "Many");
	struct kreg_name name = name_of("Dword");
	struct kreg_node_info info;
	struct kreg_handle *handle;
	struct seen seen = {};
	struct kreg_key *top;
	u32 granted;

	KUNIT_ASSERT_EQ(test, load_at(HKU, "T", world->second), 0);
	top = open_at(HKU, "T");
	KUNIT_ASSERT_FALSE(test, IS_ERR(top));
	KUNIT_EXPECT_EQ(test, unload_at(HKU, "T"), 0);
	path.base = top;
	KUNIT_EXPECT_EQ(test, put_error(kreg_path_open(&path)), -ESTALE);
	KUNIT_EXPECT_EQ(test, kreg_key_info(top, &info), -ESTALE);
	KUNIT_EXPECT_EQ(test, kreg_value_emit(top, &name, see, &seen), -ESTALE);
	KUNIT_EXPECT_EQ(test, PTR_ERR(kreg_cursor_open(top, true, 0)), -ESTALE);
	path.bytes = 0;
	handle = kreg_handle_open(&path, KREG_KEY_READ, &granted);
	KUNIT_EXPECT_EQ(test, PTR_ERR(handle), -ESTALE);
	kreg_key_put(top);
}

static void fill_cache(void)
{
	struct seen seen = {};
	char text[16];
	int i;

	for (i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "T\\Many\\K%03u", i);
		put_error(open_at(LM, text));
		emit_at("T\\Many", text + 7, &seen);
		text[7] = 'V';
		emit_at("T\\Many", text + 7, &seen);
	}
}

static void cache_shrinks(struct kunit *test)
{
	struct kreg_key *pinned = open_at(LM, "T\\Alpha\\Beta\\Gamma\\Delta");
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
	expect_path(test, open_at(LM, "T\\Many\\k299"), "HKLM\\T\\Many\\K299");
	expect_path(test, pinned, "HKLM\\T\\Alpha\\Beta\\Gamma\\Delta");
}

static void pool_has_a_limit(struct kunit *test)
{
	struct kreg_pool_status before, after;
	struct image *image = &world->image;
	struct kreg_regf_base *base = (void *)image->file;
	u32 bins = 16 << 20;
	struct file *file = make_file(image, image->size);
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
	KUNIT_EXPECT_EQ(test, load_at(HKU, "Huge", file), -EDQUOT);
	kreg_pool_status(&after);
	KUNIT_EXPECT_EQ(test, after.used, before.used);
	KUNIT_EXPECT_EQ(test, after.refused, before.refused + 1);
	KUNIT_EXPECT_LE(test, after.high, after.limit);
	__fput_sync(file);
}

static int open_and_close(void)
{
	struct kreg_path path = path_of(LM, "T\\Alpha\\Beta\\Gamma\\Delta");
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
	int err = load_at(HKU, "S", world->second);

	return err ?: unload_at(HKU, "S");
}

static int read_value(void)
{
	struct seen seen = {};
	int result = emit_at("T\\Alpha\\Beta\\Gamma\\Delta", "Deep", &seen);

	return result == 17 ? 0 : result;
}

static int enumerate(void)
{
	struct kreg_key *key = open_at(LM, "T\\Many");
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
	sweep_charges(test, open_and_close);
	sweep_charges(test, load_and_unload);
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
	struct kreg_path path = path_of(HKU, "S\\Alpha\\Beta\\Gamma\\Delta");
	struct kreg_name name = name_of("Deep");
	struct seen seen = {};
	int result = kreg_value_emit_path(&path, &name, see, &seen);

	if (result == -ENOENT || result == -EBUSY || result == -ESTALE)
		return 0;
	return result == 17 && seen.number == 42 ? 0 : -EIO;
}

static int hold_other(void)
{
	struct kreg_path path = path_of(HKU, "S\\Alpha\\Beta");
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
		while (unload_at(HKU, "S") == -EBUSY)
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
	unload_at(HKU, "S");
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
	KUNIT_CASE(absent_names_are_bounded),
	KUNIT_CASE(subkeys_come_sorted),
	KUNIT_CASE(values_come_as_stored),
	KUNIT_CASE(roots_list_mounts),
	KUNIT_CASE(names_and_files_are_taken_once),
	KUNIT_CASE(holders_are_named),
	KUNIT_CASE(rights_to_write_are_refused),
	KUNIT_CASE_SLOW(unload_waits_for_a_cursor),
	KUNIT_CASE(key_of_an_unloaded_hive_is_stale),
	KUNIT_CASE(cache_shrinks),
	KUNIT_CASE(pool_has_a_limit),
	KUNIT_CASE(charges_fail_cleanly),
	KUNIT_CASE_SLOW(allocations_fail_cleanly),
	KUNIT_CASE_SLOW(races_are_harmless),
	{}
};

static struct kunit_suite suite = {
	.name = "registry",
	.suite_init = start_suite,
	.suite_exit = stop_suite,
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
