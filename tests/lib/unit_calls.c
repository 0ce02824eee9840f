// SPDX-License-Identifier: GPL-2.0
/* Calls that are answered as they should be, or refused. */
#include "peer.h"
#include "unit.h"

#include <errno.h>
#include <linux/kreg.h>
#include <netlink/attr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void test_query(void)
{
	struct kreg *ctx = peer_open();
	char data[16] = "................";
	size_t size = sizeof(data), sent;
	unsigned int type;

	give_value(ctx, 3, "12345", 5);
	check_rc(kreg_query_value_by_path(ctx, KREG_HKU, "S\\T", KREG_NTS,
					  "name", 2, &type, data, &size),
		 0);
	check(type == 3 && size == 5 && !memcmp(data, "12345.", 6));
	peer_request(&sent);
	check(sent == NLMSG_HDRLEN + 4 + 8 + 8 + 8);
	check(peer_request_command() == KREG_CMD_QUERY_VALUE);
	check(nla_get_u32(peer_request_attr(KREG_A_ROOT)) == KREG_HKU);
	check(nla_len(peer_request_attr(KREG_A_PATH)) == 3);
	check(nla_len(peer_request_attr(KREG_A_NAME)) == 2);
	check(!peer_request_attr(KREG_A_MAX_SIZE));

	/* No data is legal, and the type is not always wanted. */
	size = 0;
	give_value(ctx, 0, NULL, 0);
	check_rc(kreg_query_value_by_path(ctx, KREG_HKLM, "", 0, "", 0, NULL,
					  NULL, &size),
		 0);
	check(size == 0);
	check(nla_len(peer_request_attr(KREG_A_NAME)) == 0);
	check(nla_get_u32(peer_request_attr(KREG_A_MAX_SIZE)) == 0);

	/* More data came than there is room for: the size is told. */
	size = 4;
	give_value(ctx, 3, "12345", 5);
	check_rc(kreg_query_value_by_path(ctx, KREG_HKLM, "", 0, "", 0, NULL,
					  data, &size),
		 -ERANGE);
	check(size == 5 && !memcmp(data, "12345.", 6));
	peer_close(ctx);
}

void test_refusals(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_data *value = NULL;
	char data[8] = "--------";
	size_t size = sizeof(data);

	peer_error(ctx, -ENOENT, "the value 'x' does not exist", 0);
	peer_flush();
	check_rc(kreg_query_value(key, "x", 1, NULL, data, &size), -ENOENT);
	check(!strcmp(kreg_error_text(ctx), "the value 'x' does not exist"));
	check(size == sizeof(data));

	peer_error(ctx, -ERANGE, "the data has 100 bytes", 100);
	peer_flush();
	check_rc(kreg_query_value(key, "x", 1, NULL, data, &size), -ERANGE);
	check(size == 100 && !memcmp(data, "--------", 8));

	peer_error(ctx, -EACCES, NULL, 0);
	peer_flush();
	check_rc(kreg_get_value(key, "x", 1, &value), -EACCES);
	check(kreg_error_text(ctx)[0]);

	/* Nobody answers for a family that is gone. */
	peer_error(ctx, -ENOENT, NULL, 0);
	peer_flush();
	peer_family = -ENODEV;
	check_rc(kreg_get_value(key, "x", 1, &value), -ENODEV);
	peer_family = PEER_FAMILY;

	check_rc(kreg_query_values(key, NULL, 0, NULL), -EINVAL);
	check_rc(kreg_query_values(key, NULL, 257, NULL), -E2BIG);
	check_rc(kreg_enum_keys(key, KREG_ENUM_DATA, NULL), -EINVAL);
	check_rc(kreg_enum_values(key, 8, NULL), -EINVAL);
	check_rc(kreg_submit_load(ctx, KREG_HKLM, "X", 1, 3, "f", 2, NULL),
		 -EINVAL);
	check_rc(kreg_load_hive_file(ctx, KREG_HKLM, "X", 1, "/tmp/", 0, NULL),
		 -EINVAL);
	check_rc(kreg_load_hive_file(ctx, KREG_HKLM, "X", 1, "/not/there", 0,
				     NULL),
		 -ENOENT);
	check_rc(kreg_open(&ctx, 0x80), -EINVAL);
	kreg_close_key(key);
	peer_close(ctx);
}

