// SPDX-License-Identifier: GPL-2.0
/*
 * Changes at random, beside a plain model of keys and values. After every step
 * each sector that differs must be marked as changed; every few steps the
 * checker must find nothing and everything must be as the model has it.
 */
#include <kunit/test.h>

#include "hive/alloc.h"
#include "hive/node.h"
#include "hive/node_edit.h"
#include "hive/subkeys.h"
#include "hive/value.h"
#include "hive/value_edit.h"
#include "image.h"

#define KEYS 400
#define VALUES 6
#define DATA 40000
#define ROOM (4 << 20)
#define SECTOR KREG_REGF_SECTOR

#ifdef __KERNEL__
#define has_failed(test) (READ_ONCE((test)->status) == KUNIT_FAILURE)
#else
#define has_failed(test) ((test)->failed)
#endif

struct model_value {
	bool there;
	u32 type;
	u32 bytes;
	u32 seed;
};

struct model_key {
	bool there;
	u32 cell;
	u32 parent;
	u32 children;
	struct model_value values[VALUES];
};

struct run {
	const char *what;
	u32 minor;
	u32 steps;
	u32 data_max;
	bool volatiles;
	bool wide;
};

struct world {
	const struct run *run;
	struct kunit *test;
	struct image image;
	struct kreg_findings findings;
	struct kreg_hive *hive;
	struct kreg_reserve reserve;
	struct model_key keys[KEYS];
	u8 *data;
	u8 *copy;
	u8 *before;
	u32 before_bytes;
	u32 random;
	u64 now;
};

static u32 roll(struct world *w, u32 below)
{
	w->random = w->random * 1664525 + 1013904223;
	return (u64)w->random * below >> 32;
}

/* Names of keys: some with characters past Latin-1, some long. */
static struct kreg_name key_name(struct world *w, u32 i, char *buf, size_t size)
{
	const char *tail = w->run->wide && i % 5 == 0 ? "\xd0\x9a" : "";

	int used;

	used = snprintf(buf, size, "%s%u%s", i & 1 ? "Key" : "k", i, tail);
	memset(buf + used, 'x', i % 7 * 20);
	return kreg_name_wtf8(buf, used + i % 7 * 20);
}

static struct kreg_name value_name(u32 i, char *buf, size_t size)
{
	snprintf(buf, size, "%s", i ? "Value" : "");
	if (i)
		buf[4] += i;
	return kreg_name_wtf8(buf, strlen(buf));
}

static void fill(u8 *data, u32 bytes, u32 seed)
{
	u32 i;

	for (i = 0; i < bytes; i++)
		data[i] = seed + i * 7 + (i >> 8);
}

static bool is_volatile(u32 cell)
{
	return cell >> 31;
}

/* Run a change as a caller does: need, reserve, lock, look again, apply. */
static void begin(struct world *w, const struct kreg_need *need)
{
	int err = kreg_reserve_fill(&w->reserve, w->hive, need);

	KUNIT_ASSERT_EQ(w->test, err, 0);
	KUNIT_ASSERT_TRUE(w->test,
			  kreg_reserve_begin(w->hive, &w->reserve, need));
}

static void end(struct world *w)
{
	kreg_reserve_end(w->hive);
	kreg_reserve_drop(&w->reserve, w->hive);
}

static const u8 *descriptor_of(struct world *w, u32 cell, u32 *bytes)
{
	u32 sk = le32_to_cpu(kreg_node(w->hive, cell)->security);
	const struct kreg_regf_sk *s = kreg_hive_cell(w->hive, sk, 20, NULL);

	*bytes = le32_to_cpu(s->size);
	return s->descriptor;
}

static void create_key(struct world *w, u32 i, u32 parent)
{
	struct kreg_need need = { { 0 } };
	struct kreg_node_new node = {
		.parent = w->keys[parent].cell,
		.class = kreg_name_wtf8("Class", roll(w, 3) ? 0 : 5),
		.now = ++w->now,
	};
	char buf[256];
	u32 cell;

	node.storage = is_volatile(node.parent) ||
		       (w->run->volatiles && !roll(w, 4));
	node.name = key_name(w, i, buf, sizeof(buf));
	node.descriptor = descriptor_of(w, node.parent, &node.descriptor_bytes);
	kreg_node_need(w->hive, &node, &need);
	begin(w, &need);
	KUNIT_EXPECT_EQ(w->test, kreg_node_create(w->hive, &node, &cell), 0);
	KUNIT_EXPECT_EQ(w->test, is_volatile(cell), (bool)node.storage);
	end(w);
	w->keys[i] = (struct model_key){ true, cell, parent, 0, { { 0 } } };
	w->keys[parent].children++;
}

