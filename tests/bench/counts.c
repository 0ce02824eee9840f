// SPDX-License-Identifier: GPL-2.0
/*
 * What a program pays for a call, in instructions: to be run in a guest whose
 * clock counts them.
 *
 *   counts load NAME FILE	load a hive below HKLM, tell cost and charge
 *   counts calls		reads through the library, and their anchors;
 *				needs the hives SYSTEM and VALUES
 */
#include "bench.h"
#include "raw.h"

#include <kreg/kreg.h>
#include <linux/genetlink.h>
#include <linux/kreg.h>
#include <linux/netlink.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 300
#define VALUES 20
#define PAGE_FILE "/sys/module/kreg/parameters/pool_limit"

#define KEY "ControlSet001\\Control\\Session Manager\\Memory Management"
#define LINKED "CurrentControlSet\\Control\\Session Manager\\Memory Management"
#define NAME "LargeSystemCache"

static struct kreg *ctx;
static struct kreg_key *key, *values_key;
static struct kreg_text names[VALUES];
static char name_texts[VALUES][8];
static struct raw getfamily, null, raw_path, raw_handle;

static unsigned long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ul + time.tv_nsec;
}

static void must(int error, const char *what)
{
	if (!error)
		return;
	fprintf(stderr, "%s: %s, %s\n", what, strerror(-error),
		kreg_error_text(ctx));
	exit(1);
}

static void nothing(void)
{
}

static void call_getppid(void)
{
	syscall(SYS_getppid);
}

static void call_sysfs(void)
{
	char text[64];
	int fd = open(PAGE_FILE, O_RDONLY);

	if (fd < 0 || read(fd, text, sizeof(text)) <= 0)
		fail(PAGE_FILE);
	close(fd);
}

static void call_getfamily(void)
{
	raw_call(&getfamily);
}

static void call_null(void)
{
	raw_call(&null);
}

static void call_raw_path(void)
{
	raw_call(&raw_path);
}

static void call_raw_handle(void)
{
	raw_call(&raw_handle);
}

static void by_path(const char *path)
{
	unsigned int type, number;
	size_t size = sizeof(number);

	must(kreg_query_value_by_path(ctx, KREG_HKLM, path, strlen(path), NAME,
				      strlen(NAME), &type, &number, &size),
	     path);
}

static void call_path(void)
{
	by_path("SYSTEM\\" KEY);
}

static void call_link(void)
{
	by_path("SYSTEM\\" LINKED);
}

static void call_handle(void)
{
	unsigned int type, number;
	size_t size = sizeof(number);

	must(kreg_query_value(key, NAME, strlen(NAME), &type, &number, &size),
	     NAME);
}

static void call_single(void)
{
	unsigned int type, number;
	size_t size = sizeof(number);

	must(kreg_query_value(values_key, names[0].text, names[0].len, &type,
			      &number, &size),
	     "one value");
}

static void call_values(void)
{
	struct kreg_values *values;

	must(kreg_query_values(values_key, names, VALUES, &values), "values");
	kreg_free_values(values);
}

static void call_open(void)
{
	struct kreg_key *opened;
	const char *path = "SYSTEM\\" KEY;

	must(kreg_open_key(ctx, KREG_HKLM, path, strlen(path), KREG_RIGHTS_READ,
			   0, &opened),
	     path);
	kreg_close_key(opened);
}

static struct {
	const char *name;
	void (*call)(void);
	unsigned long least;
} cases[] = {
	{ "nothing", nothing, ULONG_MAX },
	{ "getppid", call_getppid, ULONG_MAX },
	{ "sysfs", call_sysfs, ULONG_MAX },
	{ "getfamily", call_getfamily, ULONG_MAX },
	{ "null", call_null, ULONG_MAX },
	{ "raw-path", call_raw_path, ULONG_MAX },
	{ "raw-handle", call_raw_handle, ULONG_MAX },
	{ "library-path", call_path, ULONG_MAX },
	{ "library-link", call_link, ULONG_MAX },
	{ "library-handle", call_handle, ULONG_MAX },
	{ "library-open", call_open, ULONG_MAX },
	{ "library-single", call_single, ULONG_MAX },
	{ "library-values", call_values, ULONG_MAX },
};

#define CASES ((int)(sizeof(cases) / sizeof(*cases)))

static void measure_round(void)
{
	unsigned long from, took;
	size_t i;

	for (i = 0; i < CASES; i++) {
		from = now();
		cases[i].call();
		took = now() - from;
		if (took < cases[i].least)
			cases[i].least = took;
	}
}

