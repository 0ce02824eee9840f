// SPDX-License-Identifier: GPL-2.0
/* Names: three forms of one thing, compared and hashed without case. */
#include <kunit/test.h>

#include "hive/name.h"
#include "hive/upcase.h"

static struct kreg_name latin1(const char *text)
{
	return (struct kreg_name){ (const u8 *)text, strlen(text),
				   KREG_NAME_LATIN1 };
}

static struct kreg_name wtf8(const char *text)
{
	return kreg_name_wtf8(text, strlen(text));
}

static struct kreg_name wide(const u16 *units, u32 count)
{
	return (struct kreg_name){ (const u8 *)units, count * 2,
				   KREG_NAME_UTF16 };
}

struct wtf8_case {
	const char *what;
	const char *text;
	int bytes;
	int err;
};

static const struct wtf8_case wtf8_cases[] = {
	{ "empty", "", 0, 0 },
	{ "ascii", "Control", 7, 0 },
	{ "NUL inside", "a\0b", 3, 0 },
	{ "two bytes", "\xc3\xab", 2, 0 },
	{ "three bytes", "\xe2\x82\xac", 3, 0 },
	{ "four bytes", "\xf0\x90\x90\x80", 4, 0 },
	{ "last character", "\xf4\x8f\xbf\xbf", 4, 0 },
	{ "single high surrogate", "\xed\xa0\x80", 3, 0 },
	{ "single low surrogate", "\xed\xb0\x80", 3, 0 },
	{ "low before high", "\xed\xb0\x80\xed\xa0\x80", 6, 0 },
	{ "pair in two sequences", "\xed\xa0\x80\xed\xb0\x80", 6, -EILSEQ },
	{ "pair in two, at the last half", "x\xed\xaf\xbf\xed\xbf\xbf", 7,
	  -EILSEQ },
	{ "high surrogate at the end", "\xed\xa0\x80\xed", 4, -EILSEQ },
	{ "overlong slash", "\xc0\xaf", 2, -EILSEQ },
	{ "overlong three", "\xe0\x80\xaf", 3, -EILSEQ },
	{ "overlong four", "\xf0\x80\x80\xaf", 4, -EILSEQ },
	{ "past the last character", "\xf4\x90\x80\x80", 4, -EILSEQ },
	{ "five bytes", "\xf8\x88\x80\x80\x80", 5, -EILSEQ },
	{ "tail alone", "\x80", 1, -EILSEQ },
	{ "cut after one", "\xe2", 1, -EILSEQ },
	{ "cut after two", "\xe2\x82", 2, -EILSEQ },
	{ "cut after three", "\xf0\x90\x90", 3, -EILSEQ },
	{ "no tail", "\xc3x", 2, -EILSEQ },
	{ "0xff", "\xff", 1, -EILSEQ },
};

static void wtf8_desc(const struct wtf8_case *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s", one->what);
}

KUNIT_ARRAY_PARAM(wtf8, wtf8_cases, wtf8_desc);

static void check_wtf8(struct kunit *test)
{
	const struct wtf8_case *one = test->param_value;

	KUNIT_EXPECT_EQ(test, kreg_name_check(one->text, one->bytes), one->err);
}

static void counts_units(struct kunit *test)
{
	static const u16 pair[] = { 0xd801, 0xdc00, 'x' };
	struct kreg_name name = wtf8("\xf0\x90\x90\x80x");

	KUNIT_EXPECT_EQ(test, kreg_name_units(&name), 3);
	name = wide(pair, 3);
	KUNIT_EXPECT_EQ(test, kreg_name_units(&name), 3);
	name = latin1("\xeb\xeb");
	KUNIT_EXPECT_EQ(test, kreg_name_units(&name), 2);
}

static void same_in_all_forms(struct kunit *test)
{
	static const u16 units[] = { 0xeb, 'I', 'G', 'e', 'n' };
	struct kreg_name forms[] = {
		latin1("\xcbigen"),
		wtf8("\xc3\xabiGEN"),
		wide(units, 5),
	};
	int i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++) {
			KUNIT_EXPECT_EQ(test,
					kreg_name_compare(&forms[i], &forms[j]),
					0);
			KUNIT_EXPECT_TRUE(test, kreg_name_equal(&forms[i],
								&forms[j]));
			KUNIT_EXPECT_EQ(test, kreg_name_hash(&forms[i]),
					kreg_name_hash(&forms[j]));
			KUNIT_EXPECT_EQ(test, kreg_name_mix(&forms[i], 42),
					kreg_name_mix(&forms[j], 42));
		}
}

static void orders(struct kunit *test)
{
	static const u16 y[] = { 0x178 };
	/* sorted by upper-cased unit; U+00FF is U+0178 there */
	struct kreg_name sorted[] = {
		latin1(""),
		latin1("SS1"),
		latin1("ss3"),
		latin1("SS33"),
		latin1("_"),
		latin1("\xdf\x32"),
		wtf8("\xc3\xbf"),
		wtf8("\xd0\x9a"),
		wtf8("\xf0\x90\x90\x80"),
		wtf8("\xef\xbc\xa1"),
	};
	struct kreg_name upper = wide(y, 1);
	int count = ARRAY_SIZE(sorted);
	int i, j;

	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++) {
			int order = kreg_name_compare(&sorted[i], &sorted[j]);

			KUNIT_EXPECT_EQ(test, (order > 0) - (order < 0),
					(i > j) - (i < j));
		}
	KUNIT_EXPECT_TRUE(test, kreg_name_equal(&sorted[6], &upper));
}