static void create_again(struct world *w, u32 i)
{
	struct kreg_need need = { { 0 } };
	struct kreg_node_new node = {
		.parent = w->keys[w->keys[i].parent].cell,
		.storage = kreg_cell_storage(w->keys[i].cell),
		.class = kreg_name_wtf8("", 0),
		.now = ++w->now,
	};
	char buf[256];
	u32 cell;

	node.name = key_name(w, i, buf, sizeof(buf));
	node.descriptor = descriptor_of(w, node.parent, &node.descriptor_bytes);
	kreg_node_need(w->hive, &node, &need);
	begin(w, &need);
	KUNIT_EXPECT_EQ(w->test, kreg_node_create(w->hive, &node, &cell),
			-EEXIST);
	end(w);
}

static void delete_key(struct world *w, u32 i)
{
	int expected = w->keys[i].children ? -ENOTEMPTY : 0;

	KUNIT_EXPECT_EQ(w->test,
			kreg_node_delete(w->hive, w->keys[i].cell, ++w->now),
			expected);
	if (expected)
		return;
	w->keys[i].there = false;
	w->keys[w->keys[i].parent].children--;
}

static void set_value(struct world *w, u32 i, u32 v)
{
	struct model_value *model = &w->keys[i].values[v];
	struct kreg_need need = { { 0 } };
	struct kreg_value_new value;
	char buf[16];
	int err;

	model->there = true;
	model->type = roll(w, 12);
	model->bytes = roll(w, 3) ? roll(w, 64) : roll(w, w->run->data_max + 1);
	model->seed = roll(w, 256);
	fill(w->data, model->bytes, model->seed);
	value = (struct kreg_value_new){
		.name = value_name(v, buf, sizeof(buf)),
		.type = model->type,
		.data = w->data,
		.bytes = model->bytes,
	};
	kreg_value_need(w->hive, w->keys[i].cell, &value, &need);
	begin(w, &need);
	err = kreg_value_set(w->hive, w->keys[i].cell, &value, ++w->now);
	KUNIT_EXPECT_EQ(w->test, err, 0);
	end(w);
}

static void delete_value(struct world *w, u32 i, u32 v)
{
	struct model_value *model = &w->keys[i].values[v];
	char buf[16];
	struct kreg_name name = value_name(v, buf, sizeof(buf));

	KUNIT_EXPECT_EQ(w->test,
			kreg_value_delete(w->hive, w->keys[i].cell, &name,
					  ++w->now),
			model->there ? 0 : -ENOENT);
	model->there = false;
}

static const u8 *sector_at(const struct kreg_store *store, u32 at)
{
	return store->tables.pages[at / KREG_REGF_BLOCK] + at % KREG_REGF_BLOCK;
}

/* From now on nothing is changed yet. */
static void remember(struct world *w)
{
	struct kreg_store *store = &w->hive->stores[KREG_STABLE];
	u32 at;

	for (at = 0; at < store->size; at += SECTOR)
		memcpy(w->before + at, sector_at(store, at), SECTOR);
	memset(store->tables.dirty, 0,
	       BITS_TO_LONGS(store->size / SECTOR) * sizeof(long));
	w->before_bytes = store->size;
}

/* Every sector that is not as it was is marked. */
static void check_dirty(struct world *w)
{
	struct kreg_store *store = &w->hive->stores[KREG_STABLE];
	u32 at, lost = 0;

	for (at = 0; at < store->size; at += SECTOR)
		if (at >= w->before_bytes ||
		    memcmp(sector_at(store, at), w->before + at, SECTOR))
			lost += !test_bit(at / SECTOR, store->tables.dirty);
	/* counts and lists of volatile subkeys change no file */
	if (!w->run->volatiles)
		KUNIT_EXPECT_EQ(w->test, lost, 0);
	remember(w);
}