static void open_key(const char *path, struct kreg_key **opened)
{
	must(kreg_open_key(ctx, KREG_HKLM, path, strlen(path), KREG_RIGHTS_READ,
			   0, opened),
	     path);
}

/* A handle belongs to a socket: the raw one opens its own. */
static void prepare_raw(void)
{
	const char *path = "SYSTEM\\" KEY;
	unsigned int root = KREG_HKEY_LOCAL_MACHINE;
	unsigned int access = KREG_ACCESS_QUERY_VALUE;
	struct raw open;

	raw_start(&getfamily, "nlctrl", 0, CTRL_CMD_GETFAMILY);
	raw_put(&getfamily, CTRL_ATTR_FAMILY_NAME, "nlctrl", 7);
	raw_start(&null, "kreg_bench", NLM_F_ACK, 1);
	raw_start(&raw_path, KREG_FAMILY_NAME, 0, KREG_CMD_QUERY_VALUE);
	raw_put(&raw_path, KREG_A_ROOT, &root, sizeof(root));
	raw_put(&raw_path, KREG_A_PATH, path, strlen(path));
	raw_put(&raw_path, KREG_A_NAME, NAME, strlen(NAME));

	raw_start(&open, KREG_FAMILY_NAME, 0, KREG_CMD_OPEN);
	raw_put(&open, KREG_A_ROOT, &root, sizeof(root));
	raw_put(&open, KREG_A_PATH, path, strlen(path));
	raw_put(&open, KREG_A_ACCESS, &access, sizeof(access));
	raw_call(&open);
	raw_start(&raw_handle, KREG_FAMILY_NAME, 0, KREG_CMD_QUERY_VALUE);
	close(raw_handle.fd);
	raw_handle.fd = open.fd;
	root = raw_number(KREG_A_HANDLE);
	raw_put(&raw_handle, KREG_A_HANDLE, &root, sizeof(root));
	raw_put(&raw_handle, KREG_A_NAME, NAME, strlen(NAME));
}

static void prepare(void)
{
	size_t i;

	open_key("SYSTEM\\" KEY, &key);
	open_key("VALUES\\Values", &values_key);
	for (i = 0; i < VALUES; i++) {
		names[i].text = name_texts[i];
		names[i].len = snprintf(name_texts[i], sizeof(name_texts[i]),
					"V%05zu", i);
	}
	prepare_raw();
}

static void measure_calls(void)
{
	size_t i;

	prepare();
	for (i = 0; i < ROUNDS; i++)
		measure_round();
	for (i = 1; i < CASES; i++)
		printf("%s\t%lu\tinstr\n", cases[i].name,
		       (cases[i].least - cases[0].least));
	kreg_close_key(key);
	kreg_close_key(values_key);
}

static unsigned long pool_used(void)
{
	struct kreg_status *status;
	unsigned long used;

	must(kreg_get_status(ctx, &status), "status");
	used = status->pool_used;
	kreg_free(status);
	return used;
}

/* The size of the bins as the module tells it. */
static unsigned long bins_of(const char *name)
{
	const struct kreg_loaded *hive;
	struct kreg_list *list;
	unsigned long bins = 0;
	size_t i;

	must(kreg_get_hives(ctx, &list), "hives");
	for (i = 0; i < kreg_list_count(list); i++) {
		hive = kreg_list_hive(list, i);
		if (!strcmp(hive->name, name))
			bins = hive->bins;
	}
	kreg_free_list(list);
	return bins;
}

static void measure_load(const char *name, const char *file)
{
	unsigned long before = pool_used(), from = now();

	must(kreg_load_hive_file(ctx, KREG_HKLM, name, strlen(name), file, 0,
				 NULL),
	     file);
	printf("load-%s\t%lu\tinstr\n", name, (now() - from));
	printf("charged-%s\t%lu\tbytes\n", name, (pool_used() - before));
	printf("bins-%s\t%lu\tbytes\n", name, bins_of(name));
}

int main(int argc, char **argv)
{
	int load = argc == 4 && !strcmp(argv[1], "load");

	if (!load && (argc != 2 || strcmp(argv[1], "calls"))) {
		fprintf(stderr, "usage: counts load NAME FILE\n"
				"       counts calls\n");
		return 2;
	}
	must(kreg_open(&ctx, 0), "open");
	if (load)
		measure_load(argv[2], argv[3]);
	else
		measure_calls();
	kreg_close(ctx);
	return 0;
}
