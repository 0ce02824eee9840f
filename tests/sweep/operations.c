// SPDX-License-Identifier: GPL-2.0
/* The operations, on HKLM\A with 300 subkeys and HKLM\D with large values. */
#include "sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kreg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define KEY "A\\Many\\Key000123"
#define LARGE 1048576

static uint32_t handle;
static uint32_t job;
static int folder = -1;

static void begin(struct wire *wire, int command, int flags, const char *path)
{
	wire_begin(wire, command, flags);
	wire_put_u32(wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(wire, KREG_A_PATH, path);
}

/* Any answer that has the attribute. */
static int ask(struct wire *wire, int want, uint32_t *number)
{
	int rc = wire_send(wire);

	return rc ? rc : wire_answer(wire, want, number);
}

static int open_key(struct wire *wire)
{
	return wire_open_key(wire, KEY, &handle);
}

static int query(struct wire *wire)
{
	uint32_t number = 0;
	int rc;

	begin(wire, KREG_CMD_QUERY_VALUE, 0, KEY);
	wire_put_text(wire, KREG_A_NAME, "Number");
	rc = ask(wire, KREG_A_DATA, &number);
	return rc ? rc : number == 123 ? 0 : -EPROTO;
}

static int query_handle(struct wire *wire)
{
	uint32_t number = 0;
	int rc = wire_query(wire, handle, "Number", &number);

	return rc ? rc : number == 123 ? 0 : -EPROTO;
}

/* A name that is not there is remembered, too. */
static int query_absent(struct wire *wire)
{
	uint32_t number;
	int rc = wire_query(wire, handle, "Nothing", &number);

	return rc == -ENOENT ? 0 : rc ? rc : -EPROTO;
}

static int query_many(struct wire *wire)
{
	uint32_t generation;

	begin(wire, KREG_CMD_QUERY_VALUES, 0, KEY);
	wire_put_text(wire, KREG_A_NAME, "Number");
	wire_put_text(wire, KREG_A_NAME, "Nothing");
	return ask(wire, KREG_A_GENERATION, &generation);
}

static int get_info(struct wire *wire)
{
	uint32_t values = 0;
	int rc;

	begin(wire, KREG_CMD_QUERY_INFO, 0, KEY);
	rc = ask(wire, KREG_A_VALUES, &values);
	return rc ? rc : values == 1 ? 0 : -EPROTO;
}

static int get_security(struct wire *wire)
{
	uint32_t revision;

	begin(wire, KREG_CMD_GET_SECURITY, 0, KEY);
	return ask(wire, KREG_A_DESCRIPTOR, &revision);
}

static int enum_one(struct wire *wire)
{
	uint32_t name;

	begin(wire, KREG_CMD_ENUM_KEYS, 0, "A\\Many");
	wire_put_u32(wire, KREG_A_INDEX, 123);
	return ask(wire, KREG_A_NAME, &name);
}

static int get_status(struct wire *wire)
{
	uint32_t hives = 0;
	int rc;

	wire_begin(wire, KREG_CMD_STATUS, 0);
	rc = ask(wire, KREG_A_HIVES, &hives);
	return rc ? rc : hives == 2 ? 0 : -EPROTO;
}

/* Counts the messages of a dump that have an attribute, and its bytes. */
struct tally {
	int want;
	size_t messages;
	size_t bytes;
};

static void count(void *ctx, const struct nlmsghdr *message)
{
	struct tally *tally = ctx;
	const struct nlattr *attr = wire_find(message, tally->want);

	if (!attr)
		return;
	tally->messages++;
	tally->bytes += attr->nla_len - NLA_HDRLEN;
}

static int dump(struct wire *wire, struct tally *tally)
{
	int rc = wire_send(wire);

	return rc ? rc : wire_dump(wire, count, tally);
}

static int enum_keys(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_NAME };
	int rc;

	begin(wire, KREG_CMD_ENUM_KEYS, NLM_F_DUMP, "A\\Many");
	rc = dump(wire, &tally);
	return rc ? rc : tally.messages == 300 ? 0 : -EPROTO;
}

static int enum_roots(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_NAME };
	int rc;

	begin(wire, KREG_CMD_ENUM_KEYS, NLM_F_DUMP, "");
	rc = dump(wire, &tally);
	return rc ? rc : tally.messages == 2 ? 0 : -EPROTO;
}

