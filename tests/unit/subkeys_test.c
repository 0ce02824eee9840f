// SPDX-License-Identifier: GPL-2.0
/* Keys and their lists of subkeys: li, lf, lh, and ri over each. */
#include <kunit/test.h>

#include "hive/node.h"
#include "hive/subkeys.h"
#include "image.h"

struct list_case {
	const char *what;
	u16 magic;
	u32 count;
	u32 per_leaf; /* 0: one leaf, no ri */
};

static const struct list_case list_cases[] = {
	{ "one in li", KREG_LI_MAGIC, 1, 0 },
	{ "one in lf", KREG_LF_MAGIC, 1, 0 },
	{ "two in lh", KREG_LH_MAGIC, 2, 0 },
	{ "507 in lh", KREG_LH_MAGIC, 507, 0 },
	{ "ri of one", KREG_LF_MAGIC, 3, 5 },
	{ "ri over lf", KREG_LF_MAGIC, 100, 7 },
	{ "ri over lh", KREG_LH_MAGIC, 1000, 333 },
	{ "ri over li", KREG_LI_MAGIC, 1001, 10 },
	{ "ri of leaves of one", KREG_LH_MAGIC, 64, 1 },
};

static void list_desc(const struct list_case *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", one->what);
}

KUNIT_ARRAY_PARAM(list, list_cases, list_desc);

struct world {
	struct image image;
	struct kreg_findings findings;
	struct kreg_hive *hive;
	u32 keys[1001];
	u32 leaves[1001];
};

/* Keys "k0000", "k0002", ... so that there is room between them. */
static u32 build_list(struct world *w, const struct list_case *one)
{
	u32 at, part, leaf = 0;
	char name[16];
	u32 i;

	for (i = 0; i < one->count; i++) {
		snprintf(name, sizeof(name), "%c%04u", i & 1 ? 'K' : 'k',
			 2 * i);
		w->keys[i] = image_key(&w->image, w->image.root, name);
	}
	if (!one->per_leaf)
		return image_leaf(&w->image, one->magic, w->keys, one->count);
	for (at = 0; at < one->count; at += part) {
		part = min(one->per_leaf, one->count - at);
		w->leaves[leaf++] =
			image_leaf(&w->image, one->magic, w->keys + at, part);
	}
	return image_index(&w->image, w->leaves, leaf);
}

static struct world *build(struct kunit *test, const struct list_case *one)
{
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, w);
	KUNIT_ASSERT_EQ(test, image_start(&w->image, 5, 512 * 1024), 0);
	image_subkeys(&w->image, w->image.root, build_list(w, one), one->count);
	image_seal(&w->image);
	w->hive = image_load(&w->image, 0, &w->findings);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	return w;
}

static void tear_down(struct world *w)
{
	kreg_hive_destroy(w->hive);
	image_free(&w->image);
	kvfree(w);
}

static u32 bound(u32 count)
{
	u32 steps = 2;

	while (count >>= 1)
		steps++;
	return steps;
}

static void finds(struct kunit *test)
{
	const struct list_case *one = test->param_value;
	struct world *w = build(test, one);
	const struct kreg_regf_nk *root = kreg_node(w->hive, w->image.root);
	u32 i, index, cell, steps;
	struct kreg_name name;
	char text[16];

	for (i = 0; i < one->count; i++) {
		snprintf(text, sizeof(text), "%c%04u", i & 1 ? 'k' : 'K',
			 2 * i);
		name = kreg_name_wtf8(text, strlen(text));
		KUNIT_EXPECT_EQ(test,
				kreg_subkeys_seek(w->hive, root, &name, &index,
						  &cell, &steps),
				0);
		KUNIT_EXPECT_EQ(test, cell, w->keys[i]);
		KUNIT_EXPECT_EQ(test, index, i);
		KUNIT_EXPECT_LE(test, steps, bound(one->count));
		KUNIT_EXPECT_EQ(test,
				kreg_subkeys_find(w->hive, root, &name, &cell),
				0);
		KUNIT_EXPECT_EQ(test, kreg_subkeys_at(w->hive, root, i, &cell),
				0);
		KUNIT_EXPECT_EQ(test, cell, w->keys[i]);
	}
	tear_down(w);
}