void test_long_names(void)
{
	static char name[70000];
	struct kreg *ctx = peer_open();
	struct kreg_text names[3];
	struct kreg_values *values;
	struct kreg_key *key;
	size_t size = 0;

	memset(name, 'n', sizeof(name) - 1);
	check_rc(kreg_query_value_by_path(ctx, KREG_HKLM, name, KREG_NTS, "", 0,
					  NULL, NULL, &size),
		 -ENAMETOOLONG);
	check_rc(kreg_open_key(ctx, KREG_HKLM, name, 65535, 1, 0, &key),
		 -ENAMETOOLONG);
	key = give_key(ctx);
	names[0] = (struct kreg_text){ name, 65000 };
	names[1] = names[0];
	names[2] = names[0];
	check_rc(kreg_query_values(key, names, 3, &values), -E2BIG);
	/* The context is none the worse for it. */
	give_value(ctx, 3, NULL, 0);
	check_rc(kreg_query_value(key, name, 65000, NULL, NULL, &size), 0);
	kreg_close_key(key);
	peer_close(ctx);
}

/* Refuses the first request and answers the second one by a dump. */
static void answer_long(struct kreg *ctx, size_t size)
{
	size_t at, len;

	peer_error(ctx, -ERANGE, "too long", size);
	peer_flush();
	peer_skip_requests(1);
	for (at = 0; at < size; at += len) {
		len = size - at < 24576 ? size - at : 24576;
		give_piece(ctx, 0, size, at, len);
	}
	peer_done(ctx, 0);
	peer_flush();
	peer_skip_requests(0);
}

void test_long_values(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_data *value = NULL;
	static char buffer[1048577];
	size_t size = sizeof(buffer);
	unsigned int type;

	answer_long(ctx, 1048576);
	check_rc(kreg_get_value(key, "big", KREG_NTS, &value), 0);
	check(value->size == 1048576 && value->type == 3);
	check(!strcmp(value->name, "big"));
	check(((char *)value->data)[0] == 'a');
	check(((char *)value->data)[1048575] == 'a' + 1032192 % 26);
	kreg_free(value);

	answer_long(ctx, 40000);
	check_rc(kreg_query_value(key, "big", 3, &type, buffer, &size), 0);
	check(size == 40000 && type == 3 && buffer[39999] == 'a' + 24576 % 26);

	size = 39999;
	answer_long(ctx, 40000);
	check_rc(kreg_query_value(key, "big", 3, &type, buffer, &size),
		 -ERANGE);
	check(size == 40000);
	peer_forget();
	/* It has grown between the two requests. */
	peer_error(ctx, -ERANGE, "too long", 40000);
	peer_flush();
	peer_skip_requests(1);
	give_piece(ctx, 0, 40001, 0, 24576);
	give_piece(ctx, 0, 40001, 24576, 15425);
	peer_done(ctx, 0);
	peer_flush();
	peer_skip_requests(0);
	buffer[0] = '-';
	check_rc(kreg_query_value(key, "big", 3, &type, buffer, &size),
		 -ERANGE);
	check(size == 40001 && buffer[0] == '-');
	kreg_close_key(key);
	peer_close(ctx);
}

void test_values(void)
{
	const struct kreg_text names[] = { { "a", 1 }, { "b", KREG_NTS } };
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_values *values = NULL;

	peer_message(ctx, KREG_CMD_QUERY_VALUES);
	peer_nest(KREG_A_VALUE);
	peer_put_u32(KREG_A_TYPE, 1);
	peer_put(KREG_A_DATA, "x", 1);
	peer_nest_end();
	peer_nest(KREG_A_VALUE);
	peer_nest_end();
	peer_put_uint(KREG_A_GENERATION, 5);
	peer_flush();
	check_rc(kreg_query_values(key, names, 2, &values), 0);
	check(kreg_values_count(values) == 2);
	check(kreg_values_item(values, 0)->size == 1);
	check(!kreg_values_item(values, 0)->error);
	check(kreg_values_item(values, 1)->error == -ENOENT);
	check(!strcmp(kreg_values_item(values, 1)->name, "b"));
	check(!kreg_values_item(values, 2));
	kreg_free_values(values);

	peer_error(ctx, -ERANGE, "too long", 70000);
	peer_flush();
	peer_skip_requests(1);
	give_piece(ctx, 0, 30000, 0, 24576);
	give_piece(ctx, 0, 30000, 24576, 5424);
	peer_message(ctx, KREG_CMD_QUERY_VALUES);
	peer_put_u32(KREG_A_INDEX, 1);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
	peer_skip_requests(0);
	check_rc(kreg_query_values(key, names, 2, &values), 0);
	check(kreg_values_item(values, 0)->size == 30000);
	check(kreg_values_item(values, 1)->error == -ENOENT);
	kreg_free_values(values);
	kreg_close_key(key);
	peer_close(ctx);
}

