// SPDX-License-Identifier: GPL-2.0
/* Hive memory: the one step from a cell index to memory, and charges. */
#include <kunit/test.h>

#include "hive/findings.h"
#include "image.h"

struct world {
	struct image image;
	struct kreg_findings findings;
	struct kreg_hive *hive;
	u32 big;
};

static int start(struct kunit *test)
{
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);

	if (!w || image_start(&w->image, 3, 65536))
		return -ENOMEM;
	w->big = image_cell(&w->image, 9000);
	image_cell(&w->image, 4);
	image_seal(&w->image);
	w->hive = image_load(&w->image, 0, &w->findings);
	test->priv = w;
	return PTR_ERR_OR_ZERO(w->hive);
}

static void stop(struct kunit *test)
{
	struct world *w = test->priv;

	if (!IS_ERR(w->hive))
		kreg_hive_destroy(w->hive);
	KUNIT_EXPECT_EQ(test, w->image.alloced, 0);
	image_free(&w->image);
	kvfree(w);
}

static void cell_gives_content(struct kunit *test)
{
	struct world *w = test->priv;
	u32 size = 0;
	u8 *content;

	content = kreg_hive_cell(w->hive, w->big, 9000, &size);
	KUNIT_ASSERT_NOT_NULL(test, content);
	KUNIT_EXPECT_EQ(test, size, 9004);
	KUNIT_EXPECT_NOT_NULL(test,
			      kreg_hive_cell(w->hive, w->big, 9004, NULL));
	KUNIT_EXPECT_NULL(test, kreg_hive_cell(w->hive, w->big, 9005, NULL));
}

static void cell_refuses_bad_indices(struct kunit *test)
{
	struct world *w = test->priv;
	static const u32 bad[] = {
		KREG_REGF_NONE,
		KREG_REGF_VOLATILE,
		KREG_REGF_VOLATILE | 32,
		0x7ffffff8,
		0x21,
		0x24,
		0,
		8,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_NULL(test,
				  kreg_hive_cell(w->hive, bad[i], 0, NULL));
	KUNIT_EXPECT_NULL(test, kreg_hive_cell(w->hive, kreg_hive_size(w->hive),
					       0, NULL));
	KUNIT_EXPECT_NULL(test, kreg_hive_cell(w->hive, w->big, U32_MAX, NULL));
}

static void set_size(struct world *w, u32 size)
{
	u8 *content = kreg_hive_cell(w->hive, w->image.root, 0, NULL);

	put_unaligned_le32(size, content - 4);
}

static void cell_refuses_bad_sizes(struct kunit *test)
{
	struct world *w = test->priv;
	static const u32 bad[] = {
		0,	    8,		88, /* free */
		-4u,	    -12u,	-81u, /* no multiple of 8 */
		0x80000000, 0x80000008, /* past everything */
		-16384u,    -8192u,	-4096u, /* out of its extent */
	};
	u32 root = w->image.root;
	u32 *raw = kreg_hive_cell(w->hive, root, 0, NULL);
	u32 good;
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, raw);
	good = raw[-1];
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		set_size(w, bad[i]);
		KUNIT_EXPECT_NULL(test, kreg_hive_cell(w->hive, root, 0, NULL));
		raw[-1] = good;
	}
}

static void add_checks_size(struct kunit *test)
{
	struct world *w = test->priv;
	static u64 memory[1];

	KUNIT_EXPECT_EQ(test, kreg_hive_add(w->hive, memory, 4096), -EINVAL);
	KUNIT_EXPECT_EQ(test, kreg_hive_add(w->hive, memory, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, kreg_hive_add(w->hive, memory, 100), -EINVAL);
}

static void charges_what_it_takes(struct kunit *test)
{
	struct world *w = test->priv;

	u32 blocks = kreg_hive_size(w->hive) / 4096;

	KUNIT_EXPECT_GT(test, w->image.alloced,
			(s64)(sizeof(*w->hive) + blocks * sizeof(void *)));
}

static void counts(struct kunit *test)
{
	struct world *w = test->priv;

	KUNIT_EXPECT_EQ(test, w->hive->keys, 1);
	KUNIT_EXPECT_EQ(test, w->hive->values, 0);
	KUNIT_EXPECT_EQ(test, w->hive->securities, 1);
	KUNIT_EXPECT_GT(test, w->hive->free_bytes, 0);
	KUNIT_EXPECT_EQ(test, kreg_hive_size(w->hive), w->image.size);
	KUNIT_EXPECT_EQ(test, w->hive->sequence, 7);
}

static int refuse(void *owner, size_t bytes)
{
	u32 *left = owner;

	if (!*left)
		return -EDQUOT;
	--*left;
	return 0;
}

static void give_back(void *owner, size_t bytes)
{
	++*(u32 *)owner;
}

static void keep(void *owner, void *memory, size_t bytes)
{
}

static void quota_changes_nothing(struct kunit *test)
{
	static const struct kreg_hive_calls calls = { refuse, give_back, keep };
	struct world *w = test->priv;
	struct kreg_hive *hive = NULL;
	u32 start, left;
	int err;

	for (start = 0; start < 8; start++) {
		left = start;
		hive = kreg_hive_create(w->image.file, 4096 + w->image.size, 0,
					&calls, &left, &w->findings);
		if (IS_ERR(hive)) {
			KUNIT_EXPECT_EQ(test, PTR_ERR(hive), -EDQUOT);
			KUNIT_EXPECT_EQ(test, left, start);
			continue;
		}
		err = kreg_hive_add(hive, w->image.file + 4096, w->image.size);
		kreg_hive_destroy(hive);
		KUNIT_EXPECT_EQ(test, left, start);
		if (!err)
			break;
		KUNIT_EXPECT_EQ(test, err, -EDQUOT);
	}
	KUNIT_EXPECT_EQ(test, start, 3);
}

static void count_spill(void *ctx, const struct kreg_finding *finding)
{
	*(u32 *)ctx += finding->number;
}

static void findings_are_bounded(struct kunit *test)
{
	struct world *w = test->priv;
	u32 spilled = 0;
	int i;

	w->findings.full = count_spill;
	w->findings.ctx = &spilled;
	for (i = 0; i < KREG_FINDINGS_MAX + 5; i++)
		kreg_findings_add(&w->findings, 2, i, i & 1, "finding %d", i);
	KUNIT_EXPECT_EQ(test, w->findings.total, KREG_FINDINGS_MAX + 5);
	KUNIT_EXPECT_EQ(test, w->findings.kept, KREG_FINDINGS_MAX);
	KUNIT_EXPECT_EQ(test, w->findings.repaired,
			(KREG_FINDINGS_MAX + 5) / 2);
	KUNIT_EXPECT_EQ(test, spilled, 10);
	KUNIT_EXPECT_STREQ(test, w->findings.list[3].text, "finding 3");
	KUNIT_EXPECT_TRUE(test, w->findings.list[3].repaired);
}

static struct kunit_case cases[] = { KUNIT_CASE(cell_gives_content),
				     KUNIT_CASE(cell_refuses_bad_indices),
				     KUNIT_CASE(cell_refuses_bad_sizes),
				     KUNIT_CASE(add_checks_size),
				     KUNIT_CASE(charges_what_it_takes),
				     KUNIT_CASE(counts),
				     KUNIT_CASE(quota_changes_nothing),
				     KUNIT_CASE(findings_are_bounded),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_hive",
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
