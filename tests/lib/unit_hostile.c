// SPDX-License-Identifier: GPL-2.0
/* Answers that no sane module gives, and memory that runs out. */
#include "peer.h"
#include "unit.h"

#include <errno.h>
#include <linux/kreg.h>
#include <netlink/attr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory that runs out: the linker sends the library's calls here. */
static long allocations_left = -1;

static int no_memory(void)
{
	return allocations_left >= 0 && !allocations_left--;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_reallocarray(void *block, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_reallocarray(void *block, size_t count, size_t size);

void *__wrap_malloc(size_t size)
{
	return no_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return no_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
	return no_memory() ? NULL : __real_reallocarray(block, count, size);
}

static int query_any(struct kreg *ctx)
{
	char data[8] = "";
	size_t size = sizeof(data);
	int rc = kreg_query_value_by_path(ctx, KREG_HKLM, "", 0, "", 0, NULL,
					  data, &size);

	peer_forget();
	return rc;
}

/* Answers to one value that no sane module gives. */
void test_hostile(void)
{
	struct kreg *ctx = peer_open();
	static char big[140000];
	struct nlattr *attr;

	check_rc(query_any(ctx), -ENOBUFS);
	peer_raw("", 0);
	check_rc(query_any(ctx), -ENOBUFS);
	peer_raw("1234567", 7);
	check_rc(query_any(ctx), -ENOBUFS);
	peer_raw(big, sizeof(struct nlmsghdr));
	check_rc(query_any(ctx), -EPROTO);
	peer_raw(big, sizeof(big));
	check_rc(query_any(ctx), -EPROTO);

	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_header()->nlmsg_len = 15;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_header()->nlmsg_len = 0xffffffff;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	/* What an earlier answer has left in the buffer is not of this one. */
	give_value(ctx, 3, "old", 3);
	check_rc(query_any(ctx), 0);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_put_u32(KREG_A_TYPE, 1);
	peer_header()->nlmsg_len += 8;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_header()->nlmsg_len = NLMSG_HDRLEN;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_OPEN);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_put(KREG_A_TYPE, "12", 2);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_put_u32(KREG_A_TYPE, 1);
	peer_put(KREG_A_DATA, "123456789", 9);
	peer_flush();
	check_rc(query_any(ctx), -ERANGE);
	/* An attribute longer than its message is not there. */
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_put_u32(KREG_A_TYPE, 1);
	attr = (struct nlattr *)(peer_header() + 1) + 1;
	attr->nla_len = 0xffff;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);

	peer_error(ctx, 0, NULL, 0);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_error(ctx, 1, NULL, 0);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_error(ctx, -2147483647 - 1, NULL, 0);
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	peer_error(ctx, -EIO, NULL, 0);
	peer_header()->nlmsg_len = NLMSG_HDRLEN + 8;
	peer_flush();
	check_rc(query_any(ctx), -EPROTO);
	/* The explanation says that the whole request comes first. */
	peer_error(ctx, -EIO, "text", 0);
	peer_header()->nlmsg_flags &= ~NLM_F_CAPPED;
	((struct nlmsgerr *)(peer_header() + 1))->msg.nlmsg_len = 0xfffffff0;
	peer_flush();
	check_rc(query_any(ctx), -EIO);
	peer_close(ctx);
}

/* What is no answer must not be taken for one. */
void test_strays(void)
{
	struct kreg *ctx = peer_open();

	give_value(ctx, 3, "old", 3);
	peer_skip_requests(1);
	tell_job_done(ctx);
	give_value(ctx, 3, "new", 3);
	peer_skip_requests(0);
	/* The answer to a request before last was never read. */
	ctx->seq++;
	check_rc(query_any(ctx), 0);
	check(ctx->news == 1);
	peer_raw(NULL, PEER_LOST);
	give_value(ctx, 3, "x", 1);
	check_rc(query_any(ctx), 0);
	check(ctx->news == 2);
	peer_raw(NULL, PEER_LOST);
	check_rc(query_any(ctx), -ENOBUFS);
	peer_message(ctx, KREG_CMD_QUERY_VALUE);
	peer_header()->nlmsg_type = PEER_FAMILY + 1;
	peer_flush();
	give_value(ctx, 3, "x", 1);
	check_rc(query_any(ctx), 0);
	/* The number of a request is never 0, which is that of news. */
	ctx->seq = 0xffffffff;
	ctx->seq = 0;
	give_value(ctx, 3, "x", 1);
	ctx->seq = 0xffffffff;
	check_rc(query_any(ctx), 0);
	check(ctx->seq == 1);
	peer_close(ctx);
}

static int fetch_any(struct kreg_key *key)
{
	struct kreg_data *value;
	int rc = kreg_get_value(key, "x", 1, &value);

	if (!rc)
		kreg_free(value);
	peer_forget();
	return rc;
}

static void begin_dump(struct kreg *ctx)
{
	peer_error(ctx, -ERANGE, "too long", 40000);
	peer_flush();
	peer_skip_requests(1);
}

static void end_dump(struct kreg *ctx, int error)
{
	peer_done(ctx, error);
	peer_flush();
	peer_skip_requests(0);
}

