// SPDX-License-Identifier: GPL-2.0
/*
 *   HKLM\LINKS\Link --> HKLM\MIXED\Alpha      HKLM\MIXED is turned over
 *
 * Who follows the link finds the value or is told "not there now". A handle
 * of LINKS never goes stale: its hive stays where it is.
 */
#include "race.h"

#include <errno.h>
#include <string.h>

static const struct race_mount target = { "MIXED", "mixed" };
static const struct race_mount links = { "LINKS", "mixed-links" };

static void turn_over(struct actor *actor)
{
	race_turn_over(actor, &target);
}

static void by_path(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	size_t size = 4;
	uint32_t got;
	int rc;

	if (!ctx)
		return;
	rc = kreg_query_value_by_path(ctx, KREG_HKLM, "LINKS\\Link", KREG_NTS,
				      "Number", KREG_NTS, NULL, &got, &size);
	if (!rc && got != 42)
		race_wrong(actor, "Number is %u", got);
	race_answer(actor, rc, "path");
}

/* What is open through a link holds the hive that the link leads to. */
static void read_held(struct actor *actor, struct kreg_key *key)
{
	uint32_t got;
	int rc, i;

	for (i = 0; i < 5; i++) {
		rc = kreg_get_dword(key, "Number", KREG_NTS, &got);
		if (rc || got != 42)
			race_wrong(actor, "behind the link: %s", strerror(-rc));
	}
	actor->good++;
}

static void by_handle(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_key *base, *key;
	int rc;

	if (!ctx)
		return;
	rc = kreg_open_key(ctx, KREG_HKLM, "LINKS", KREG_NTS, KREG_RIGHTS_READ,
			   0, &base);
	if (rc) {
		race_wrong(actor, "LINKS: %s", strerror(-rc));
		return;
	}
	rc = kreg_open_key_at(base, "Link", KREG_NTS, KREG_RIGHTS_READ, 0,
			      &key);
	if (!rc) {
		read_held(actor, key);
		kreg_close_key(key);
	} else if (rc == -ESTALE) {
		race_wrong(actor, "LINKS is said to be gone");
	} else {
		race_answer(actor, rc, "link");
	}
	kreg_close_key(base);
}

/**
 * race_links() - links are followed into a hive that comes and goes
 *
 * Return: exit status.
 */
int race_links(void)
{
	static const char *const names[] = { "MIXED", "LINKS", NULL };
	static const struct role roles[] = {
		{ "turn over", turn_over, 1, false },
		{ "by path", by_path, 2, false },
		{ "by handle", by_handle, 2, false },
		{},
	};
	struct kreg *ctx;

	if (kreg_open(&ctx, 0) || race_load(ctx, links.name, links.file))
		return 1;
	kreg_close(ctx);
	return race_end(race_run(roles), names);
}
