// SPDX-License-Identifier: GPL-2.0
/* The base block: what is refused, with which number, and what is mended. */
#include <kunit/test.h>

#include "hive/base.h"
#include "hive/invariants.h"
#include "image.h"

struct base_case {
	const char *what;
	u32 offset;
	u32 value;
	bool reseal;
	int err;
	u16 number;
	int repaired;
};

static const struct base_case base_cases[] = {
	{ "good", 0, 0x66676572, true, 0, 0, 0 },
	{ "no regf", 0, 0x66676573, true, -ENOEXEC, KREG_INV_KIND, -ENOEXEC },
	{ "version 1.2", 24, 2, true, -ENOEXEC, KREG_INV_VERSION, -ENOEXEC },
	{ "version 1.3", 24, 3, true, 0, 0, 0 },
	{ "version 1.6", 24, 6, true, 0, 0, 0 },
	{ "version 1.7", 24, 7, true, -ENOEXEC, KREG_INV_VERSION, -ENOEXEC },
	{ "version 2.3", 20, 2, true, -ENOEXEC, KREG_INV_VERSION, -ENOEXEC },
	{ "a log", 28, 1, true, -ENOEXEC, KREG_INV_KIND, -ENOEXEC },
	{ "format 2", 32, 2, true, -ENOEXEC, KREG_INV_KIND, -ENOEXEC },
	{ "bad checksum", 508, 1, false, -EUCLEAN, KREG_INV_CHECKSUM, 0 },
	{ "in transition", 4, 8, true, -EUCLEAN, KREG_INV_SEQUENCE, -EUCLEAN },
	{ "no bins", 40, 0, true, -EUCLEAN, KREG_INV_BINS_SIZE, 0 },
	{ "half a block", 40, 2048, true, -EUCLEAN, KREG_INV_BINS_SIZE, 0 },
	{ "past the file", 40, 1 << 20, true, -EUCLEAN, KREG_INV_BINS_SIZE, 0 },
	{ "past 2 GiB", 40, 0x80000000, true, -EUCLEAN, KREG_INV_BINS_SIZE, 0 },
};

static void base_desc(const struct base_case *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", one->what);
}

KUNIT_ARRAY_PARAM(base, base_cases, base_desc);

static void parses(struct kunit *test)
{
	const struct base_case *one = test->param_value;
	struct kreg_findings *findings;
	struct kreg_base facts;
	struct image image;
	u64 size;

	KUNIT_ASSERT_EQ(test, image_start(&image, 3, 16384), 0);
	findings = kvzalloc(2 * sizeof(*findings), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, findings);
	image_seal(&image);
	size = KREG_REGF_BLOCK + image.size;
	put_unaligned_le32(one->value, image.file + one->offset);
	if (one->reseal)
		put_unaligned_le32(kreg_base_checksum(image.file),
				   image.file + 508);

	KUNIT_EXPECT_EQ(test,
			kreg_base_parse(image.file, size, 0, &facts, findings),
			one->err);
	KUNIT_EXPECT_EQ(test, findings->total, one->err ? 1 : 0);
	KUNIT_EXPECT_EQ(test, findings->list[0].number, one->number);
	KUNIT_EXPECT_EQ(test,
			kreg_base_parse(image.file, size, KREG_HIVE_REPAIR,
					&facts, findings + 1),
			one->repaired);
	if (!one->repaired) {
		KUNIT_EXPECT_EQ(test, facts.bins_size, image.size);
		KUNIT_EXPECT_EQ(test, findings[1].repaired, findings[1].total);
	}
	kvfree(findings);
	image_free(&image);
}

static void refuses_short_files(struct kunit *test)
{
	struct kreg_findings *findings =
		kvzalloc(sizeof(*findings), GFP_KERNEL);
	struct kreg_base facts;
	static const u8 nothing[8];

	KUNIT_ASSERT_NOT_NULL(test, findings);
	KUNIT_EXPECT_EQ(test, kreg_base_parse(nothing, 0, 0, &facts, findings),
			-ENOEXEC);
	KUNIT_EXPECT_EQ(test,
			kreg_base_parse(nothing, 8, KREG_HIVE_REPAIR, &facts,
					findings),
			-ENOEXEC);
	kvfree(findings);
}

static void checksum_avoids_extremes(struct kunit *test)
{
	u8 *block = kvzalloc(512, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_EQ(test, kreg_base_checksum(block), 1u);
	put_unaligned_le32(0xffffffff, block);
	KUNIT_EXPECT_EQ(test, kreg_base_checksum(block), 0xfffffffeu);
	put_unaligned_le32(0x12345678, block + 504);
	KUNIT_EXPECT_EQ(test, kreg_base_checksum(block), 0xedcba987u);
	kvfree(block);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(parses, base_gen_params),
				     KUNIT_CASE(refuses_short_files),
				     KUNIT_CASE(checksum_avoids_extremes),
				     {} };

static struct kunit_suite suite = { .name = "kreg_base", .test_cases = cases };

kunit_test_suite(suite);
