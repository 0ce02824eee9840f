// SPDX-License-Identifier: GPL-2.0
/*
 * race SCENARIO SECONDS HIVES: RACE_SEED sets the seed of the random numbers,
 * which is printed. SECONDS of wall clock; the scheduler does the rest.
 */
#include "race.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(void);
} scenarios[] = {
	{ "readers", race_readers }, { "links", race_links },
	{ "loads", race_loads },     { "sessions", race_sessions },
	{ "ports", race_ports },     { "module", race_module },
};

static const char *const counted[] = { "pool used", "key objects", "snapshots",
				       "handles", "sessions" };

#define COUNTED (sizeof(counted) / sizeof(*counted))

/* What must be the same before and after. */
static int count(uint64_t *counts)
{
	struct kreg_status *status;
	struct kreg *ctx;
	int rc = kreg_open(&ctx, 0);

	if (rc)
		return rc;
	rc = kreg_get_status(ctx, &status);
	if (!rc) {
		counts[0] = status->pool_used;
		counts[1] = status->cache_keys;
		counts[2] = status->cache_values;
		counts[3] = status->handles;
		counts[4] = status->sessions;
		kreg_free(status);
	}
	kreg_close(ctx);
	return rc;
}

static int run(int (*scenario)(void))
{
	uint64_t before[COUNTED], after[COUNTED];
	size_t i;
	int rc;

	if (count(before))
		return 1;
	rc = scenario();
	if (count(after))
		return 1;
	for (i = 0; i < COUNTED; i++) {
		printf("%s: %llu before, %llu after\n", counted[i],
		       (unsigned long long)before[i],
		       (unsigned long long)after[i]);
		if (after[i] != before[i])
			rc = 1;
	}
	return rc;
}

int main(int argc, char **argv)
{
	const char *seed = getenv("RACE_SEED");
	size_t i;

	if (argc != 4) {
		fprintf(stderr, "usage: race SCENARIO SECONDS HIVES\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	race_seconds = strtoul(argv[2], NULL, 10);
	race_hives = argv[3];
	race_seed = seed ? strtoull(seed, NULL, 10) : 1;
	printf("seed %llu\n", (unsigned long long)race_seed);
	for (i = 0; i < sizeof(scenarios) / sizeof(*scenarios); i++) {
		if (!strcmp(argv[1], scenarios[i].name))
			return run(scenarios[i].run);
	}
	fprintf(stderr, "race: no scenario %s\n", argv[1]);
	return 2;
}
