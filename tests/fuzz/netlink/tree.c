// SPDX-License-Identifier: GPL-2.0
/* What the hive that nobody unloads holds: for good guesses and as an oracle. */
#include "tree.h"
#include "check.h"
#include "random.h"
#include "wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/kreg.h>

struct tree tree;

static __thread struct message message;
static __thread struct answer answer;

static uint64_t hash(uint64_t seed, const uint8_t *data, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		seed = (seed ^ data[i]) * 0x100000001b3;
	return seed;
}

static struct text copy(const void *data, size_t bytes)
{
	struct text text = { malloc(bytes + 1), bytes };

	memcpy(text.data, data, bytes);
	return text;
}

static struct text join(const struct text *key, const void *name, size_t bytes)
{
	struct text text = { malloc(key->bytes + bytes + 1), 0 };

	memcpy(text.data, key->data, key->bytes);
	text.data[key->bytes] = '\\';
	memcpy(text.data + key->bytes + 1, name, bytes);
	text.bytes = key->bytes + 1 + bytes;
	return text;
}

static void about_key(struct message *message, unsigned int flags,
		      unsigned int command, const struct text *key)
{
	message->bytes = 0;
	message_begin(message, wire_family, flags, command);
	message_put_u32(message, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	message_put(message, KREG_A_PATH, key->data, key->bytes);
}

static void run(int fd, const struct message *message, struct answer *answer,
		void (*show)(void *ctx, const struct nlmsghdr *header),
		void *ctx)
{
	if (!wire_request(fd, message, answer, show, ctx))
		check_failed("no answer: %s", strerror(errno));
}

static void add_key(void *ctx, const struct nlmsghdr *header)
{
	const struct nlattr *name = wire_reply_attr(header, KREG_A_NAME);
	const struct text *parent = ctx;

	check_message(header);
	if (tree.key_count < TREE_KEYS)
		tree.keys[tree.key_count++] =
			join(parent, attr_data(name), attr_bytes(name));
}

static void add_value(void *ctx, const struct nlmsghdr *header)
{
	const struct nlattr *name = wire_reply_attr(header, KREG_A_NAME);
	struct value *value = &tree.values[tree.value_count];

	check_message(header);
	if (tree.value_count == TREE_VALUES)
		return;
	value->key = *(unsigned int *)ctx;
	value->name = copy(attr_data(name), attr_bytes(name));
	value->type = attr_u32(wire_reply_attr(header, KREG_A_TYPE));
	value->size = attr_u32(wire_reply_attr(header, KREG_A_SIZE));
	tree.value_count++;
}

/* The data of a value, by the dump that gives any length of it. */
struct pieces {
	uint64_t hash;
	uint32_t bytes;
};

static void add_piece(void *ctx, const struct nlmsghdr *header)
{
	const struct nlattr *data = wire_reply_attr(header, KREG_A_DATA);
	struct pieces *pieces = ctx;

	check_message(header);
	if (!data)
		return;
	if (attr_u32(wire_reply_attr(header, KREG_A_OFFSET)) != pieces->bytes)
		check_failed("a piece of data is out of order");
	pieces->hash = hash(pieces->hash, attr_data(data), attr_bytes(data));
	pieces->bytes += attr_bytes(data);
}

static void read_data(int fd, struct value *value)
{
	struct pieces pieces = { 0, 0 };

	about_key(&message, NLM_F_DUMP, KREG_CMD_QUERY_VALUES,
		  &tree.keys[value->key]);
	message_put(&message, KREG_A_NAME, value->name.data, value->name.bytes);
	run(fd, &message, &answer, add_piece, &pieces);
	if (answer.error || pieces.bytes != value->size)
		check_failed("a value of %u bytes reads as %u, error %d",
			     value->size, pieces.bytes, answer.error);
	value->hash = pieces.hash;
}

/* A link may lead nowhere, or round and round, or have no target. */
static bool is_bad_link(unsigned int key, unsigned int first)
{
	return key != first &&
	       (answer.error == -ENOENT || answer.error == -ELOOP ||
		answer.error == -EINVAL);
}

static void read_key(int fd, unsigned int index, unsigned int first)
{
	struct text *key = &tree.keys[index];

	about_key(&message, NLM_F_DUMP, KREG_CMD_ENUM_KEYS, key);
	run(fd, &message, &answer, add_key, key);
	if (is_bad_link(index, first))
		return;
	if (answer.error)
		check_failed("enum-keys: %d %s", answer.error, answer.text);
	about_key(&message, NLM_F_DUMP, KREG_CMD_ENUM_VALUES, key);
	run(fd, &message, &answer, add_value, &index);
	if (answer.error)
		check_failed("enum-values: %d %s", answer.error, answer.text);
}

/* Read keys, values and data below a key, breadth first. */
void tree_read(int fd, const char *top)
{
	unsigned int first_value = tree.value_count;
	unsigned int first_key = tree.key_count;

	if (tree.key_count == TREE_KEYS)
		return;
	tree.keys[tree.key_count++] = copy(top, strlen(top));
	for (unsigned int i = first_key; i < tree.key_count; i++)
		read_key(fd, i, first_key);
	for (unsigned int i = first_value; i < tree.value_count; i++)
		read_data(fd, &tree.values[i]);
}

static void compare(const struct value *value, const struct nlattr *type,
		    const struct nlattr *data)
{
	if (!type || attr_u32(type) != value->type)
		check_failed("a value has another type");
	if (!data || attr_bytes(data) != value->size ||
	    hash(0, attr_data(data), attr_bytes(data)) != value->hash)
		check_failed("a value has other data");
}

/* Ask for a value with some room, which may be too little. */
void tree_check_value(int fd, struct random *random)
{
	const struct nlmsghdr *header = (void *)answer.data;
	uint32_t max = KREG_DATA_DO_MAX;
	const struct value *value;

	if (!tree.value_count)
		return;
	value = &tree.values[random_below(random, tree.value_count)];
	about_key(&message, NLM_F_ACK, KREG_CMD_QUERY_VALUE,
		  &tree.keys[value->key]);
	message_put(&message, KREG_A_NAME, value->name.data, value->name.bytes);
	if (random_one_in(random, 4)) {
		max = random_below(random, 2 * value->size + 2);
		message_put_u32(&message, KREG_A_MAX_SIZE, max);
	}
	run(fd, &message, &answer, NULL, NULL);
	if (value->size > max || value->size > KREG_DATA_DO_MAX) {
		if (answer.error != -ERANGE || answer.count ||
		    answer.cookie[0] != value->size ||
		    answer.cookie[1] != value->type)
			check_failed("too small a buffer: %d %s", answer.error,
				     answer.text);
		return;
	}
	if (answer.error || answer.count != 1)
		check_failed("query-value: %d %s", answer.error, answer.text);
	check_message(header);
	compare(value, wire_reply_attr(header, KREG_A_TYPE),
		wire_reply_attr(header, KREG_A_DATA));
}

static void compare_nest(const struct value *value, const struct nlattr *nest)
{
	const void *at = attr_data(nest);

	if (!value && attr_bytes(nest))
		check_failed("a value that is not there has data");
	if (value)
		compare(value, wire_attr(at, attr_bytes(nest), KREG_A_TYPE),
			wire_attr(at, attr_bytes(nest), KREG_A_DATA));
}

#define MANY 8

static void compare_nests(const struct value *const *asked,
			  const struct nlmsghdr *header)
{
	const uint8_t *at = (uint8_t *)header + NLMSG_HDRLEN + GENL_HDRLEN;
	const uint8_t *end = (uint8_t *)header + header->nlmsg_len;
	unsigned int found = 0;

	while (at + NLA_HDRLEN <= end) {
		const struct nlattr *nest = (const void *)at;

		if ((nest->nla_type & NLA_TYPE_MASK) == KREG_A_VALUE) {
			if (found == MANY)
				check_failed("more values than names");
			compare_nest(asked[found++], nest);
		}
		at += NLA_ALIGN(nest->nla_len);
	}
	if (found != MANY)
		check_failed("%u values for %u names", found, MANY);
}

/* Ask for several values of a key, some of them not there. */
void tree_check_values(int fd, struct random *random)
{
	const struct value *asked[MANY], *first;
	unsigned int at;

	if (!tree.value_count)
		return;
	at = random_below(random, tree.value_count);
	first = &tree.values[at];
	about_key(&message, NLM_F_ACK, KREG_CMD_QUERY_VALUES,
		  &tree.keys[first->key]);
	for (unsigned int i = 0; i < MANY; i++) {
		const struct value *value =
			&tree.values[(at + i) % tree.value_count];

		if (value->key != first->key || random_one_in(random, 8)) {
			asked[i] = NULL;
			message_put(&message, KREG_A_NAME, "is not there", 12);
			continue;
		}
		asked[i] = value;
		message_put(&message, KREG_A_NAME, value->name.data,
			    value->name.bytes);
	}
	run(fd, &message, &answer, NULL, NULL);
	if (answer.error == -ERANGE && answer.cookie[0] > KREG_REPLY_MAX)
		return;
	if (answer.error || answer.count != 1)
		check_failed("query-values: %d %s", answer.error, answer.text);
	check_message((void *)answer.data);
	compare_nests(asked, (void *)answer.data);
}
