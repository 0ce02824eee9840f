// SPDX-License-Identifier: GPL-2.0
/* Actors: started, timed, stopped and judged. */
#include "race.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define ACTORS_MAX 32
#define WRONG_SHOWN 20

const char *race_hives;
unsigned int race_seconds;
uint64_t race_seed;

static struct timespec deadline;
static unsigned int *wrong; /* shared with processes that are forked */

/**
 * race_over() - ask whether time is up, or something was wrong
 *
 * Return: true when actors are to stop.
 */
bool race_over(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec >= deadline.tv_sec ||
	       __atomic_load_n(wrong, __ATOMIC_RELAXED) > WRONG_SHOWN;
}

/**
 * race_random() - draw a number
 * @actor: whose sequence is followed
 * @below: bound
 *
 * Return: 0 to @below - 1.
 */
uint32_t race_random(struct actor *actor, uint32_t below)
{
	actor->seed =
		actor->seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (actor->seed >> 33) % below;
}

/**
 * race_wrong() - note something that must not be
 * @actor: who saw it
 * @format: what
 */
void race_wrong(struct actor *actor, const char *format, ...)
{
	char text[256];
	va_list args;

	if (__atomic_fetch_add(wrong, 1, __ATOMIC_RELAXED) > WRONG_SHOWN)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	printf("%s %u: %s\n", actor->role->name, actor->index, text);
}

/**
 * race_context() - open the actor's context, unless it has one
 * @actor: actor
 *
 * Return: the context, or NULL when that is wrong.
 */
struct kreg *race_context(struct actor *actor)
{
	int rc;

	if (actor->ctx)
		return actor->ctx;
	rc = kreg_open(&actor->ctx, 0);
	if (rc)
		race_wrong(actor, "no context: %s", strerror(-rc));
	return actor->ctx;
}

/**
 * race_gone() - ask whether an answer says no more than: not there now
 * @rc: answer
 *
 * Return: true when it does.
 */
bool race_gone(int rc)
{
	return rc == -ENOENT || rc == -EBUSY || rc == -ESTALE;
}

/**
 * race_answer() - count an answer
 * @actor: who got it
 * @rc: answer; wrong unless it is 0 or "not there now"
 * @what: was asked for
 */
void race_answer(struct actor *actor, int rc, const char *what)
{
	if (!rc)
		actor->good++;
	else if (race_gone(rc))
		actor->refused++;
	else
		race_wrong(actor, "%s: %s (%s)", what, strerror(-rc),
			   kreg_error_text(actor->ctx));
}

/**
 * race_load() - load one of the hives below HKLM
 * @ctx: context
 * @name: mount name
 * @file: file in the folder of hives
 *
 * Return: as kreg_load_hive_file().
 */
int race_load(struct kreg *ctx, const char *name, const char *file)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", race_hives, file);
	return kreg_load_hive_file(ctx, KREG_HKLM, name, KREG_NTS, path, 0,
				   NULL);
}

/**
 * race_unload() - unload a hive from HKLM
 * @ctx: context
 * @name: mount name
 *
 * Return: as kreg_unload_hive().
 */
int race_unload(struct kreg *ctx, const char *name)
{
	return kreg_unload_hive(ctx, KREG_HKLM, name, KREG_NTS, NULL);
}

/**
 * race_turn_over() - unload a hive that only this actor loads, load it again
 * @actor: actor
 * @mount: which hive
 */
void race_turn_over(struct actor *actor, const struct race_mount *mount)
{
	struct kreg *ctx = race_context(actor);
	int rc;

	if (!ctx)
		return;
	rc = race_unload(ctx, mount->name);
	if (rc && rc != -ENOENT) {
		race_answer(actor, rc, "unload");
		return;
	}
	rc = race_load(ctx, mount->name, mount->file);
	/* Others may hold handles, up to the limit of the pool. */
	if (rc == -EDQUOT)
		actor->refused++;
	else if (rc)
		race_wrong(actor, "load %s: %s (%s)", mount->name,
			   strerror(-rc), kreg_error_text(ctx));
	else
		actor->good++;
}

/**
 * race_play() - act until time is up
 * @actor: who acts
 *
 * Return: 1 when something was wrong.
 */
int race_play(struct actor *actor)
{
	while (!race_over())
		actor->role->act(actor);
	kreg_close(actor->ctx);
	return !!*wrong;
}

/**
 * race_went_wrong() - ask whether an actor, in any process, saw a mistake
 *
 * Return: true when one did.
 */
bool race_went_wrong(void)
{
	return *wrong;
}

/**
 * race_end() - unload what a scenario has loaded
 * @rc: how it ended
 * @names: of the hives, ended by NULL; they need not be there
 *
 * Return: exit status.
 */
int race_end(int rc, const char *const *names)
{
	struct kreg *ctx;
	int gone;

	if (kreg_open(&ctx, 0))
		return EXIT_FAILURE;
	for (; *names; names++) {
		gone = race_unload(ctx, *names);
		if (!gone || gone == -ENOENT)
			continue;
		printf("%s stays: %s (%s)\n", *names, strerror(-gone),
		       kreg_error_text(ctx));
		rc = EXIT_FAILURE;
	}
	kreg_close(ctx);
	return rc;
}

static void *play(void *arg)
{
	race_play(arg);
	return NULL;
}

/**
 * race_begin() - let time run
 */
void race_begin(void)
{
	wrong = mmap(NULL, sizeof(*wrong), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (wrong == MAP_FAILED)
		abort();
	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += race_seconds;
}

static unsigned int cast(const struct role *roles, struct actor *actors)
{
	unsigned int count = 0, i;

	for (; roles->count; roles++) {
		for (i = 0; i < roles->count; i++) {
			actors[count].role = roles;
			actors[count].index = i;
			actors[count].seed = race_seed + count;
			count++;
		}
	}
	return count;
}

static void judge(const struct actor *actor)
{
	printf("%s %u: %lu good, %lu not there\n", actor->role->name,
	       actor->index, actor->good, actor->refused);
	if (!actor->good && !actor->role->idle) {
		printf("%s %u: never succeeded\n", actor->role->name,
		       actor->index);
		++*wrong;
	}
}

/**
 * race_run() - let actors act until time is up
 * @roles: who they are, ended by a role without actors
 *
 * Return: 0 when nothing was wrong.
 */
int race_run(const struct role *roles)
{
	static struct actor actors[ACTORS_MAX];
	unsigned int count = cast(roles, actors), i;

	race_begin();
	for (i = 0; i < count; i++) {
		if (pthread_create(&actors[i].thread, NULL, play, &actors[i]))
			abort();
	}
	for (i = 0; i < count; i++)
		pthread_join(actors[i].thread, NULL);
	for (i = 0; i < count; i++)
		judge(&actors[i]);
	return *wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
