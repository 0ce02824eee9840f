// SPDX-License-Identifier: GPL-2.0
/*
 * The library with a module that answers anything.
 *
 * The first byte of the input chooses a call. The rest are datagrams: a byte
 * that says which request they follow and whether their first header is put
 * right, two bytes of length, and what is in them.
 */
#include "peer.h"

#include <linux/kreg.h>
#include <linux/netlink.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define DATAGRAMS_MAX 64

static void mend_header(struct kreg *ctx, unsigned char *datagram, size_t size,
			unsigned char how)
{
	struct nlmsghdr *header = (struct nlmsghdr *)datagram;

	if (size < sizeof(*header) || !(how & 0x80))
		return;
	header->nlmsg_seq = ctx->seq + 1 + (how & 3);
	if (how & 0x40)
		header->nlmsg_type = PEER_FAMILY;
	if (how & 0x20)
		header->nlmsg_len = size;
}

static void queue_datagrams(struct kreg *ctx, const unsigned char *data,
			    size_t size)
{
	static alignas(16) unsigned char datagram[65536];
	size_t len, count;

	for (count = 0; size > 3 && count < DATAGRAMS_MAX; count++) {
		len = data[1] | data[2] << 8;
		if (len > size - 3)
			len = size - 3;
		memcpy(datagram, data + 3, len);
		mend_header(ctx, datagram, len, data[0]);
		if (data[0] == 0x1f)
			peer_raw(NULL, PEER_LOST);
		else
			peer_raw(datagram, len);
		data += 3 + len;
		size -= 3 + len;
	}
}

static char last_byte;

/* Reads all that was given out, so that a sanitizer sees it. */
static void read_text(const char *text, size_t len)
{
	if (text && text[len])
		abort();
}

static void read_values(struct kreg_key *key)
{
	const struct kreg_text names[] = { { "a", 1 }, { "", 0 } };
	struct kreg_values *values;
	const struct kreg_data *value;
	size_t i;

	if (kreg_query_values(key, names, 2, &values))
		return;
	for (i = 0; i < kreg_values_count(values); i++) {
		value = kreg_values_item(values, i);
		read_text(value->name, value->name_len);
		if (!value->error && value->size)
			last_byte = ((char *)value->data)[value->size - 1];
	}
	kreg_free_values(values);
}

static void read_keys(struct kreg_key *key)
{
	const struct kreg_info *info;
	struct kreg_cursor *cursor;

	if (kreg_enum_keys(key, 0, &cursor))
		return;
	while (kreg_next_key(cursor, &info) > 0)
		read_text(info->name, info->name_len);
	kreg_close_cursor(cursor);
}

static void read_entries(struct kreg_key *key)
{
	const struct kreg_data *value;
	struct kreg_cursor *cursor;
	int rc;

	if (kreg_enum_values(key, KREG_ENUM_DATA, &cursor))
		return;
	do {
		rc = kreg_next_value(cursor, &value);
		if (rc > 0)
			read_text(value->name, value->name_len);
	} while (rc);
	kreg_close_cursor(cursor);
}

static void read_info(struct kreg_key *key)
{
	struct kreg_info *info;

	if (kreg_query_info(key, &info))
		return;
	read_text(info->name, info->name_len);
	read_text(info->path, info->path_len);
	read_text(info->class_name, info->class_len);
	kreg_free(info);
}

static void read_job(struct kreg *ctx)
{
	const struct kreg_holder *holder;
	struct kreg_job *job;
	size_t i;

	if (kreg_get_job(ctx, 1, &job))
		return;
	read_text(kreg_job_info(job)->name, kreg_job_info(job)->name_len);
	for (i = 0; i < kreg_list_count(kreg_job_holders(job)); i++) {
		holder = kreg_list_holder(kreg_job_holders(job), i);
		read_text(holder->path, holder->path_len);
	}
	kreg_wait_job(job, 0);
	kreg_free_job(job);
}

static void read_list(struct kreg *ctx, int which)
{
	struct kreg_list *list;
	int rc;

	if (!which)
		rc = kreg_get_hives(ctx, &list);
	else if (which == 1)
		rc = kreg_get_jobs(ctx, &list);
	else
		rc = kreg_get_holders(ctx, NULL, &list);
	if (!rc)
		kreg_free_list(list);
}

static void read_one(struct kreg_key *key)
{
	struct kreg_data *value;
	char buffer[64];
	size_t size = sizeof(buffer);

	kreg_query_value(key, "a", 1, NULL, buffer, &size);
	if (!kreg_get_value(key, "a", 1, &value)) {
		read_text(value->name, value->name_len);
		kreg_free(value);
	}
}

static void read_rest(struct kreg *ctx, struct kreg_key *key)
{
	struct kreg_version *version;
	struct kreg_status *status;
	struct kreg_data *value;
	void *descriptor;
	size_t size;
	char *text;

	if (!kreg_get_version(ctx, &version))
		kreg_free(version);
	if (!kreg_get_status(ctx, &status))
		kreg_free(status);
	if (!kreg_get_value_at(key, 1, &value))
		kreg_free(value);
	if (!kreg_get_security(key, &descriptor, &size))
		kreg_free(descriptor);
	if (!kreg_get_string(key, "a", 1, &text, &size)) {
		read_text(text, size);
		kreg_free(text);
	}
}

static void call(struct kreg *ctx, struct kreg_key *key, unsigned char which)
{
	switch (which % 9) {
	case 0:
		read_one(key);
		break;
	case 1:
		read_values(key);
		break;
	case 2:
		read_keys(key);
		break;
	case 3:
		read_entries(key);
		break;
	case 4:
		read_info(key);
		break;
	case 5:
		read_job(ctx);
		break;
	case 6:
		read_list(ctx, which / 9 % 3);
		break;
	case 7:
		read_rest(ctx, key);
		break;
	default:
		kreg_unload_hive(ctx, KREG_HKLM, "A", 1, NULL);
		break;
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct kreg *ctx;
	struct kreg_key *key;

	if (!size)
		return 0;
	if (!ctx)
		ctx = peer_open();
	ctx->seq = 0;
	peer_message(ctx, KREG_CMD_OPEN);
	peer_put_u32(KREG_A_HANDLE, 1);
	peer_flush();
	if (kreg_open_key(ctx, KREG_HKLM, "", 0, 1, 0, &key))
		abort();
	queue_datagrams(ctx, data + 1, size - 1);
	call(ctx, key, data[0]);
	kreg_close_key(key);
	peer_forget();
	return 0;
}
