// SPDX-License-Identifier: GPL-2.0
/* Requests: good ones, and what becomes of them. */
#include "make.h"
#include "protocol.h"
#include "random.h"
#include "tree.h"
#include "wire.h"

#include <stdio.h>
#include <string.h>

#include <linux/kreg.h>

static const char *const odd_names[] = {
	"",
	"\\",
	"no such name",
	"\\\\a\\\\b\\",
	"\xed\xa0\x80",
	"\xc3\xa4\xe2\x82\xac",
	"\xf0\x9f\x98\x80",
	"\xed\xa0\xbd\xed\xb8\x80",
	"\xff\xfe",
	"\xc0\x80",
	"\x01\x7f",
};

static uint32_t odd_u32(struct random *random)
{
	static const uint32_t odd[] = { 0,	    1,		2,
					0x7fffffff, 0x80000000, 0xffffffff,
					65535,	    65536,	4096 };

	switch (random_below(random, 3)) {
	case 0:
		return odd[random_below(random, sizeof(odd) / sizeof(*odd))];
	case 1:
		return random_below(random, 64);
	default:
		return random_next(random);
	}
}

static void put_odd_name(struct random *random, struct message *message,
			 unsigned int type)
{
	static uint8_t data[66000];
	const char *name;
	unsigned int bytes;

	if (random_one_in(random, 50)) {
		bytes = random_below(random, sizeof(data));
		memset(data, 'a' + random_below(random, 26), bytes);
		message_put(message, type, data, bytes);
		return;
	}
	name = odd_names[random_below(random,
				      sizeof(odd_names) / sizeof(*odd_names))];
	message_put(message, type, name,
		    strlen(name) + random_one_in(random, 9));
}

static void put_path(struct random *random, struct message *message)
{
	const struct text *key;

	if (random_one_in(random, 8) || !tree.key_count) {
		put_odd_name(random, message, KREG_A_PATH);
		return;
	}
	key = &tree.keys[random_below(random, tree.key_count)];
	message_put(message, KREG_A_PATH, key->data, key->bytes);
}

static void put_value_name(struct random *random, struct message *message)
{
	const struct value *value;

	if (random_one_in(random, 4) || !tree.value_count) {
		put_odd_name(random, message, KREG_A_NAME);
		return;
	}
	value = &tree.values[random_below(random, tree.value_count)];
	message_put(message, KREG_A_NAME, value->name.data, value->name.bytes);
}

/* Hives come and go below three names only, so that they meet. */
static void put_mount_name(struct random *random, struct message *message)
{
	char name[16];

	snprintf(name, sizeof(name), "FUZZ%u", random_below(random, 3));
	message_put(message, KREG_A_NAME, name, strlen(name));
}

static void put_attr(const struct maker *maker, const struct op *op,
		     struct message *message, unsigned int number)
{
	struct random *random = maker->random;
	const char *file;

	switch (number) {
	case KREG_A_ROOT:
		message_put_u32(message, number, random_one_in(random, 9));
		return;
	case KREG_A_PATH:
		put_path(random, message);
		return;
	case KREG_A_NAME:
		if (op->command == KREG_CMD_LOAD ||
		    op->command == KREG_CMD_UNLOAD)
			put_mount_name(random, message);
		else
			put_value_name(random, message);
		return;
	case KREG_A_HANDLE:
	case KREG_A_JOB:
		message_put_u32(message, number, 1 + random_below(random, 20));
		return;
	case KREG_A_INDEX:
		message_put_u32(message, number, random_below(random, 12));
		return;
	case KREG_A_ACCESS:
		message_put_u32(message, number,
				random_one_in(random, 6) ? odd_u32(random) :
							   0x20019);
		return;
	case KREG_A_OPTIONS:
		message_put_u32(message, number, random_one_in(random, 2));
		return;
	case KREG_A_FOLDER:
		message_put_u32(message, number, maker->folder);
		return;
	case KREG_A_FILE:
		file = maker->files[random_below(random, maker->file_count)];
		message_put(message, number, file, strlen(file) + 1);
		return;
	case KREG_A_LOAD_FLAGS:
		message_put_u32(message, number, random_one_in(random, 2));
		return;
	default:
		message_put_u32(message, number, odd_u32(random));
	}
}

/* A key is named by root or by handle, anything else now and then. */
static bool wanted(struct random *random, const struct op *op,
		   unsigned int number, bool by_handle)
{
	if (random_one_in(random, 40))
		return random_one_in(random, 2);
	if (op->command == KREG_CMD_LOAD || op->command == KREG_CMD_UNLOAD)
		return true;
	if (number == KREG_A_HANDLE)
		return by_handle || op->command == KREG_CMD_CLOSE;
	if (number == KREG_A_ROOT)
		return !by_handle;
	if (number == KREG_A_PATH)
		return !by_handle || random_one_in(random, 8);
	if (number == KREG_A_OPTIONS || number == KREG_A_MAX_SIZE)
		return random_one_in(random, 4);
	return true;
}

/* Load and unload are slow: one in 16 of what chance would give. */
static const struct op *choose(struct random *random)
{
	const struct op *op;

	do {
		op = op_at(random_below(random, op_count()));
	} while ((op->command == KREG_CMD_LOAD ||
		  op->command == KREG_CMD_UNLOAD) &&
		 !random_one_in(random, 16));
	return op;
}

