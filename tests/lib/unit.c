// SPDX-License-Identifier: GPL-2.0
/* The library without the module: conversions, arguments, hostile replies. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

int failures;

void check_failed(const char *file, int line, const char *what)
{
	printf("# %s:%d: %s\n", file, line, what);
	failures++;
}

void check_number(const char *file, int line, const char *what, int got,
		  int want)
{
	if (got == want)
		return;
	printf("# %s:%d: %s gave %d, not %d: %s\n", file, line, what, got, want,
	       kreg_error_text(NULL));
	failures++;
}

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "paths are split", test_paths },
	{ "types have names", test_types },
	{ "times are converted", test_times },
	{ "text is converted", test_text },
	{ "a value is asked for", test_query },
	{ "refusals are explained", test_refusals },
	{ "names that are too long", test_long_names },
	{ "long values come by a dump", test_long_values },
	{ "several values at once", test_values },
	{ "subkeys are enumerated", test_enumerate },
	{ "values are enumerated", test_entries },
	{ "numbers and strings", test_typed },
	{ "information and security", test_info },
	{ "jobs", test_jobs },
	{ "status and lists", test_status },
	{ "hostile answers", test_hostile },
	{ "answers to something else", test_strays },
	{ "hostile dumps", test_hostile_dump },
	{ "log and explanations", test_log },
	{ "memory that runs out", test_memory },
};

int main(void)
{
	size_t count = ARRAY_SIZE(tests), i;
	int bad = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%zu\n", count);
	for (i = 0; i < count; i++) {
		failures = 0;
		tests[i].run();
		printf("%sok %zu - %s\n", failures ? "not " : "", i + 1,
		       tests[i].name);
		bad += !!failures;
	}
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
