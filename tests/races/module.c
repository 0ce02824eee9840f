// SPDX-License-Identifier: GPL-2.0
/*
 *   clients --read, load, dump--> module <--unload, load-- one actor
 *
 * The module goes, or stays because a dump is under way. With it go sessions,
 * hives and jobs, also those that run. It always comes back.
 */
#include "race.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Good answers since the module was loaded. */
static unsigned int answers;

static int insert(void)
{
	char path[512];
	int fd, rc;

	snprintf(path, sizeof(path), "%s/kreg.ko", getenv("KREG_MODULES"));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	rc = syscall(SYS_finit_module, fd, "", 0) ? -errno : 0;
	close(fd);
	return rc;
}

static void turn_over(struct actor *actor)
{
	unsigned int enough = race_random(actor, 40);
	int rc;

	while (__atomic_load_n(&answers, __ATOMIC_RELAXED) < enough) {
		if (race_over())
			return;
		usleep(100);
	}
	if (syscall(SYS_delete_module, "kreg", O_NONBLOCK)) {
		if (errno != EWOULDBLOCK)
			race_wrong(actor, "unload: %s", strerror(errno));
		actor->refused++;
		return;
	}
	__atomic_store_n(&answers, 0, __ATOMIC_RELAXED);
	rc = insert();
	if (rc)
		race_wrong(actor, "load: %s", strerror(-rc));
	else
		actor->good++;
}

/* With the module gone the context is of no use; the next one may be. */
static void answer(struct actor *actor, int rc, const char *what)
{
	if (rc == -ENODEV || rc == -EEXIST)
		rc = -ENOENT;
	race_answer(actor, rc, what);
	if (!rc) {
		__atomic_add_fetch(&answers, 1, __ATOMIC_RELAXED);
		return;
	}
	kreg_close(actor->ctx);
	actor->ctx = NULL;
}

static struct kreg *context(struct actor *actor)
{
	int rc = actor->ctx ? 0 : kreg_open(&actor->ctx, 0);

	if (!rc)
		return actor->ctx;
	if (rc != -ENODEV)
		race_wrong(actor, "no socket: %s", strerror(-rc));
	actor->refused++;
	return NULL;
}

static void load(struct actor *actor)
{
	static const char *const names[] = { "A", "D" };
	static const char *const files[] = { "siblings-a", "big-values" };
	unsigned int which = race_random(actor, 2);
	struct kreg *ctx = context(actor);

	if (ctx)
		answer(actor, race_load(ctx, names[which], files[which]),
		       "load");
}

/* Nobody waits for the job: the module may go before it is done. */
static void submit(struct actor *actor)
{
	struct kreg *ctx = context(actor);
	struct kreg_job *job = NULL;

	if (!ctx)
		return;
	answer(actor,
	       kreg_submit_unload(ctx, KREG_HKLM,
				  race_random(actor, 2) ? "A" : "D", KREG_NTS,
				  &job),
	       "unload");
	kreg_free_job(job);
}

static void read_number(struct actor *actor)
{
	struct kreg *ctx = context(actor);
	uint32_t number = 0;
	size_t size = 4;
	int rc;

	if (!ctx)
		return;
	rc = kreg_query_value_by_path(ctx, KREG_HKLM, "A\\Many\\Key000123",
				      KREG_NTS, "Number", KREG_NTS, NULL,
				      &number, &size);
	if (!rc && number != 123)
		race_wrong(actor, "Number is %u", number);
	answer(actor, rc, "number");
}

static void read_large(struct actor *actor)
{
	struct kreg *ctx = context(actor);
	struct kreg_data *value = NULL;

	if (!ctx)
		return;
	answer(actor,
	       kreg_get_value_by_path(ctx, KREG_HKLM, "D\\Big", KREG_NTS,
				      "Length65536", KREG_NTS, &value),
	       "large");
	kreg_free(value);
}

static void open_and_leave(struct actor *actor)
{
	struct kreg *ctx = context(actor);
	struct kreg_key *key = NULL;

	if (!ctx)
		return;
	answer(actor,
	       kreg_open_key(ctx, KREG_HKLM, "A\\Many", KREG_NTS,
			     KREG_RIGHTS_READ, 0, &key),
	       "open");
	kreg_close_key(key);
	usleep(race_random(actor, 2000));
}

/**
 * race_module() - the module is unloaded under its clients
 *
 * Return: exit status.
 */
int race_module(void)
{
	static const char *const names[] = { "A", "D", NULL };
	static const struct role roles[] = {
		{ "module", turn_over, 1, false },
		{ "load", load, 2, true },
		{ "submit", submit, 1, true },
		{ "number", read_number, 2, true },
		{ "large", read_large, 1, true },
		{ "open", open_and_leave, 1, true },
		{},
	};

	return race_end(race_run(roles), names);
}