/* Append a request that the spec allows; its values may be refused. */
const struct op *make_valid(const struct maker *maker, struct message *message)
{
	const struct op *op = choose(maker->random);
	bool by_handle = random_one_in(maker->random, 2);
	unsigned int times;

	message_begin(message, wire_family, op->dump ? NLM_F_DUMP : NLM_F_ACK,
		      op->command);
	for (const __u16 *number = op->request; *number; number++) {
		if (!wanted(maker->random, op, *number, by_handle))
			continue;
		times = 1;
		if (*number == KREG_A_NAME &&
		    op->command == KREG_CMD_QUERY_VALUES)
			times = random_below(maker->random, 24);
		while (times--)
			put_attr(maker, op, message, *number);
	}
	return op;
}

static struct nlattr *random_attr(struct random *random,
				  struct message *message)
{
	uint8_t *at = message->data + NLMSG_HDRLEN + GENL_HDRLEN;
	uint8_t *end = message->data + message->bytes;
	unsigned int skip = random_below(random, 4);

	while (at + NLA_HDRLEN <= end) {
		struct nlattr *attr = (void *)at;

		if (!skip-- || attr->nla_len < NLA_HDRLEN ||
		    at + NLA_ALIGN(attr->nla_len) + NLA_HDRLEN > end)
			return attr;
		at += NLA_ALIGN(attr->nla_len);
	}
	return NULL;
}

static void change_header(struct random *random, struct nlmsghdr *header)
{
	struct genlmsghdr *genl = NLMSG_DATA(header);

	switch (random_below(random, 6)) {
	case 0:
		header->nlmsg_len = odd_u32(random);
		break;
	case 1:
		header->nlmsg_flags ^= 1 << random_below(random, 16);
		break;
	case 2:
		genl->cmd = random_next(random);
		break;
	case 3:
		genl->version = random_next(random);
		break;
	case 4:
		genl->reserved = random_next(random);
		break;
	case 5:
		genl->cmd = 1 + random_below(random, KREG_CMD_MAX);
		break;
	}
}

static void change_attr(struct random *random, struct nlattr *attr)
{
	switch (random_below(random, 4)) {
	case 0:
		attr->nla_type = random_below(random, KREG_A_MAX + 3);
		break;
	case 1:
		attr->nla_type ^= NLA_F_NESTED;
		break;
	case 2:
		attr->nla_len = random_next(random);
		break;
	case 3:
		attr->nla_len += random_below(random, 9) - 4;
		break;
	}
}

/* Put two attributes' worth of the message in the other order. */
static void reorder(struct random *random, struct message *message)
{
	size_t start = NLMSG_HDRLEN + GENL_HDRLEN;
	struct nlattr *attr = random_attr(random, message);
	uint8_t copy[4096];
	size_t bytes, after;

	if (!attr || attr->nla_len < NLA_HDRLEN)
		return;
	bytes = NLA_ALIGN(attr->nla_len);
	after = message->data + message->bytes - (uint8_t *)attr;
	if (bytes > sizeof(copy) || bytes > after)
		return;
	memcpy(copy, attr, bytes);
	memmove(message->data + start + bytes, message->data + start,
		(uint8_t *)attr - message->data - start);
	memcpy(message->data + start, copy, bytes);
}

static void add_attr(struct random *random, struct message *message)
{
	uint8_t data[64];

	for (unsigned int i = 0; i < sizeof(data); i++)
		data[i] = random_next(random);
	message_put(message, random_below(random, KREG_A_MAX + 3), data,
		    random_below(random, sizeof(data)));
}

static void duplicate(struct random *random, struct message *message)
{
	struct nlattr *attr = random_attr(random, message);

	if (attr && attr->nla_len >= NLA_HDRLEN &&
	    (uint8_t *)attr + attr->nla_len <= message->data + message->bytes)
		message_put(message, attr->nla_type, attr + 1,
			    attr_bytes(attr));
}

static void change_once(const struct maker *maker, struct message *message)
{
	struct nlmsghdr *header = (void *)message->data;
	struct random *random = maker->random;
	struct nlattr *attr;

	switch (random_below(random, 8)) {
	case 0:
		change_header(random, header);
		break;
	case 1:
		message->data[random_below(random, message->bytes)] ^=
			1 << random_below(random, 8);
		break;
	case 2:
		message->bytes = random_below(random, message->bytes + 1);
		break;
	case 3:
		reorder(random, message);
		break;
	case 4:
		add_attr(random, message);
		break;
	case 5:
		duplicate(random, message);
		break;
	default:
		attr = random_attr(random, message);
		if (attr)
			change_attr(random, attr);
	}
}

/* Fill a message that is wrong in up to four ways. */
void make_mutated(const struct maker *maker, struct message *message)
{
	unsigned int times = 1 + random_below(maker->random, 4);

	message->bytes = 0;
	make_valid(maker, message);
	while (times-- && message->bytes >= NLMSG_HDRLEN + GENL_HDRLEN)
		change_once(maker, message);
	/* No socket takes an empty message, and most bytes of it would be. */
	if (message->bytes < NLMSG_HDRLEN)
		message->bytes = NLMSG_HDRLEN;
}
