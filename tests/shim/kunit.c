// SPDX-License-Identifier: GPL-2.0
/* Run KUnit suites in a normal program; prints KTAP. */
#include <kunit/test.h>
#include <stdlib.h>

static struct kunit_suite *suites;
static unsigned int total, bad;

void kunit_shim_register(struct kunit_suite *suite)
{
	struct kunit_suite **at = &suites;

	while (*at && strcmp((*at)->name, suite->name) < 0)
		at = &(*at)->next;
	suite->next = *at;
	*at = suite;
}

void kunit_shim_fail(struct kunit *test, bool fatal, const char *file, int line,
		     const char *what)
{
	printf("# %s:%d: expected %s\n", file, line, what);
	test->failed = true;
	if (fatal)
		longjmp(test->out, 1);
}

static void run_one(struct kunit_suite *suite, struct kunit_case *one,
		    const void *param, const char *desc)
{
	struct kunit test = { .param_value = param };

	if (suite->init && suite->init(&test)) {
		test.failed = true;
	} else {
		if (!setjmp(test.out))
			one->run_case(&test);
		if (suite->exit)
			suite->exit(&test);
	}
	bad += test.failed;
	printf("    %sok %u %s.%s%s%s\n", test.failed ? "not " : "", ++total,
	       suite->name, one->name, *desc ? " " : "", desc);
}

static void run_case(struct kunit_suite *suite, struct kunit_case *one)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	const void *param = NULL;

	if (!one->generate_params) {
		run_one(suite, one, NULL, desc);
		return;
	}
	while ((param = one->generate_params(param, desc)))
		run_one(suite, one, param, desc);
}

int main(void)
{
	struct kunit_suite *suite;
	struct kunit_case *one;

	printf("KTAP version 1\n");
	for (suite = suites; suite; suite = suite->next)
		for (one = suite->test_cases; one->run_case; one++)
			run_case(suite, one);
	printf("1..%u\n", total);
	return bad || !total ? EXIT_FAILURE : EXIT_SUCCESS;
}