static void hashes_as_lh(struct kunit *test)
{
	struct kreg_name name = latin1("ab");

	KUNIT_EXPECT_EQ(test, kreg_name_hash(&name), 37u * 'A' + 'B');
	name = latin1("");
	KUNIT_EXPECT_EQ(test, kreg_name_hash(&name), 0u);
}

static void mix_depends_on_seed(struct kunit *test)
{
	struct kreg_name a = latin1("Services");
	struct kreg_name b = latin1("Servicet");

	KUNIT_EXPECT_NE(test, kreg_name_mix(&a, 1), kreg_name_mix(&a, 2));
	KUNIT_EXPECT_NE(test, kreg_name_mix(&a, 1), kreg_name_mix(&b, 1));
}

static void hints_as_lf(struct kunit *test)
{
	static const u16 mixed[] = { 'a', 0x400, 'b' };
	struct kreg_name name = latin1("Select");

	KUNIT_EXPECT_EQ(test, kreg_name_hint(&name), 0x656c6553u);
	name = latin1("ab");
	KUNIT_EXPECT_EQ(test, kreg_name_hint(&name), 0x6261u);
	name = wtf8("\xd0\x9a");
	KUNIT_EXPECT_EQ(test, kreg_name_hint(&name), 0u);
	name = wide(mixed, 3);
	KUNIT_EXPECT_EQ(test, kreg_name_hint(&name), 0x61u);
}

static void writes_wtf8(struct kunit *test)
{
	static const u16 units[] = { 'a',    0,	     0xeb,   0x20ac,
				     0xd801, 0xdc00, 0xdc00, 0xd801 };
	static const char expected[] =
		"a\0\xc3\xab\xe2\x82\xac\xf0\x90\x90\x80\xed\xb0\x80\xed\xa0\x81";
	struct kreg_name name = wide(units, 8);
	size_t size = sizeof(expected) - 1;
	char buf[32] = "";

	KUNIT_EXPECT_EQ(test, kreg_name_wtf8_size(&name), size);
	KUNIT_EXPECT_EQ(test, kreg_name_to_wtf8(&name, buf, sizeof(buf)), size);
	KUNIT_EXPECT_MEMEQ(test, buf, expected, size);
	KUNIT_EXPECT_EQ(test, kreg_name_check(buf, size), 0);
}

static void writes_only_what_fits(struct kunit *test)
{
	struct kreg_name name = latin1("ab\xeb");
	char buf[8] = "xxxxxxx";

	KUNIT_EXPECT_EQ(test, kreg_name_to_wtf8(&name, buf, 3), 4);
	KUNIT_EXPECT_MEMEQ(test, buf, "abxx", 4);
	KUNIT_EXPECT_EQ(test, kreg_name_to_wtf8(&name, NULL, 0), 4);
}

static void odd_byte_is_no_unit(struct kunit *test)
{
	struct kreg_name name = { (const u8 *)"a\0b", 3, KREG_NAME_UTF16 };

	KUNIT_EXPECT_EQ(test, kreg_name_units(&name), 1);
	KUNIT_EXPECT_EQ(test, kreg_name_hash(&name), (u32)'A');
}

static void upcases_one_to_one(struct kunit *test)
{
	static const u16 pairs[][2] = {
		{ 'a', 'A' },	    { 'z', 'Z' },	{ '`', '`' },
		{ '{', '{' },	    { 0xe4, 0xc4 },	{ 0xf7, 0xf7 },
		{ 0xdf, 0xdf },	    { 0xff, 0x178 },	{ 0xb5, 0xb5 },
		{ 0x131, 0x131 },   { 0x17f, 0x17f },	{ 0x1c5, 0x1c5 },
		{ 0x1c6, 0x1c4 },   { 0x3c2, 0x3a3 },	{ 0x3c3, 0x3a3 },
		{ 0x3d0, 0x3d0 },   { 0x43a, 0x41a },	{ 0x1e01, 0x1e00 },
		{ 0x2170, 0x2160 }, { 0x24d0, 0x24b6 }, { 0xff41, 0xff21 },
		{ 0xd801, 0xd801 }, { 0xdc28, 0xdc28 }, { 0x1f80, 0x1f80 },
		{ 0x10d0, 0x10d0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++)
		KUNIT_EXPECT_EQ(test, kreg_upcase(pairs[i][0]), pairs[i][1]);
}

static void upcase_is_stable(struct kunit *test)
{
	u32 unit, moved = 0;

	for (unit = 0; unit < 0x10000; unit++) {
		u16 upper = kreg_upcase(unit);

		moved += upper != unit;
		if (kreg_upcase(upper) != upper)
			KUNIT_EXPECT_EQ(test, kreg_upcase(upper), upper);
	}
	KUNIT_EXPECT_GT(test, moved, 600);
}

static struct kunit_case cases[] = { KUNIT_CASE_PARAM(check_wtf8,
						      wtf8_gen_params),
				     KUNIT_CASE(counts_units),
				     KUNIT_CASE(same_in_all_forms),
				     KUNIT_CASE(orders),
				     KUNIT_CASE(hashes_as_lh),
				     KUNIT_CASE(mix_depends_on_seed),
				     KUNIT_CASE(hints_as_lf),
				     KUNIT_CASE(writes_wtf8),
				     KUNIT_CASE(writes_only_what_fits),
				     KUNIT_CASE(odd_byte_is_no_unit),
				     KUNIT_CASE(upcases_one_to_one),
				     KUNIT_CASE(upcase_is_stable),
				     {} };

static struct kunit_suite suite = { .name = "kreg_name", .test_cases = cases };

kunit_test_suite(suite);
