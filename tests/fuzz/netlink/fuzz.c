// SPDX-License-Identifier: GPL-2.0
/*
 * Send messages to the module: valid, mutated, reordered, at the same time,
 * and from processes that are killed in the middle.
 *
 *   netlink-fuzz STAY FOLDER SECONDS SEED
 *
 * Both are folders with hives. Those of STAY are loaded first, stay, and say
 * what the module has to answer; those of FOLDER come and go. The streams of
 * messages are the same for the same seed; how they meet is not. At the end
 * all sessions, handles, jobs and hives must be gone.
 */
#include "check.h"
#include "make.h"
#include "random.h"
#include "tree.h"
#include "wire.h"
#include "worker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <linux/kreg.h>

#define WORKERS 4
#define FILES 256

static struct message message;
static struct answer answer;

static int is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void open_folder(struct maker *maker, const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_file, alphasort);

	maker->folder = open(path, O_RDONLY | O_DIRECTORY);
	if (count <= 0 || maker->folder < 0)
		check_failed("no hives in %s", path);
	maker->files = calloc(FILES, sizeof(char *));
	for (int i = 0; i < count && i < FILES; i++)
		maker->files[maker->file_count++] = strdup(entries[i]->d_name);
}

/* Wait for the end of a job. */
static int finish_job(int fd, uint32_t job)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	const struct nlmsghdr *header = (void *)answer.data;

	for (;;) {
		message.bytes = 0;
		message_begin(&message, wire_family, NLM_F_ACK,
			      KREG_CMD_JOB_GET);
		message_put_u32(&message, KREG_A_JOB, job);
		if (!wire_request(fd, &message, &answer, NULL, NULL) ||
		    answer.error)
			check_failed("job-get: %d %s", answer.error,
				     answer.text);
		if (attr_u32(wire_reply_attr(header, KREG_A_JOB_STATE)) ==
		    KREG_JOB_STATE_DONE)
			return attr_u32(wire_reply_attr(header, KREG_A_ERROR));
		nanosleep(&pause, NULL);
	}
}

static int run_job(int fd)
{
	const struct nlattr *job;

	if (!wire_request(fd, &message, &answer, NULL, NULL) || answer.error)
		check_failed("no job: %d %s", answer.error, answer.text);
	job = wire_reply_attr((void *)answer.data, KREG_A_JOB);
	return finish_job(fd, attr_u32(job));
}

static void begin_mount(unsigned int command, uint32_t root, const void *name,
			size_t bytes)
{
	message.bytes = 0;
	message_begin(&message, wire_family, NLM_F_ACK, command);
	message_put_u32(&message, KREG_A_ROOT, root);
	message_put(&message, KREG_A_NAME, name, bytes);
}

static void load_hive(int fd, int folder, const char *file, const char *name)
{
	int error;

	begin_mount(KREG_CMD_LOAD, KREG_HKEY_LOCAL_MACHINE, name, strlen(name));
	message_put_u32(&message, KREG_A_FOLDER, folder);
	message_put(&message, KREG_A_FILE, file, strlen(file) + 1);
	error = run_job(fd);
	if (error)
		check_failed("load of %s: %s", file, strerror(error));
}

/* A hive to be unloaded: a changed message may have given it any name. */
struct hive {
	bool found;
	uint32_t root;
	size_t bytes;
	uint8_t name[1024];
};

static void pick_hive(void *ctx, const struct nlmsghdr *header)
{
	const struct nlattr *name = wire_reply_attr(header, KREG_A_NAME);
	struct hive *hive = ctx;

	check_message(header);
	if (!name || attr_bytes(name) > sizeof(hive->name))
		check_failed("a hive without a name");
	hive->found = true;
	hive->root = attr_u32(wire_reply_attr(header, KREG_A_ROOT));
	hive->bytes = attr_bytes(name);
	memcpy(hive->name, attr_data(name), hive->bytes);
}

static bool unload_one(int fd)
{
	struct hive hive = { 0 };
	int error;

	message.bytes = 0;
	message_begin(&message, wire_family, NLM_F_DUMP, KREG_CMD_HIVE_GET);
	if (!wire_request(fd, &message, &answer, pick_hive, &hive) ||
	    answer.error)
		check_failed("hive-get: %d %s", answer.error, answer.text);
	if (!hive.found)
		return false;
	begin_mount(KREG_CMD_UNLOAD, hive.root, hive.name, hive.bytes);
	error = run_job(fd);
	if (error)
		check_failed("unload: %s", strerror(error));
	return true;
}