static void misses(struct kunit *test)
{
	const struct list_case *one = test->param_value;
	struct world *w = build(test, one);
	const struct kreg_regf_nk *root = kreg_node(w->hive, w->image.root);
	struct kreg_name name;
	u32 i, index, cell;
	char text[16];

	for (i = 0; i < one->count; i++) {
		snprintf(text, sizeof(text), "k%04u", 2 * i + 1);
		name = kreg_name_wtf8(text, strlen(text));
		KUNIT_EXPECT_EQ(test,
				kreg_subkeys_seek(w->hive, root, &name, &index,
						  &cell, NULL),
				-ENOENT);
		KUNIT_EXPECT_EQ(test, index, i + 1);
	}
	name = kreg_name_wtf8("a", 1);
	KUNIT_EXPECT_EQ(test,
			kreg_subkeys_seek(w->hive, root, &name, &index, &cell,
					  NULL),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, index, 0);
	KUNIT_EXPECT_EQ(test, kreg_subkeys_at(w->hive, root, one->count, &cell),
			-ENOENT);
	tear_down(w);
}

static void walks(struct kunit *test)
{
	const struct list_case *one = test->param_value;
	struct world *w = build(test, one);
	const struct kreg_regf_nk *root = kreg_node(w->hive, w->image.root);
	struct kreg_subkeys_walk walk;
	u32 cell, seen = 0;

	kreg_subkeys_start(w->hive, le32_to_cpu(root->subkey_list), &walk);
	while (!kreg_subkeys_next(&walk, &cell)) {
		KUNIT_EXPECT_EQ(test, cell, w->keys[seen]);
		seen++;
	}
	KUNIT_EXPECT_EQ(test, seen, one->count);
	tear_down(w);
}

static void empty_key_has_none(struct kunit *test)
{
	static const struct list_case one = { "", KREG_LF_MAGIC, 1, 0 };
	struct world *w = build(test, &one);
	const struct kreg_regf_nk *leaf = kreg_node(w->hive, w->keys[0]);
	struct kreg_name name = kreg_name_wtf8("x", 1);
	u32 cell, index = 9;

	KUNIT_EXPECT_EQ(test, kreg_subkeys_find(w->hive, leaf, &name, &cell),
			-ENOENT);
	KUNIT_EXPECT_EQ(test,
			kreg_subkeys_seek(w->hive, leaf, &name, &index, &cell,
					  NULL),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, index, 0);
	KUNIT_EXPECT_EQ(test, kreg_subkeys_at(w->hive, leaf, 0, &cell),
			-ENOENT);
	tear_down(w);
}

static void node_answers(struct kunit *test)
{
	static const struct list_case one = { "", KREG_LH_MAGIC, 3, 0 };
	struct world *w = build(test, &one);
	const struct kreg_regf_nk *nk = kreg_node(w->hive, w->image.root);
	struct kreg_node_info info;
	struct kreg_name name;

	kreg_node_info(nk, &info);
	KUNIT_EXPECT_EQ(test, info.subkeys, 3);
	KUNIT_EXPECT_EQ(test, info.values, 0);
	KUNIT_EXPECT_EQ(test, info.security, w->image.sk);
	KUNIT_EXPECT_EQ(test, info.last_write, 116444736000000000ULL);
	KUNIT_EXPECT_TRUE(test, info.flags & KREG_NK_HIVE_ENTRY);
	KUNIT_EXPECT_EQ(test, kreg_node_class(w->hive, nk, &name), -ENOENT);
	name = kreg_node_name(nk);
	KUNIT_EXPECT_EQ(test, name.bytes, 4);
	KUNIT_EXPECT_MEMEQ(test, name.data, "root", 4);
	KUNIT_EXPECT_NULL(test, kreg_node(w->hive, w->image.sk));
	tear_down(w);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(finds, list_gen_params),
				     KUNIT_CASE_PARAM(misses, list_gen_params),
				     KUNIT_CASE_PARAM(walks, list_gen_params),
				     KUNIT_CASE(empty_key_has_none),
				     KUNIT_CASE(node_answers),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_subkeys",
	.test_cases = cases,
};

kunit_test_suite(suite);
