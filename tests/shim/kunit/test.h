/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The part of KUnit that the suites of the hive engine use, for a normal
 * program: the same sources run in the kernel and under the sanitizers.
 */
#ifndef _KREG_SHIM_KUNIT_TEST_H
#define _KREG_SHIM_KUNIT_TEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define KUNIT_PARAM_DESC_SIZE 128

struct kunit {
	const void *param_value;
	void *priv;
	bool failed;
	jmp_buf out;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

struct kunit_suite {
	const char *name;
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_suite *next;
};

void kunit_shim_register(struct kunit_suite *suite);
void kunit_shim_fail(struct kunit *test, bool fatal, const char *file, int line,
		     const char *what);

#define KUNIT_CASE(name)          \
	{                         \
		name, #name, NULL \
	}
#define KUNIT_CASE_PARAM(name, gen) \
	{                           \
		name, #name, gen    \
	}

#define KUNIT_ARRAY_PARAM(name, array, get_desc)                               \
	static const void *name##_gen_params(const void *prev, char *desc)     \
	{                                                                      \
		__typeof__((array)[0]) *next =                                 \
			prev ? (__typeof__(next))prev + 1 : (array);           \
		if ((size_t)(next - (array)) >= sizeof(array) / sizeof(*next)) \
			return NULL;                                           \
		get_desc(next, desc);                                          \
		return next;                                                   \
	}

#define kunit_test_suite(suite)                                         \
	static void __attribute__((constructor)) suite##_register(void) \
	{                                                               \
		kunit_shim_register(&suite);                            \
	}

#define kunit_shim_check(test, condition, fatal, what)                   \
	do {                                                             \
		if (!(condition))                                        \
			kunit_shim_fail(test, fatal, __FILE__, __LINE__, \
					what);                           \
	} while (0)

#define KUNIT_EXPECT_TRUE(test, x) kunit_shim_check(test, x, false, #x)
#define KUNIT_EXPECT_FALSE(test, x) kunit_shim_check(test, !(x), false, "!" #x)
#define KUNIT_EXPECT_EQ(test, a, b) \
	kunit_shim_check(test, (a) == (b), false, #a " == " #b)
#define KUNIT_EXPECT_NE(test, a, b) \
	kunit_shim_check(test, (a) != (b), false, #a " != " #b)
#define KUNIT_EXPECT_LE(test, a, b) \
	kunit_shim_check(test, (a) <= (b), false, #a " <= " #b)
#define KUNIT_EXPECT_GT(test, a, b) \
	kunit_shim_check(test, (a) > (b), false, #a " > " #b)
#define KUNIT_EXPECT_PTR_EQ(test, a, b) KUNIT_EXPECT_EQ(test, a, b)
#define KUNIT_EXPECT_NULL(test, x) KUNIT_EXPECT_FALSE(test, x)
#define KUNIT_EXPECT_NOT_NULL(test, x) KUNIT_EXPECT_TRUE(test, x)
#define KUNIT_EXPECT_STREQ(test, a, b) \
	kunit_shim_check(test, !strcmp(a, b), false, #a " is " #b)
#define KUNIT_EXPECT_MEMEQ(test, a, b, size) \
	kunit_shim_check(test, !memcmp(a, b, size), false, #a " holds " #b)
#define KUNIT_ASSERT_TRUE(test, x) kunit_shim_check(test, x, true, #x)
#define KUNIT_ASSERT_EQ(test, a, b) \
	kunit_shim_check(test, (a) == (b), true, #a " == " #b)
#define KUNIT_ASSERT_NOT_NULL(test, x) KUNIT_ASSERT_TRUE(test, x)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, x) \
	kunit_shim_check(test, (x) && !IS_ERR(x), true, #x " is a pointer")

#define MODULE_LICENSE(x)
#define MODULE_DESCRIPTION(x)
#define MODULE_IMPORT_NS(x)

#endif /* _KREG_SHIM_KUNIT_TEST_H */
