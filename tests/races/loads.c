// SPDX-License-Identifier: GPL-2.0
/*
 *   many --load one file--> one of three names     one of them wins, and then
 *   many --load own file--> the name X             unloads again
 *
 * A file backs one mount, a name stands for one hive: of those who load only
 * one succeeds, the others are told why not.
 */
#include "race.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int owners_of_file;
static int owners_of_name;

static void own(struct actor *actor, int *owners, const char *name)
{
	int rc;

	if (__atomic_add_fetch(owners, 1, __ATOMIC_SEQ_CST) != 1)
		race_wrong(actor, "%s: two have loaded it", name);
	actor->good++;
	/* From here on another may win. */
	__atomic_sub_fetch(owners, 1, __ATOMIC_SEQ_CST);
	rc = race_unload(actor->ctx, name);
	if (rc)
		race_wrong(actor, "unload %s: %s (%s)", name, strerror(-rc),
			   kreg_error_text(actor->ctx));
}

static void load(struct actor *actor, int *owners, const char *name,
		 const char *file)
{
	struct kreg *ctx = race_context(actor);
	int rc;

	if (!ctx)
		return;
	rc = race_load(ctx, name, file);
	if (!rc)
		own(actor, owners, name);
	else if (rc == -EBUSY || rc == -EEXIST)
		actor->refused++;
	else
		race_wrong(actor, "%s is not loaded: %s (%s)", name,
			   strerror(-rc), kreg_error_text(ctx));
}

static void same_file(struct actor *actor)
{
	static const char *const names[] = { "F1", "F2", "F3" };

	load(actor, &owners_of_file, names[race_random(actor, 3)], "mixed");
}

static void same_name(struct actor *actor)
{
	char file[16];

	sprintf(file, "mixed-%u", actor->index);
	load(actor, &owners_of_name, "X", file);
}

/**
 * race_loads() - the same file and the same name are loaded at once
 *
 * Return: exit status.
 */
int race_loads(void)
{
	static const struct role roles[] = {
		{ "same file", same_file, 3, true },
		{ "same name", same_name, 3, true },
		{},
	};

	return race_run(roles);
}