void test_enumerate(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_cursor *cursor;
	const struct kreg_data *value;
	const struct kreg_info *info;
	struct kreg_info *single;
	int i;

	give_keys(ctx, 0);
	check_rc(kreg_enum_keys(key, 0, &cursor), 0);
	check_rc(kreg_next_value(cursor, &value), -EINVAL);
	check_rc(kreg_next_key(cursor, &info), 1);
	check(!strcmp(info->name, "one") && info->subkeys == 3);
	check(info->values == 4 && info->last_write == 1ULL << 40);
	check_rc(kreg_next_key(cursor, &info), 1);
	check_rc(kreg_next_key(cursor, &info), 0);
	check_rc(kreg_next_key(cursor, &info), 0);
	kreg_cursor_rewind(cursor);
	check_rc(kreg_next_key(cursor, &info), 1);
	check(!kreg_cursor_changed(cursor));
	kreg_close_cursor(cursor);

	/* Changed once: read again. Changed always: told. */
	give_keys(ctx, NLM_F_DUMP_INTR);
	peer_skip_requests(1);
	give_keys(ctx, 0);
	check_rc(kreg_enum_keys(key, KREG_ENUM_STRICT, &cursor), 0);
	check(!kreg_cursor_changed(cursor) && !peer_left());
	kreg_close_cursor(cursor);
	for (i = 0; i < 6; i++) {
		peer_skip_requests(i);
		give_keys(ctx, NLM_F_DUMP_INTR);
	}
	check_rc(kreg_enum_keys(key, 0, &cursor), 0);
	check(kreg_cursor_changed(cursor) == 1);
	kreg_close_cursor(cursor);
	check_rc(kreg_enum_keys(key, KREG_ENUM_STRICT, &cursor), -EAGAIN);
	peer_skip_requests(0);

	add_subkey(ctx, "last", 0);
	peer_flush();
	check_rc(kreg_get_key_at(key, 9, &single), 0);
	check(!strcmp(single->name, "last"));
	check(nla_get_u32(peer_request_attr(KREG_A_INDEX)) == 9);
	kreg_free(single);
	peer_error(ctx, -ENODATA, "no more items", 0);
	peer_flush();
	check_rc(kreg_get_key_at(key, 10, &single), -ENODATA);
	kreg_close_key(key);
	peer_close(ctx);
}

static void answer_entries(struct kreg *ctx)
{
	peer_message(ctx, KREG_CMD_ENUM_VALUES);
	peer_put(KREG_A_NAME, "", 0);
	peer_put_u32(KREG_A_TYPE, 1);
	peer_put_u32(KREG_A_SIZE, 2);
	peer_put(KREG_A_DATA, "a", 2);
	peer_message(ctx, KREG_CMD_ENUM_VALUES);
	peer_put(KREG_A_NAME, "none", 4);
	peer_put_u32(KREG_A_TYPE, 0);
	peer_put_u32(KREG_A_SIZE, 0);
	peer_flush();
	peer_message(ctx, KREG_CMD_ENUM_VALUES);
	peer_put(KREG_A_NAME, "long", 4);
	peer_put_u32(KREG_A_TYPE, 3);
	peer_put_u32(KREG_A_SIZE, 20000);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
}

