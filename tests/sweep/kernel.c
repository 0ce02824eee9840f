// SPDX-License-Identifier: GPL-2.0
/*
 * sweep HIVES SHRINKER: let the Nth allocation of an operation fail, N = 1, 2, ...
 * until it succeeds undisturbed. A failure is told, changes nothing, leaves
 * nothing behind, and the same operation succeeds right after it.
 */
#include "sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <kreg/kreg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define TRIALS_MAX 5000
#define PARAMETERS "/sys/module/kreg/parameters/"

/**
 * struct injector - what makes an allocation fail
 * @name: as printed
 * @path: takes N, and tells what is left of it: 0 when there was a failure
 * @job: it disturbs jobs, not just the request for one
 * @only_jobs: it disturbs nothing but jobs
 * @charges: it disturbs charges: operations that are not charged must not fail
 */
struct injector {
	const char *name;
	const char *path;
	bool job;
	bool only_jobs;
	bool charges;
};

static const struct injector injectors[] = {
	{ "memory", "/proc/self/fail-nth", false, false, false },
	{ "charge", PARAMETERS "pool_fail_charge", true, false, true },
	{ "memory of the job", PARAMETERS "job_fail_nth", true, true, false },
};

const char *sweep_hives;
static const char *shrinker;
static struct kreg *ctx;
static struct wire wire;
static unsigned int tests, failed;

static void verdict(bool good, const char *text)
{
	tests++;
	if (!good)
		failed++;
	printf("%sok %u - %s\n", good ? "" : "not ", tests, text);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0) {
		printf("Bail out! %s: %s\n", path, strerror(errno));
		exit(1);
	}
	close(fd);
}

/* Opened before: arming must be the last thing that allocates. */
static void arm(int fd, unsigned int nth)
{
	char text[16];

	sprintf(text, "%u", nth);
	if (pwrite(fd, text, strlen(text), 0) < 0)
		abort();
}

static unsigned int disarm(int fd)
{
	char text[16] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) < 0)
		abort();
	arm(fd, 0);
	return strtoul(text, NULL, 10);
}

/* Twice: what was looked up is spared once. */
static void empty_caches(void)
{
	write_text(shrinker, "0 0 100000");
	write_text(shrinker, "0 0 100000");
}

/* Bytes used, cached objects, hives, sessions, handles, jobs: as text. */
static void count(char *text, size_t size)
{
	struct kreg_status *status;

	empty_caches();
	if (kreg_get_status(ctx, &status))
		abort();
	snprintf(text, size, "used %ju %ju %ju, %ju %ju, %u %u %u %u",
		 (uintmax_t)status->pool_used, (uintmax_t)status->pool_hives,
		 (uintmax_t)status->pool_handles, (uintmax_t)status->cache_keys,
		 (uintmax_t)status->cache_values, status->hives,
		 status->sessions, status->handles, status->jobs);
	kreg_free(status);
}

static bool is_told(int rc)
{
	return !rc || rc == -ENOMEM || rc == -ENOBUFS || rc == -EDQUOT;
}

static int begin(const struct operation *operation)
{
	const struct timeval limit = { .tv_sec = 5 };
	int rc = wire_open(&wire, 0);

	if (rc)
		return rc;
	setsockopt(wire.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	return operation->prepare ? operation->prepare(&wire) : 0;
}

static int end(const struct operation *operation, int rc)
{
	int undone = operation->undo ? operation->undo(&wire, rc) : 0;

	wire_close(&wire);
	return undone;
}

/* What is left of @nth goes to @left. */
static int disturbed(const struct operation *operation,
		     const struct injector *injector, int fd, unsigned int nth,
		     unsigned int *left)
{
	int rc;

	arm(fd, nth);
	rc = operation->run(&wire);
	if (!injector->job)
		*left = disarm(fd);
	if (!rc && operation->wait)
		rc = operation->wait(&wire);
	if (injector->job)
		*left = disarm(fd);
	return rc;
}

static int undisturbed(const struct operation *operation)
{
	int rc = begin(operation);

	if (rc)
		return rc;
	rc = operation->run(&wire);
	if (!rc && operation->wait)
		rc = operation->wait(&wire);
	return end(operation, rc) ?: rc;
}

/* Return: 1 when a failure was caused, 0 when not, -1 when it went wrong. */
static int try(const struct operation *operation,
	       const struct injector *injector, int fd, unsigned int nth)
{
	char before[256], after[256];
	unsigned int left = 0;
	int rc, undone, again;

	count(before, sizeof(before));
	rc = begin(operation);
	if (rc) {
		printf("# %u: cannot begin: %s\n", nth, strerror(-rc));
		return -1;
	}
	rc = disturbed(operation, injector, fd, nth, &left);
	undone = end(operation, rc);
	count(after, sizeof(after));
	again = undisturbed(operation);
	if ((left ? !rc : is_told(rc)) && !undone && !again &&
	    !strcmp(before, after))
		return !left;
	printf("# %u, left %u: %s, undone: %s, again: %s\n# %s\n# %s\n", nth,
	       left, strerror(-rc), strerror(-undone), strerror(-again), before,
	       after);
	return -1;
}

static void sweep(const struct operation *operation,
		  const struct injector *injector)
{
	int fd = open(injector->path, O_RDWR), wrong = 0, rc;
	bool expected = operation->charged || !injector->charges;
	unsigned int nth, failures = 0;
	char text[160];

	if (fd < 0) {
		printf("Bail out! %s: %s\n", injector->path, strerror(errno));
		exit(1);
	}
	for (nth = 1; nth < TRIALS_MAX && wrong < 5; nth++) {
		rc = try(operation, injector, fd, nth);
		if (!rc)
			break;
		if (rc > 0)
			failures++;
		else
			wrong++;
	}
	close(fd);
	snprintf(text, sizeof(text), "%s: %u failures of %s", operation->name,
		 failures, injector->name);
	verdict(!wrong && nth < TRIALS_MAX && !!failures == expected, text);
}

static void sweep_all(const struct injector *injector)
{
	const struct operation *operation;

	for (operation = operations; operation->name; operation++) {
		if (operation->wait || !injector->only_jobs)
			sweep(operation, injector);
	}
}

static int load(const char *name, const char *file)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", sweep_hives, file);
	return kreg_load_hive_file(ctx, KREG_HKLM, name, KREG_NTS, path, 0,
				   NULL);
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc != 3) {
		fprintf(stderr, "usage: sweep HIVES SHRINKER\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	sweep_hives = argv[1];
	shrinker = argv[2];
	if (kreg_open(&ctx, 0) || load("A", "siblings-a") ||
	    load("D", "big-values")) {
		printf("Bail out! %s\n", kreg_error_text(ctx));
		return 1;
	}
	/* A page fault is an allocation, too. */
	mlockall(MCL_CURRENT | MCL_FUTURE);
	for (i = 0; i < sizeof(injectors) / sizeof(*injectors); i++)
		sweep_all(&injectors[i]);
	kreg_close(ctx);
	printf("1..%u\n", tests);
	return failed ? 1 : 0;
}