static int enum_values(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_NAME };
	int rc;

	begin(wire, KREG_CMD_ENUM_VALUES, NLM_F_DUMP, "D\\Big");
	rc = dump(wire, &tally);
	return rc ? rc : tally.messages == 15 ? 0 : -EPROTO;
}

static int read_large(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_DATA };
	int rc;

	begin(wire, KREG_CMD_QUERY_VALUES, NLM_F_DUMP, "D\\Big");
	wire_put_text(wire, KREG_A_NAME, "Length1048576");
	rc = dump(wire, &tally);
	return rc ? rc : tally.bytes == LARGE ? 0 : -EPROTO;
}

static int list_handles(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_PID };
	int rc;

	begin(wire, KREG_CMD_HANDLES, NLM_F_DUMP, "A");
	rc = dump(wire, &tally);
	return rc ? rc : tally.messages == 1 ? 0 : -EPROTO;
}

static int list_hives(struct wire *wire)
{
	struct tally tally = { .want = KREG_A_HIVE_STATE };
	int rc;

	wire_begin(wire, KREG_CMD_HIVE_GET, NLM_F_DUMP);
	rc = dump(wire, &tally);
	return rc ? rc : tally.messages == 2 ? 0 : -EPROTO;
}

static int wait_job(struct wire *wire)
{
	const struct nlmsghdr *message = (struct nlmsghdr *)wire->buf;
	uint32_t state, error;
	int rc;

	for (;;) {
		wire_begin(wire, KREG_CMD_JOB_GET, 0);
		wire_put_u32(wire, KREG_A_JOB, job);
		rc = ask(wire, KREG_A_JOB_STATE, &state);
		if (rc || state == KREG_JOB_STATE_DONE)
			break;
		usleep(500);
	}
	if (rc)
		return rc;
	memcpy(&error,
	       (const char *)wire_find(message, KREG_A_ERROR) + NLA_HDRLEN,
	       sizeof(error));
	return -(int)error;
}

static int open_folder(struct wire *wire)
{
	(void)wire;
	if (folder < 0)
		folder = open(sweep_hives, O_RDONLY | O_DIRECTORY);
	return folder < 0 ? -errno : 0;
}

static int load(struct wire *wire)
{
	wire_begin(wire, KREG_CMD_LOAD, 0);
	wire_put_u32(wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(wire, KREG_A_NAME, "L");
	wire_put_u32(wire, KREG_A_FOLDER, folder);
	wire_put(wire, KREG_A_FILE, "mixed", sizeof("mixed"));
	return ask(wire, KREG_A_JOB, &job);
}

static int unload(struct wire *wire)
{
	wire_begin(wire, KREG_CMD_UNLOAD, 0);
	wire_put_u32(wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(wire, KREG_A_NAME, "L");
	return ask(wire, KREG_A_JOB, &job);
}

static int load_now(struct wire *wire)
{
	int rc = load(wire);

	return rc ? rc : wait_job(wire);
}

static int unload_now(struct wire *wire)
{
	int rc = unload(wire);

	return rc ? rc : wait_job(wire);
}

static int undo_load(struct wire *wire, int rc)
{
	return rc ? 0 : unload_now(wire);
}

/* What was not unloaded is still there. */
static int finish_unload(struct wire *wire, int rc)
{
	return rc ? unload_now(wire) : 0;
}

const struct operation operations[] = {
	{ "open", NULL, open_key, NULL, NULL, false },
	{ "query-value by path", NULL, query, NULL, NULL, false },
	{ "query-value by handle", open_key, query_handle, NULL, NULL, false },
	{ "query-value, absent", open_key, query_absent, NULL, NULL, false },
	{ "query-values", NULL, query_many, NULL, NULL, false },
	{ "query-info", NULL, get_info, NULL, NULL, false },
	{ "get-security", NULL, get_security, NULL, NULL, false },
	{ "enum-keys, one", NULL, enum_one, NULL, NULL, false },
	{ "enum-keys", NULL, enum_keys, NULL, NULL, false },
	{ "enum-keys of a root", NULL, enum_roots, NULL, NULL, false },
	{ "enum-values", NULL, enum_values, NULL, NULL, false },
	{ "a value of 1 MiB", NULL, read_large, NULL, NULL, false },
	{ "handles", open_key, list_handles, NULL, NULL, false },
	{ "hives", NULL, list_hives, NULL, NULL, false },
	{ "status", NULL, get_status, NULL, NULL, false },
	{ "load", open_folder, load, wait_job, undo_load, true },
	{ "unload", load_now, unload, wait_job, finish_unload, false },
	{},
};