void test_entries(void)
{
	static char data[20000];
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	const struct kreg_data *value;
	struct kreg_cursor *cursor;
	const struct kreg_info *info;
	struct kreg_data *single;

	answer_entries(ctx);
	check_rc(kreg_enum_values(key, 0, &cursor), 0);
	check_rc(kreg_next_key(cursor, &info), -EINVAL);
	check_rc(kreg_next_value(cursor, &value), 1);
	check(value->name_len == 0 && value->size == 2 && !value->error);
	check_rc(kreg_next_value(cursor, &value), 1);
	check(value->size == 0 && !value->error);
	check_rc(kreg_next_value(cursor, &value), 1);
	check(value->size == 20000 && value->error == -ERANGE && !value->data);
	check_rc(kreg_next_value(cursor, &value), 0);
	kreg_close_cursor(cursor);

	answer_entries(ctx);
	check_rc(kreg_enum_values(key, KREG_ENUM_DATA, &cursor), 0);
	check_rc(kreg_next_value(cursor, &value), 1);
	check_rc(kreg_next_value(cursor, &value), 1);
	give_value(ctx, 3, data, sizeof(data));
	check_rc(kreg_next_value(cursor, &value), 1);
	check(value->size == 20000 && !value->error && value->data);
	check(!strcmp(value->name, "long"));
	kreg_close_cursor(cursor);

	peer_message(ctx, KREG_CMD_ENUM_VALUES);
	peer_put(KREG_A_NAME, "long", 4);
	peer_put_u32(KREG_A_TYPE, 3);
	peer_put_u32(KREG_A_SIZE, 20000);
	peer_flush();
	peer_skip_requests(1);
	give_value(ctx, 3, data, sizeof(data));
	peer_skip_requests(0);
	check_rc(kreg_get_value_at(key, 2, &single), 0);
	check(single->size == 20000);
	kreg_free(single);
	kreg_close_key(key);
	peer_close(ctx);
}

void test_typed(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	unsigned int word = 0;
	uint64_t quad = 0;
	char *text;
	size_t len;

	give_value(ctx, KREG_TYPE_DWORD, "\x01\x02\x03\x04", 4);
	check_rc(kreg_get_dword(key, "x", 1, &word), 0);
	check(word == 0x04030201);
	give_value(ctx, KREG_TYPE_DWORD_BIG_ENDIAN, "\x01\x02\x03\x04", 4);
	check_rc(kreg_get_dword(key, "x", 1, &word), 0);
	check(word == 0x01020304);
	give_value(ctx, KREG_TYPE_QWORD, "\x01\x02\x03\x04\x05\x06\x07\x08", 8);
	check_rc(kreg_get_qword(key, "x", 1, &quad), 0);
	check(quad == 0x0807060504030201);
	give_value(ctx, KREG_TYPE_DWORD, "\xff\xff\xff\xff", 4);
	check_rc(kreg_get_qword(key, "x", 1, &quad), 0);
	check(quad == 0xffffffff);
	give_value(ctx, KREG_TYPE_QWORD, "12345678", 8);
	check_rc(kreg_get_dword(key, "x", 1, &word), -EMEDIUMTYPE);
	give_value(ctx, KREG_TYPE_DWORD, "123", 3);
	check_rc(kreg_get_dword(key, "x", 1, &word), -EMEDIUMTYPE);
	give_value(ctx, KREG_TYPE_BINARY, "1234", 4);
	check_rc(kreg_get_dword(key, "x", 1, &word), -EMEDIUMTYPE);
	peer_error(ctx, -ERANGE, "too long", 100);
	peer_flush();
	check_rc(kreg_get_qword(key, "x", 1, &quad), -EMEDIUMTYPE);

	give_value(ctx, KREG_TYPE_SZ, "h\0i\0\0\0", 6);
	check_rc(kreg_get_string(key, "x", 1, &text, &len), 0);
	check(len == 2 && !strcmp(text, "hi"));
	kreg_free(text);
	give_value(ctx, KREG_TYPE_EXPAND_SZ, "h\0\0\0\0\0", 6);
	check_rc(kreg_get_string(key, "x", 1, &text, &len), 0);
	check(len == 2 && !memcmp(text, "h\0", 3));
	kreg_free(text);
	give_value(ctx, KREG_TYPE_SZ, "", 0);
	check_rc(kreg_get_string(key, "x", 1, &text, NULL), 0);
	check(!*text);
	kreg_free(text);
	give_value(ctx, KREG_TYPE_SZ, "h\0i", 3);
	check_rc(kreg_get_string(key, "x", 1, &text, &len), -EMEDIUMTYPE);
	give_value(ctx, KREG_TYPE_MULTI_SZ, "h\0", 2);
	check_rc(kreg_get_string(key, "x", 1, &text, &len), -EMEDIUMTYPE);
	kreg_close_key(key);
	peer_close(ctx);
}

