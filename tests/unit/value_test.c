// SPDX-License-Identifier: GPL-2.0
/* Values and their data: inline, in one cell, in a db. */
#include <kunit/test.h>

#include "hive/data.h"
#include "hive/value.h"
#include "image.h"

#define MIB 1048576

struct size_case {
	u32 minor;
	u32 bytes;
};

static const struct size_case size_cases[] = {
	{ 3, 0 },	  { 3, 1 },
	{ 3, 4 },	  { 3, 5 },
	{ 3, 4092 },	  { 3, 16344 },
	{ 3, 16345 },	  { 3, MIB },
	{ 5, 0 },	  { 5, 4 },
	{ 5, 16344 },	  { 5, 16345 },
	{ 5, 2 * 16344 }, { 5, 2 * 16344 + 1 },
	{ 5, 81725 },	  { 5, MIB },
	{ 4, 20000 },
};

static void size_desc(const struct size_case *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u bytes in 1.%u", one->bytes,
		 one->minor);
}

KUNIT_ARRAY_PARAM(size, size_cases, size_desc);

struct world {
	struct image image;
	struct kreg_findings findings;
	struct kreg_hive *hive;
	u8 *data;
	u8 *copy;
};

static int start(struct kunit *test)
{
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);
	u32 i;

	if (!w)
		return -ENOMEM;
	test->priv = w;
	w->hive = ERR_PTR(-ENOENT);
	w->data = kvmalloc(MIB, GFP_KERNEL);
	w->copy = kvmalloc(MIB, GFP_KERNEL);
	if (!w->data || !w->copy)
		return -ENOMEM;
	for (i = 0; i < MIB; i++)
		w->data[i] = i * 2654435761u >> 24;
	return 0;
}

static void stop(struct kunit *test)
{
	struct world *w = test->priv;

	if (!IS_ERR(w->hive))
		kreg_hive_destroy(w->hive);
	image_free(&w->image);
	kvfree(w->data);
	kvfree(w->copy);
	kvfree(w);
}

static void reads_all_sizes(struct kunit *test)
{
	const struct size_case *one = test->param_value;
	struct world *w = test->priv;
	const struct kreg_regf_vk *vk;
	const struct kreg_regf_nk *root;
	struct kreg_name name = kreg_name_wtf8("DATA", 4);
	u32 cell, part;
	int err;

	KUNIT_ASSERT_EQ(test, image_start(&w->image, one->minor, 3 * MIB), 0);
	cell = image_value(&w->image, "data", 3, w->data, one->bytes);
	image_values(&w->image, w->image.root, &cell, 1);
	image_seal(&w->image);
	w->hive = image_load(&w->image, 0, &w->findings);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	root = kreg_hive_cell(w->hive, w->image.root, sizeof(*root), NULL);
	KUNIT_ASSERT_EQ(test, kreg_value_find(w->hive, root, &name, NULL, &vk),
			0);
	KUNIT_EXPECT_EQ(test, kreg_value_bytes(vk), one->bytes);
	KUNIT_EXPECT_EQ(test, kreg_value_type(vk), 3);
	err = kreg_value_read(w->hive, vk, 0, w->copy, one->bytes);
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_MEMEQ(test, w->copy, w->data, one->bytes);
	err = kreg_value_read(w->hive, vk, 0, w->copy, one->bytes + 1);
	KUNIT_EXPECT_EQ(test, err, -EINVAL);
	err = kreg_value_read(w->hive, vk, one->bytes + 1, w->copy, 0);
	KUNIT_EXPECT_EQ(test, err, -EINVAL);
	part = one->bytes / 2;
	KUNIT_EXPECT_EQ(test,
			kreg_value_read(w->hive, vk, part, w->copy,
					one->bytes - part),
			0);
	KUNIT_EXPECT_MEMEQ(test, w->copy, w->data + part, one->bytes - part);
}

static void finds_by_name(struct kunit *test)
{
	static const char *const names[] = { "aaa", "", "zzz", "bbb" };
	struct world *w = test->priv;
	const struct kreg_regf_vk *vk;
	const struct kreg_regf_nk *root;
	struct kreg_name name;
	u32 cells[4];
	u32 i, index;
	int err;

	KUNIT_ASSERT_EQ(test, image_start(&w->image, 3, 65536), 0);
	for (i = 0; i < 4; i++)
		cells[i] = image_value(&w->image, names[i], i, &i, 4);
	image_values(&w->image, w->image.root, cells, 4);
	image_seal(&w->image);
	w->hive = image_load(&w->image, 0, &w->findings);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	root = kreg_hive_cell(w->hive, w->image.root, sizeof(*root), NULL);
	for (i = 0; i < 4; i++) {
		name = kreg_name_wtf8(names[i], strlen(names[i]));
		err = kreg_value_find(w->hive, root, &name, &index, &vk);
		KUNIT_EXPECT_EQ(test, err, 0);
		KUNIT_EXPECT_EQ(test, index, i);
		KUNIT_EXPECT_EQ(test, kreg_value_type(vk), i);
		KUNIT_EXPECT_EQ(test, kreg_value_at(w->hive, root, i, &vk), 0);
		KUNIT_EXPECT_EQ(test, kreg_value_type(vk), i);
	}
	name = kreg_name_wtf8("zz", 2);
	KUNIT_EXPECT_EQ(test, kreg_value_find(w->hive, root, &name, NULL, &vk),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, kreg_value_at(w->hive, root, 4, &vk), -ENOENT);
}

static void shorter_than_its_cell(struct kunit *test)
{
	struct world *w = test->priv;
	const struct kreg_regf_nk *root;
	const struct kreg_regf_vk *vk;
	struct kreg_regf_vk *raw;
	u32 cell;

	KUNIT_ASSERT_EQ(test, image_start(&w->image, 3, 65536), 0);
	cell = image_value(&w->image, "v", 3, w->data, 100);
	raw = image_at(&w->image, cell);
	raw->data_size = cpu_to_le32(10);
	image_values(&w->image, w->image.root, &cell, 1);
	image_seal(&w->image);
	w->hive = image_load(&w->image, 0, &w->findings);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	root = kreg_hive_cell(w->hive, w->image.root, sizeof(*root), NULL);
	KUNIT_ASSERT_EQ(test, kreg_value_at(w->hive, root, 0, &vk), 0);
	KUNIT_EXPECT_EQ(test, kreg_value_bytes(vk), 10);
	KUNIT_EXPECT_EQ(test, kreg_value_read(w->hive, vk, 0, w->copy, 10), 0);
	KUNIT_EXPECT_MEMEQ(test, w->copy, w->data, 10);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(reads_all_sizes,
						      size_gen_params),
				     KUNIT_CASE(finds_by_name),
				     KUNIT_CASE(shorter_than_its_cell),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_value",
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