void test_hostile_dump(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_cursor *cursor;

	begin_dump(ctx);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 100, 0, 99);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 100, 0, 101);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 100, 0, 50);
	give_piece(ctx, 0, 100, 51, 50);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 1, 100, 0, 100);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 0xffffffff, 0, 100);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 50, 0, 50);
	give_piece(ctx, 0, 50, 4294967295u, 50);
	end_dump(ctx, 0);
	check_rc(fetch_any(key), -EPROTO);
	begin_dump(ctx);
	give_piece(ctx, 0, 100, 0, 50);
	end_dump(ctx, -ESTALE);
	check_rc(fetch_any(key), -ESTALE);
	/* The end never comes. */
	begin_dump(ctx);
	give_piece(ctx, 0, 50, 0, 50);
	peer_skip_requests(0);
	check_rc(fetch_any(key), -ENOBUFS);

	/* A bad item does not leave the rest of the dump behind. */
	add_subkey(ctx, "one", 0);
	peer_flush();
	peer_message(ctx, KREG_CMD_ENUM_KEYS);
	peer_flush();
	give_keys(ctx, 0);
	check_rc(kreg_enum_keys(key, 0, &cursor), -EPROTO);
	check(!peer_left());
	peer_error(ctx, -ESTALE, "the key was deleted", 0);
	peer_flush();
	check_rc(kreg_enum_keys(key, 0, &cursor), -ESTALE);
	kreg_close_key(key);
	peer_close(ctx);
}

static void keep_log(void *data, int priority, const char *text)
{
	(void)priority;
	snprintf(data, 64, "%s", text);
}

void test_log(void)
{
	struct kreg *ctx = peer_open();
	char text[64] = "";

	kreg_set_log(ctx, keep_log, text);
	peer_raw(NULL, PEER_LOST);
	check_rc(query_any(ctx), -ENOBUFS);
	check(strstr(text, "full"));
	kreg_set_log(ctx, NULL, NULL);
	check(kreg_error_text(ctx)[0]);
	check(!strcmp(kreg_error_text((struct kreg *)text), ""));
	peer_close(ctx);
	kreg_close(NULL);
	kreg_close_key(NULL);
	kreg_close_cursor(NULL);
	kreg_free_values(NULL);
	kreg_free_job(NULL);
	kreg_free_list(NULL);
	kreg_free(NULL);
}

/* One of everything; tells whether it ran out of memory on the way. */
static int one_of_each(struct kreg *ctx, struct kreg_key *key, int which)
{
	const struct kreg_text names[] = { { "a", 1 } };
	struct kreg_cursor *cursor;
	struct kreg_values *values;
	struct kreg_status *status;
	struct kreg_info *info;
	struct kreg_list *list;
	struct kreg_job *job;
	char *text;
	int rc;

	switch (which) {
	case 0:
		rc = kreg_enum_keys(key, 0, &cursor);
		if (!rc)
			kreg_close_cursor(cursor);
		return rc;
	case 1:
		rc = kreg_query_values(key, names, 1, &values);
		if (!rc)
			kreg_free_values(values);
		return rc;
	case 2:
		rc = kreg_get_status(ctx, &status);
		if (!rc)
			kreg_free(status);
		return rc;
	case 3:
		rc = kreg_query_info(key, &info);
		if (!rc)
			kreg_free(info);
		return rc;
	case 4:
		rc = kreg_get_hives(ctx, &list);
		if (!rc)
			kreg_free_list(list);
		return rc;
	case 5:
		rc = kreg_get_job(ctx, 5, &job);
		if (!rc)
			kreg_free_job(job);
		return rc;
	case 6:
		rc = kreg_get_string(key, "a", 1, &text, NULL);
		if (!rc)
			kreg_free(text);
		return rc;
	default:
		rc = kreg_get_key_at(key, 1, &info);
		if (!rc)
			kreg_free(info);
		return rc;
	}
}

static void answer_each(struct kreg *ctx, int which)
{
	static const int commands[] = {
		KREG_CMD_ENUM_KEYS,   KREG_CMD_QUERY_VALUES, KREG_CMD_STATUS,
		KREG_CMD_QUERY_INFO,  KREG_CMD_HIVE_GET,     KREG_CMD_JOB_GET,
		KREG_CMD_QUERY_VALUE, KREG_CMD_ENUM_KEYS,
	};

	if (!which) {
		give_keys(ctx, 0);
		return;
	}
	if (which == 1) {
		peer_error(ctx, -ERANGE, "too long", 70000);
		peer_flush();
		peer_skip_requests(1);
		give_piece(ctx, 0, 100, 0, 100);
		peer_done(ctx, 0);
		peer_flush();
		peer_skip_requests(0);
		return;
	}
	if (which == 5) {
		add_job(ctx, KREG_JOB_STATE_DONE, 0, "text");
		add_reports();
	} else {
		peer_message(ctx, commands[which]);
		peer_put_text(KREG_A_NAME, "name");
		peer_put_u32(KREG_A_TYPE, KREG_TYPE_SZ);
	}
	peer_flush();
	if (which == 4) {
		peer_done(ctx, 0);
		peer_flush();
	}
}

void test_memory(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	int which, failed = 0;
	long after;
	int rc;

	for (which = 0; which < 8; which++) {
		for (after = 0;; after++) {
			answer_each(ctx, which);
			allocations_left = after;
			rc = one_of_each(ctx, key, which);
			allocations_left = -1;
			peer_forget();
			if (rc != -ENOMEM)
				break;
			check(kreg_error_text(ctx)[0]);
			failed++;
		}
		check_rc(rc, 0);
		check(after > 0);
	}
	printf("# %d allocations failed\n", failed);
	allocations_left = 0;
	check(!peer_open());
	allocations_left = -1;
	kreg_close_key(key);
	peer_close(ctx);
}