void test_info(void)
{
	static const char path[] = "HKLM\\A\\B";
	struct kreg *ctx = peer_open();
	struct kreg_key *key = give_key(ctx);
	struct kreg_info *info;
	void *descriptor;
	size_t size;

	peer_message(ctx, KREG_CMD_QUERY_INFO);
	peer_put_text(KREG_A_PATH, path);
	peer_put_text(KREG_A_CLASS, "cls");
	peer_put_u32(KREG_A_KEY_FLAGS, KREG_INFO_LINK);
	peer_put_u32(KREG_A_MAX_VALUE_DATA, 12);
	peer_flush();
	check_rc(kreg_query_info(key, &info), 0);
	check(!strcmp(info->path, path) && !strcmp(info->name, "B"));
	check(info->name_len == 1 && !strcmp(info->class_name, "cls"));
	check(info->flags == KREG_INFO_LINK && info->max_value_data == 12);
	kreg_free(info);
	peer_message(ctx, KREG_CMD_QUERY_INFO);
	peer_put_text(KREG_A_PATH, "HKLM");
	peer_flush();
	check_rc(kreg_query_info(key, &info), 0);
	check(info->name_len == 0 && !info->class_name);
	kreg_free(info);

	peer_message(ctx, KREG_CMD_GET_SECURITY);
	peer_put(KREG_A_DESCRIPTOR, "12345", 5);
	peer_flush();
	check_rc(kreg_get_security(key, &descriptor, &size), 0);
	check(size == 5 && !memcmp(descriptor, "12345", 5));
	kreg_free(descriptor);
	peer_message(ctx, KREG_CMD_GET_SECURITY);
	peer_flush();
	check_rc(kreg_get_security(key, &descriptor, &size), -EPROTO);
	check(kreg_key_access(key) == KREG_RIGHTS_READ);
	check(kreg_key_context(key) == ctx);
	kreg_close_key(key);
	check(peer_request_command() == KREG_CMD_CLOSE);
	peer_close(ctx);
}

static void answer_job_number(struct kreg *ctx, int command)
{
	peer_message(ctx, command);
	peer_put_u32(KREG_A_JOB, 5);
	peer_flush();
}

void test_jobs(void)
{
	struct kreg *ctx = peer_open();
	const struct kreg_job_finding *finding;
	const struct kreg_holder *holder;
	struct kreg_job *job = NULL;

	/* It still runs when it is looked at first; then news come. */
	answer_job_number(ctx, KREG_CMD_UNLOAD);
	peer_skip_requests(1);
	add_job(ctx, KREG_JOB_STATE_RUNNING, 0, NULL);
	peer_flush();
	tell_job_done(ctx);
	peer_skip_requests(3);
	add_job(ctx, KREG_JOB_STATE_DONE, EBUSY, "in use");
	add_reports();
	peer_flush();
	peer_skip_requests(0);
	check_rc(kreg_unload_hive(ctx, KREG_HKLM, "X", 1, &job), -EBUSY);
	check(!strcmp(kreg_error_text(ctx), "in use"));
	check(kreg_job_info(job)->number == 5);
	check(kreg_job_info(job)->kind == KREG_JOB_UNLOAD);
	check(kreg_job_info(job)->findings == 70);
	check(kreg_list_count(kreg_job_findings(job)) == 2);
	finding = kreg_list_finding(kreg_job_findings(job), 0);
	check(finding->number == 12 && finding->repaired == 1);
	check(!strcmp(finding->text, "bad"));
	check(!kreg_list_finding(kreg_job_holders(job), 0));
	holder = kreg_list_holder(kreg_job_holders(job), 0);
	check(holder->pid == 42 && !strcmp(holder->command, "vim"));
	check(!strcmp(holder->path, "HKLM\\A") && holder->path_len == 6);
	kreg_free_job(job);
	peer_forget();

	/* Submitted, looked at, waited for too short. */
	answer_job_number(ctx, KREG_CMD_LOAD);
	check_rc(kreg_submit_load(ctx, KREG_HKLM, "X", 1, 3, "file", 1, &job),
		 0);
	check(nla_get_u32(peer_request_attr(KREG_A_FOLDER)) == 3);
	check(nla_get_u32(peer_request_attr(KREG_A_LOAD_FLAGS)) == 1);
	check(!strcmp(nla_data(peer_request_attr(KREG_A_FILE)), "file"));
	add_job(ctx, KREG_JOB_STATE_QUEUED, 0, NULL);
	peer_flush();
	check_rc(kreg_wait_job(job, 0), -ETIMEDOUT);
	check(kreg_job_info(job)->state == KREG_JOB_QUEUED);
	add_job(ctx, KREG_JOB_STATE_DONE, 0, NULL);
	peer_flush();
	check_rc(kreg_wait_job(job, 0), 0);
	check(kreg_job_info(job)->state == KREG_JOB_DONE);
	kreg_free_job(job);

	peer_error(ctx, -EEXIST, "the name is taken", 0);
	peer_flush();
	check_rc(kreg_load_hive_file(ctx, KREG_HKLM, "X", 1, "/etc/passwd", 0,
				     &job),
		 -EEXIST);
	check(!job);
	add_job(ctx, KREG_JOB_STATE_DONE, 100000, NULL);
	peer_flush();
	check_rc(kreg_get_job(ctx, 5, &job), 0);
	check(kreg_job_info(job)->error == -EPROTO);
	kreg_free_job(job);
	peer_close(ctx);
}