static void check_value(struct world *w, u32 i, u32 v)
{
	const struct kreg_regf_nk *nk = kreg_node(w->hive, w->keys[i].cell);
	struct model_value *model = &w->keys[i].values[v];
	const struct kreg_regf_vk *vk;
	char buf[16];
	struct kreg_name name = value_name(v, buf, sizeof(buf));
	int err = kreg_value_find(w->hive, nk, &name, NULL, &vk);

	KUNIT_EXPECT_EQ(w->test, err, model->there ? 0 : -ENOENT);
	if (err || !model->there)
		return;
	KUNIT_EXPECT_EQ(w->test, kreg_value_type(vk), model->type);
	KUNIT_ASSERT_EQ(w->test, kreg_value_bytes(vk), model->bytes);
	KUNIT_EXPECT_EQ(w->test,
			kreg_value_read(w->hive, vk, 0, w->copy, model->bytes),
			0);
	fill(w->data, model->bytes, model->seed);
	KUNIT_EXPECT_MEMEQ(w->test, w->copy, w->data, model->bytes);
}

static void check_key(struct world *w, u32 i)
{
	const struct kreg_regf_nk *parent, *nk;
	struct kreg_name name, stored;
	char buf[256];
	u32 v;

	nk = kreg_node(w->hive, w->keys[i].cell);
	KUNIT_ASSERT_NOT_NULL(w->test, nk);
	for (v = 0; v < VALUES; v++)
		check_value(w, i, v);
	KUNIT_EXPECT_EQ(w->test,
			le32_to_cpu(nk->subkeys) +
				le32_to_cpu(nk->volatile_subkeys),
			w->keys[i].children);
	if (!i)
		return;
	name = key_name(w, i, buf, sizeof(buf));
	stored = kreg_node_name(nk);
	KUNIT_EXPECT_TRUE(w->test, kreg_name_equal(&name, &stored));
	parent = kreg_node(w->hive, w->keys[w->keys[i].parent].cell);
	if (!is_volatile(w->keys[i].cell)) {
		u32 found = 0;

		kreg_subkeys_find(w->hive, parent, &name, &found);
		KUNIT_EXPECT_EQ(w->test, found, w->keys[i].cell);
	}
}

static void check_hive(struct world *w)
{
	int err;

	memset(&w->findings, 0, sizeof(w->findings));
	err = kreg_hive_check(w->hive, KREG_HIVE_NO_WRITE, &w->findings);
	KUNIT_EXPECT_EQ(w->test, err, 0);
	KUNIT_EXPECT_EQ(w->test, w->findings.total, 0);
}

static void check_all(struct world *w)
{
	u32 free_bytes = w->hive->free_bytes, keys = w->hive->keys;
	u32 values = w->hive->values, sks = w->hive->securities;
	u32 i;

	for (i = 0; i < KEYS; i++)
		if (w->keys[i].there)
			check_key(w, i);
	check_hive(w);
	KUNIT_EXPECT_EQ(w->test, w->hive->free_bytes, free_bytes);
	KUNIT_EXPECT_EQ(w->test, w->hive->keys, keys);
	KUNIT_EXPECT_EQ(w->test, w->hive->values, values);
	KUNIT_EXPECT_EQ(w->test, w->hive->securities, sks);
}

static void step(struct world *w)
{
	u32 i = roll(w, KEYS);
	u32 other = roll(w, KEYS);

	if (!w->keys[other].there)
		other = 0;
	if (!w->keys[i].there)
		create_key(w, i, other);
	else if (i && !roll(w, 3))
		delete_key(w, i);
	else if (i && !roll(w, 8))
		create_again(w, i);
	else if (roll(w, 3))
		set_value(w, i, roll(w, VALUES));
	else
		delete_value(w, i, roll(w, VALUES));
}

static int start(struct kunit *test)
{
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);

	if (!w)
		return -ENOMEM;
	test->priv = w;
	w->test = test;
	w->run = test->param_value;
	w->random = 42;
	w->hive = ERR_PTR(-ENOENT);
	w->data = kvmalloc(DATA, GFP_KERNEL);
	w->copy = kvmalloc(DATA, GFP_KERNEL);
	w->before = kvzalloc(4 * ROOM, GFP_KERNEL);
	if (!w->data || !w->copy || !w->before)
		return -ENOMEM;
	if (image_start(&w->image, w->run ? w->run->minor : 3, ROOM))
		return -ENOMEM;
	image_seal(&w->image);
	w->hive = image_load(&w->image, KREG_HIVE_REPAIR, &w->findings);
	if (IS_ERR(w->hive))
		return PTR_ERR(w->hive);
	w->keys[0] = (struct model_key){ .there = true, .cell = w->hive->root };
	return kreg_hive_open_for_writing(w->hive);
}