static void open_top(int fd, const char *name)
{
	message.bytes = 0;
	message_begin(&message, wire_family, NLM_F_ACK, KREG_CMD_OPEN);
	message_put_u32(&message, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	message_put(&message, KREG_A_PATH, name, strlen(name));
	message_put_u32(&message, KREG_A_ACCESS, 0x20019);
	if (!wire_request(fd, &message, &answer, NULL, NULL) || answer.error)
		check_failed("open: %d %s", answer.error, answer.text);
}

static uint32_t ask_count(int fd, unsigned int attr)
{
	message.bytes = 0;
	message_begin(&message, wire_family, NLM_F_ACK, KREG_CMD_STATUS);
	if (!wire_request(fd, &message, &answer, NULL, NULL) || answer.error)
		check_failed("status: %d %s", answer.error, answer.text);
	return attr_u32(wire_reply_attr((void *)answer.data, attr));
}

/* Load what stays, keep it from being unloaded, and read it. */
static void load_all(int fd, const char *path)
{
	struct maker stay = { 0 };
	char name[16];

	open_folder(&stay, path);
	for (unsigned int i = 0; i < stay.file_count; i++) {
		snprintf(name, sizeof(name), "STAY%u", i);
		load_hive(fd, stay.folder, stay.files[i], name);
		open_top(fd, name);
		tree_read(fd, name);
		free(stay.files[i]);
	}
	free(stay.files);
	close(stay.folder);
}

/* What dead processes left has to go away by itself. */
static void await(int fd, unsigned int attr, uint32_t count, const char *what)
{
	const struct timespec pause = { .tv_nsec = 100000000 };

	for (int i = 0; i < 300; i++) {
		if (ask_count(fd, attr) <= count)
			return;
		nanosleep(&pause, NULL);
	}
	check_failed("%u %s are left", ask_count(fd, attr), what);
}

static pid_t start(const struct maker *maker, uint64_t seed)
{
	pid_t pid = fork();

	if (pid < 0)
		check_failed("no process: %s", strerror(errno));
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	worker_run(maker, seed);
}

static void reap(pid_t pid)
{
	int how;

	waitpid(pid, &how, 0);
	if (!WIFSIGNALED(how) || WTERMSIG(how) != SIGKILL)
		check_failed("a worker has found something, or died");
}

/* Kill a worker now and then, and let another begin. */
static void fuzz(const struct maker *maker, struct random *random, int seconds)
{
	time_t end = time(NULL) + seconds;
	pid_t pids[WORKERS];
	unsigned int i;

	for (i = 0; i < WORKERS; i++)
		pids[i] = start(maker, random_next(random));
	while (time(NULL) < end) {
		const struct timespec pause = {
			.tv_nsec = 1000000 * (20 + random_below(random, 900)),
		};

		nanosleep(&pause, NULL);
		i = random_below(random, WORKERS);
		kill(pids[i], SIGKILL);
		reap(pids[i]);
		pids[i] = start(maker, random_next(random));
	}
	for (i = 0; i < WORKERS; i++) {
		kill(pids[i], SIGKILL);
		reap(pids[i]);
	}
}

static void check_left(void)
{
	int fd = wire_open();

	await(fd, KREG_A_SESSIONS, 0, "sessions");
	await(fd, KREG_A_JOBS, 0, "jobs");
	await(fd, KREG_A_HANDLES, 0, "handles");
	while (unload_one(fd))
		;
	close(fd);
}

int main(int argc, char **argv)
{
	struct maker maker = { 0 };
	struct random random;
	int fd;

	if (argc != 5) {
		fprintf(stderr, "usage: %s STAY FOLDER SECONDS SEED\n",
			argv[0]);
		return 2;
	}
	random.state = strtoull(argv[4], NULL, 0);
	printf("seed %s\n", argv[4]);
	fflush(stdout);
	open_folder(&maker, argv[2]);
	if (wire_find_family(KREG_FAMILY_NAME))
		check_failed("the family %s is not there", KREG_FAMILY_NAME);
	fd = wire_open();
	load_all(fd, argv[1]);
	printf("%u keys, %u values to ask for, %u hives to load\n",
	       tree.key_count, tree.value_count, maker.file_count);
	fflush(stdout);
	fuzz(&maker, &random, atoi(argv[3]));
	close(fd);
	check_left();
	return 0;
}
