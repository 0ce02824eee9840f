// SPDX-License-Identifier: GPL-2.0
/* Answers that more than one test needs. */
#include "peer.h"
#include "unit.h"

#include <errno.h>
#include <linux/kreg.h>
#include <netlink/attr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void give_value(struct kreg *ctx, int type, const void *data, size_t size)
{
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_put_u32(KREG_A_TYPE, type);
	peer_put(KREG_A_DATA, data, size);
	peer_flush();
}

struct kreg_key *give_key(struct kreg *ctx)
{
	struct kreg_key *key = NULL;

	peer_message(ctx, KREG_CMD_OPEN);
	peer_put_u32(KREG_A_HANDLE, 7);
	peer_put_u32(KREG_A_ACCESS, KREG_RIGHTS_READ);
	peer_flush();
	check_rc(kreg_open_key(ctx, KREG_HKLM, "A", KREG_NTS,
			       KREG_RIGHT_MAXIMUM_ALLOWED, 0, &key),
		 0);
	return key;
}

void give_piece(struct kreg *ctx, int index, size_t size, size_t offset,
		size_t len)
{
	static char data[32768];

	memset(data, 'a' + offset % 26, len);
	peer_message(ctx, KREG_CMD_QUERY_VALUES);
	peer_put_u32(KREG_A_INDEX, index);
	if (offset) {
		peer_put_u32(KREG_A_OFFSET, offset);
	} else {
		peer_put_u32(KREG_A_TYPE, 3);
		peer_put_u32(KREG_A_SIZE, size);
	}
	if (len)
		peer_put(KREG_A_DATA, data, len);
	peer_flush();
}

void add_subkey(struct kreg *ctx, const char *name, int flags)
{
	peer_message(ctx, KREG_CMD_ENUM_KEYS);
	peer_header()->nlmsg_flags |= flags;
	peer_put_text(KREG_A_NAME, name);
	peer_put_uint(KREG_A_LAST_WRITE, 1ULL << 40);
	peer_put_u32(KREG_A_SUBKEYS, 3);
	peer_put_u32(KREG_A_VALUES, 4);
}

void give_keys(struct kreg *ctx, int flags)
{
	add_subkey(ctx, "one", 0);
	add_subkey(ctx, "two", flags);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
}

void add_job(struct kreg *ctx, int state, int error, const char *text)
{
	peer_message(ctx, KREG_CMD_JOB_GET);
	peer_put_u32(KREG_A_JOB, 5);
	peer_put_u32(KREG_A_JOB_TYPE, KREG_JOB_TYPE_UNLOAD);
	peer_put_u32(KREG_A_JOB_STATE, state);
	peer_put_u32(KREG_A_ERROR, error);
	if (text)
		peer_put(KREG_A_TEXT, text, strlen(text) + 1);
}

void add_reports(void)
{
	peer_put_u32(KREG_A_FINDINGS, 70);
	peer_nest(KREG_A_FINDING);
	peer_put_u32(KREG_A_NUMBER, 12);
	peer_put_u32(KREG_A_CELL, 0x20);
	peer_put(KREG_A_MENDED, NULL, 0);
	peer_put(KREG_A_TEXT, "bad", 4);
	peer_nest_end();
	peer_nest(KREG_A_FINDING);
	peer_nest_end();
	peer_put_u32(KREG_A_HOLDERS, 1);
	peer_nest(KREG_A_HOLDER);
	peer_put_u32(KREG_A_PID, 42);
	peer_put(KREG_A_COMMAND, "vim", 4);
	peer_put_text(KREG_A_PATH, "HKLM\\A");
	peer_nest_end();
}

void tell_job_done(struct kreg *ctx)
{
	peer_message(ctx, KREG_CMD_JOB_DONE);
	peer_header()->nlmsg_seq = 0;
	peer_put_u32(KREG_A_JOB, 5);
	peer_flush();
}
