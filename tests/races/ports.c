// SPDX-License-Identifier: GPL-2.0
/*
 *   socket at port P  --closed-->  next socket at port P
 *     handle 1, a job                no handle 1, no news of that job
 *
 * A port is used again before the module hears that its socket was closed.
 * The next socket must neither see nor lose anything by it.
 */
#include "race.h"
#include "wire.h"

#include <errno.h>
#include <linux/kreg.h>
#include <poll.h>
#include <string.h>

#define PORT 77777

static __thread struct wire wire;

static void leave_job(struct actor *actor)
{
	uint32_t job;
	int rc;

	wire_begin(&wire, KREG_CMD_UNLOAD, 0);
	wire_put_u32(&wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(&wire, KREG_A_NAME, "NOTHING");
	rc = wire_send(&wire);
	if (!rc)
		rc = wire_answer(&wire, KREG_A_JOB, &job);
	if (rc)
		race_wrong(actor, "job: %s", strerror(-rc));
}

static void use_handle(struct actor *actor)
{
	uint32_t handle, number = 0;
	int rc;

	rc = wire_query(&wire, 1, "Number", &number);
	if (rc != -EBADF)
		race_wrong(actor, "another's handle: %s", strerror(-rc));
	rc = wire_open_key(&wire, "A\\Many\\Key000123", &handle);
	if (!rc)
		rc = wire_query(&wire, handle, "Number", &number);
	if (rc || number != 123)
		race_wrong(actor, "own handle: %u, %s", number, strerror(-rc));
	else
		actor->good++;
}

/* Nothing was asked yet, so there is nothing to be heard. */
static void check_silence(struct actor *actor)
{
	struct pollfd pfd = { .fd = wire.fd, .events = POLLIN };

	if (poll(&pfd, 1, 0))
		race_wrong(actor, "heard what was meant for another");
}

static void meet(struct actor *actor)
{
	int rc = wire_open(&wire, PORT);

	if (rc) {
		if (rc != -EADDRINUSE)
			race_wrong(actor, "socket: %s", strerror(-rc));
		actor->refused++;
		return;
	}
	check_silence(actor);
	use_handle(actor);
	if (race_random(actor, 2))
		leave_job(actor);
	wire_close(&wire);
}

/**
 * race_ports() - sockets follow each other at one port
 *
 * Return: exit status.
 */
int race_ports(void)
{
	static const char *const names[] = { "A", NULL };
	static const struct role roles[] = {
		{ "socket", meet, 4, true },
		{},
	};
	struct kreg *ctx;

	if (kreg_open(&ctx, 0) || race_load(ctx, "A", "siblings-a"))
		return 1;
	kreg_close(ctx);
	/* No session holds a handle any more. */
	return race_end(race_run(roles), names);
}
