// SPDX-License-Identifier: GPL-2.0
/* Security descriptors: what is well formed and what is not. */
#include <kunit/test.h>

#include "hive/security.h"
#include "image.h"

/*
 * Owner at 20 (S-1-5-32-544), group at 36 (S-1-5-18), DACL at 48 with one
 * entry for S-1-1-0.
 */
static const u8 good[] = {
	1, 0,  0x04, 0x80, 20, 0, 0,  0, 36, 0,	 0, 0, 0,  0,	 0, 0, 48, 0, 0,
	0, 1,  2,    0,	   0,  0, 0,  0, 5,  32, 0, 0, 0,  0x20, 2, 0, 0,  1, 1,
	0, 0,  0,    0,	   0,  5, 18, 0, 0,  0,	 2, 0, 28, 0,	 1, 0, 0,  0, 0,
	2, 20, 0,    0x19, 0,  2, 0,  1, 1,  0,	 0, 0, 0,  0,	 1, 0, 0,  0, 0,
};

struct change {
	const char *what;
	u32 bytes; /* length to pass, 0 = all */
	u32 offset;
	u8 value;
	int err;
};

static const struct change changes[] = {
	{ "good", 0, 0, 1, 0 },
	{ "shorter than its head", 19, 0, 1, -EUCLEAN },
	{ "empty", 1, 0, 1, -EUCLEAN },
	{ "revision 2", 0, 0, 2, -EUCLEAN },
	{ "absolute", 0, 3, 0, -EUCLEAN },
	{ "owner past the end", 0, 4, 200, -EUCLEAN },
	{ "no owner", 0, 4, 0, 0 },
	{ "owner cut off", 0, 4, 70, -EUCLEAN },
	{ "owner far away", 0, 7, 0xff, -EUCLEAN },
	{ "SID of revision 2", 0, 20, 2, -EUCLEAN },
	{ "SID with 16 parts", 0, 21, 16, -EUCLEAN },
	{ "SID with 15 parts, past the end", 0, 21, 15, -EUCLEAN },
	{ "group past the end", 0, 8, 76, -EUCLEAN },
	{ "ACL past the end", 0, 16, 72, -EUCLEAN },
	{ "no DACL stands there", 0, 2, 0, 0 },
	{ "ACL smaller than its head", 0, 50, 7, -EUCLEAN },
	{ "ACL larger than the descriptor", 0, 50, 29, -EUCLEAN },
	{ "two entries counted, one there", 0, 52, 2, -EUCLEAN },
	{ "no entry counted", 0, 52, 0, 0 },
	{ "entry of no size", 0, 58, 0, -EUCLEAN },
	{ "entry past its ACL", 0, 58, 24, -EUCLEAN },
	{ "entry too small for its SID", 0, 58, 16, -EUCLEAN },
	{ "entry with a bad SID", 0, 64, 3, -EUCLEAN },
	{ "entry of an unknown type", 0, 56, 9, 0 },
	{ "cut in the last SID", 75, 0, 1, -EUCLEAN },
	{ "SACL that is none", 0, 2, 0x14, 0 },
};

static void change_desc(const struct change *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", one->what);
}

KUNIT_ARRAY_PARAM(change, changes, change_desc);

static void checks_descriptors(struct kunit *test)
{
	const struct change *one = test->param_value;
	u32 bytes = one->bytes ? one->bytes : sizeof(good);
	u8 *copy = kvmalloc(sizeof(good), GFP_KERNEL);
	u8 *exact = kvmalloc(bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_ASSERT_NOT_NULL(test, exact);
	memcpy(copy, good, sizeof(good));
	copy[one->offset] = one->value;
	memcpy(exact, copy, bytes);
	KUNIT_EXPECT_EQ(test, kreg_descriptor_check(exact, bytes), one->err);
	kvfree(exact);
	kvfree(copy);
}

static void cell_holds_descriptor(struct kunit *test)
{
	struct kreg_findings *findings =
		kvzalloc(sizeof(*findings), GFP_KERNEL);
	const struct kreg_regf_sk *sk;
	struct kreg_hive *hive;
	struct image image;

	KUNIT_ASSERT_NOT_NULL(test, findings);
	KUNIT_ASSERT_EQ(test, image_start(&image, 3, 16384), 0);
	image_seal(&image);
	hive = image_load(&image, 0, findings);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, hive);
	sk = kreg_security(hive, image.sk);
	KUNIT_ASSERT_NOT_NULL(test, sk);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(sk->refs), 1);
	KUNIT_EXPECT_NULL(test, kreg_security(hive, image.root));
	((struct kreg_regf_sk *)sk)->size = cpu_to_le32(4000);
	KUNIT_EXPECT_NULL(test, kreg_security(hive, image.sk));
	kreg_hive_destroy(hive);
	image_free(&image);
	kvfree(findings);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(checks_descriptors,
						      change_gen_params),
				     KUNIT_CASE(cell_holds_descriptor),
				     {} };

static struct kunit_suite suite = {
	.name = "kreg_security",
	.test_cases = cases,
};

kunit_test_suite(suite);