void test_status(void)
{
	struct kreg *ctx = peer_open();
	struct kreg_version *version;
	struct kreg_status *status;
	struct kreg_list *list;

	peer_message(ctx, KREG_CMD_VERSION);
	peer_put_u32(KREG_A_PROTOCOL, 1);
	peer_put(KREG_A_RELEASE, "1.2", 4);
	peer_flush();
	check_rc(kreg_get_version(ctx, &version), 0);
	check(!strcmp(version->module, "1.2") && version->protocol == 1);
	check(!strcmp(version->library, kreg_library_version()));
	kreg_free(version);

	peer_message(ctx, KREG_CMD_STATUS);
	peer_nest(KREG_A_POOL);
	peer_put_uint(KREG_A_POOL_LIMIT, 1ULL << 33);
	peer_nest_end();
	peer_nest(KREG_A_CACHE);
	peer_put_uint(KREG_A_CACHE_HITS, 9);
	peer_nest_end();
	peer_nest(KREG_A_LIMITS);
	peer_put_u32(KREG_A_LIMITS_JOBS, 64);
	peer_nest_end();
	peer_put_u32(KREG_A_HANDLES, 3);
	peer_flush();
	check_rc(kreg_get_status(ctx, &status), 0);
	check(status->pool_limit == 1ULL << 33 && status->cache_hits == 9);
	check(status->limit_jobs == 64 && status->handles == 3);
	kreg_free(status);

	peer_message(ctx, KREG_CMD_HIVE_GET);
	peer_put_text(KREG_A_NAME, "Software");
	peer_put(KREG_A_FILE, "/etc/x", 7);
	peer_put(KREG_A_READ_ONLY, NULL, 0);
	peer_put_uint(KREG_A_BINS, 4096);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
	check_rc(kreg_get_hives(ctx, &list), 0);
	check(kreg_list_count(list) == 1 && !kreg_list_job(list, 0));
	check(kreg_list_hive(list, 0)->read_only == 1);
	check(kreg_list_hive(list, 0)->bins == 4096);
	check(!strcmp(kreg_list_hive(list, 0)->file, "/etc/x"));
	check(!kreg_list_hive(list, 1));
	kreg_free_list(list);

	add_job(ctx, KREG_JOB_STATE_RUNNING, 0, NULL);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
	check_rc(kreg_get_jobs(ctx, &list), 0);
	check(kreg_list_job(list, 0)->number == 5);
	kreg_free_list(list);

	peer_message(ctx, KREG_CMD_HANDLES);
	peer_put_u32(KREG_A_UID, 1000);
	peer_flush();
	peer_done(ctx, 0);
	peer_flush();
	check_rc(kreg_get_holders(ctx, NULL, &list), 0);
	check(!peer_request_attr(KREG_A_HANDLE));
	check(kreg_list_holder(list, 0)->uid == 1000);
	kreg_free_list(list);
	peer_close(ctx);
}