static void stop(struct kunit *test)
{
	struct world *w = test->priv;

	if (!IS_ERR(w->hive))
		kreg_hive_destroy(w->hive);
	KUNIT_EXPECT_EQ(test, w->image.alloced, 0);
	image_free(&w->image);
	kvfree(w->before);
	kvfree(w->copy);
	kvfree(w->data);
	kvfree(w);
}

static const struct run runs[] = {
	{ "small values in 1.3", 3, 4000, 200, false, false },
	{ "wide names in 1.5", 5, 4000, 200, false, true },
	{ "large values in 1.3", 3, 1500, 39000, false, false },
	{ "large values in 1.5", 5, 1500, 39000, false, true },
	{ "volatile keys", 5, 4000, 400, true, true },
};

static void run_desc(const struct run *run, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", run->what);
}

KUNIT_ARRAY_PARAM(run, runs, run_desc);

static void random_changes(struct kunit *test)
{
	struct world *w = test->priv;
	u32 i;

	remember(w);
	for (i = 0; i < w->run->steps && !has_failed(test); i++) {
		step(w);
		check_dirty(w);
		if (i % 50 == 0)
			check_all(w);
	}
	check_all(w);
}

/* All in the root, in an order of their own, then all out again. */
static void many_subkeys(struct world *w, u32 count, u32 (*order)(u32 i, u32 n))
{
	struct kunit *test = w->test;
	struct kreg_node_new node = {
		.parent = w->hive->root,
		.class = kreg_name_wtf8("", 0),
	};
	struct kreg_subkeys_walk walk;
	struct kreg_need need;
	const struct kreg_regf_nk *root;
	u32 i, cell, seen = 0;
	char name[16];

	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "%06u", order(i, count));
		node.name = kreg_name_wtf8(name, 6);
		node.descriptor =
			descriptor_of(w, node.parent, &node.descriptor_bytes);
		memset(&need, 0, sizeof(need));
		kreg_node_need(w->hive, &node, &need);
		begin(w, &need);
		KUNIT_ASSERT_EQ(test, kreg_node_create(w->hive, &node, &cell),
				0);
		kreg_reserve_end(w->hive);
	}
	kreg_reserve_drop(&w->reserve, w->hive);
	check_hive(w);
	root = kreg_node(w->hive, w->hive->root);
	KUNIT_ASSERT_EQ(test, le32_to_cpu(root->subkeys), count);
	kreg_subkeys_start(w->hive, le32_to_cpu(root->subkey_list), &walk);
	while (!kreg_subkeys_next(&walk, &cell))
		seen++;
	KUNIT_EXPECT_EQ(test, seen, count);
	for (i = 0; i < count; i++) {
		KUNIT_ASSERT_EQ(test,
				kreg_subkeys_at(w->hive, root,
						order(i, count) % (count - i),
						&cell),
				0);
		KUNIT_ASSERT_EQ(test, kreg_node_delete(w->hive, cell, 1), 0);
		if (i % 1000 == 999)
			check_hive(w);
	}
	KUNIT_EXPECT_EQ(test, le32_to_cpu(root->subkeys), 0);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(root->subkey_list), KREG_REGF_NONE);
	KUNIT_EXPECT_EQ(test, w->hive->keys, 1);
}

static u32 upwards(u32 i, u32 n)
{
	return i;
}

static u32 downwards(u32 i, u32 n)
{
	return n - 1 - i;
}

static u32 scattered(u32 i, u32 n)
{
	return i * 7919 % n;
}

static void subkeys_upwards(struct kunit *test)
{
	many_subkeys(test->priv, 6000, upwards);
}

static void subkeys_downwards(struct kunit *test)
{
	many_subkeys(test->priv, 6000, downwards);
}

static void subkeys_scattered(struct kunit *test)
{
	many_subkeys(test->priv, 6000, scattered);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(random_changes,
						      run_gen_params),
				     KUNIT_CASE(subkeys_upwards),
				     KUNIT_CASE(subkeys_downwards),
				     KUNIT_CASE(subkeys_scattered),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_edit",
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
