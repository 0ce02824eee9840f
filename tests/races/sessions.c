// SPDX-License-Identifier: GPL-2.0
/*
 *   parent --fork, SIGKILL--> holders, dumpers, requesters of jobs, listers,
 *                             and pairs that share one socket
 *
 * Sessions end while requests, dumps and jobs run. When all are dead nothing
 * is left of them.
 */
#include "race.h"
#include "wire.h"

#include <errno.h>
#include <linux/kreg.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 6

static const struct race_mount target = { "T", "siblings-b" };
static struct wire wire;

static void hold(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_key *key;
	char path[64];

	if (!ctx)
		return;
	sprintf(path, "A\\Many\\Key%06u", race_random(actor, 300));
	race_answer(actor,
		    kreg_open_key(ctx, KREG_HKLM, path, KREG_NTS,
				  KREG_RIGHTS_READ, 0, &key),
		    path);
}

/* Begins to read a large value and goes away in the middle, or is killed. */
static void dump(struct actor *actor)
{
	int rc = wire_open(&wire, 0), parts = race_random(actor, 4);

	if (rc) {
		race_wrong(actor, "socket: %s", strerror(-rc));
		return;
	}
	wire_begin(&wire, KREG_CMD_QUERY_VALUES, NLM_F_DUMP);
	wire_put_u32(&wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(&wire, KREG_A_PATH, "D\\Big");
	wire_put_text(&wire, KREG_A_NAME, "Length1048576");
	rc = wire_send(&wire);
	while (!rc && parts--)
		rc = wire_receive(&wire) > 0 ? 0 : -EIO;
	if (rc)
		race_wrong(actor, "large value: %s", strerror(-rc));
	wire_close(&wire);
}

static void submit(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_job *job = NULL;
	char path[512];
	int rc;

	if (!ctx)
		return;
	snprintf(path, sizeof(path), "%s/%s", race_hives, target.file);
	if (race_random(actor, 2))
		rc = kreg_submit_unload(ctx, KREG_HKLM, target.name, KREG_NTS,
					&job);
	else
		rc = kreg_load_hive_file(ctx, KREG_HKLM, target.name, KREG_NTS,
					 path, 0, NULL);
	kreg_free_job(job);
	/* The name may be taken. */
	if (rc != -EEXIST)
		race_answer(actor, rc, "job");
}

static void check_holders(struct actor *actor, const struct kreg_list *list)
{
	const struct kreg_holder *holder;
	size_t i;

	for (i = 0; (holder = kreg_list_holder(list, i)); i++) {
		if (strncmp(holder->path, "HKLM\\", 5) || !holder->pid)
			race_wrong(actor, "holder %u of %s", holder->pid,
				   holder->path);
	}
}

static void look(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_job *job = NULL;
	struct kreg_list *list;
	int rc;

	if (!ctx)
		return;
	rc = kreg_get_holders(ctx, NULL, &list);
	/* News of a job with all its holders may fill the socket's buffer. */
	if (rc != -ENOBUFS)
		race_answer(actor, rc, "holders");
	if (!rc) {
		check_holders(actor, list);
		kreg_free_list(list);
	}
	rc = kreg_get_jobs(ctx, &list);
	race_answer(actor, rc, "jobs");
	if (!rc)
		kreg_free_list(list);
	rc = kreg_unload_hive(ctx, KREG_HKLM, "A", KREG_NTS, &job);
	if (!rc)
		race_load(ctx, "A", "siblings-a");
	if (job)
		check_holders(actor, kreg_job_holders(job));
	kreg_free_job(job);
}

static void pass_socket(int channel, int fd)
{
	char control[CMSG_SPACE(sizeof(fd))] = "", byte = 0;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&message);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));
	sendmsg(channel, &message, 0);
}

static void ask_without_listening(uint32_t handle, int times)
{
	while (times--) {
		wire_begin(&wire, KREG_CMD_QUERY_VALUE, 0);
		wire_put_u32(&wire, KREG_A_HANDLE, handle);
		wire_put_text(&wire, KREG_A_NAME, "Number");
		wire_send(&wire);
	}
}

/*
 * Two processes ask through one socket, a third reference to it is under way
 * between them; one of them is killed.
 */
static void share(struct actor *actor)
{
	int channel[2], rc = wire_open(&wire, 0);
	uint32_t handle;
	pid_t child;

	if (rc || socketpair(AF_UNIX, SOCK_DGRAM, 0, channel)) {
		race_wrong(actor, "no sockets");
		return;
	}
	rc = wire_open_key(&wire, "A\\Many\\Key000007", &handle);
	pass_socket(channel[0], wire.fd);
	child = fork();
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			ask_without_listening(handle, 100);
	}
	ask_without_listening(handle, race_random(actor, 200));
	wire_close(&wire);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(channel[0]);
	close(channel[1]);
	race_answer(actor, rc, "shared");
}

static const struct role roles[] = {
	{ "holder", hold, 1, false },	   { "dumper", dump, 1, false },
	{ "requester", submit, 1, false }, { "lister", look, 1, false },
	{ "sharer", share, 1, false },
};

static pid_t spawn(unsigned int number)
{
	struct actor actor = { .seed = race_seed + number };
	pid_t child = fork();

	if (child)
		return child;
	actor.role = &roles[number % (sizeof(roles) / sizeof(*roles))];
	actor.index = number;
	exit(race_play(&actor));
}

/* A child ends by our signal, or because time is up. */
static int reap(pid_t child)
{
	int status;

	if (waitpid(child, &status, 0) != child)
		return 1;
	if (WIFSIGNALED(status))
		return WTERMSIG(status) != SIGKILL;
	return WEXITSTATUS(status);
}

static int kill_and_spawn(void)
{
	struct actor dice = { .seed = race_seed };
	pid_t children[CHILDREN];
	unsigned int number, i;
	int rc = 0;

	for (number = 0; number < CHILDREN; number++)
		children[number] = spawn(number);
	while (!race_over() && !rc) {
		usleep(race_random(&dice, 60000));
		i = race_random(&dice, CHILDREN);
		kill(children[i], SIGKILL);
		rc = reap(children[i]);
		children[i] = spawn(number++);
	}
	for (i = 0; i < CHILDREN; i++) {
		kill(children[i], SIGKILL);
		rc |= reap(children[i]);
	}
	printf("%u processes killed\n", number);
	return rc || race_went_wrong();
}

/* The jobs of the dead go on to their end. */
static int wait_for_jobs(struct kreg *ctx)
{
	struct kreg_status *status;
	uint32_t jobs;
	int rc;

	do {
		rc = kreg_get_status(ctx, &status);
		if (rc)
			return rc;
		jobs = status->jobs;
		kreg_free(status);
		usleep(10000);
	} while (jobs);
	return 0;
}

/**
 * race_sessions() - processes are killed in the middle of everything
 *
 * Return: exit status.
 */
int race_sessions(void)
{
	static const char *const names[] = { "A", "D", "T", NULL };
	struct kreg *ctx;
	int rc;

	if (kreg_open(&ctx, 0) || race_load(ctx, "A", "siblings-a") ||
	    race_load(ctx, "D", "big-values"))
		return 1;
	kreg_close(ctx);
	race_begin();
	rc = kill_and_spawn();
	if (kreg_open(&ctx, 0))
		return 1;
	rc |= !!wait_for_jobs(ctx);
	kreg_close(ctx);
	return race_end(rc, names);
}
