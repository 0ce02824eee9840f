// SPDX-License-Identifier: LGPL-2.1
#include "values.h"
#include "data.h"
#include "error.h"
#include "message.h"

#include <assert.h>
#include <errno.h>
#include <netlink/attr.h>
#include <stdlib.h>
#include <string.h>

/*
 * The most a hive can hold. Data comes with a size in front, and a size is
 * all it takes to ask for memory.
 */
#define SIZE_LIMIT 0x7fffffffu

static_assert(KREG_QUERY_NAMES_MAX == KREG_NAMES_MAX, "of the protocol");

/**
 * struct slot - one of the values
 * @value: value; NULL until it was answered
 * @got: bytes of its data that have come
 */
struct slot {
	struct kreg_data *value;
	size_t got;
};

/**
 * struct kreg_values - values that were asked for together
 * @count: length of @slots
 * @names: what was asked for; valid while they are read
 * @block: all the values, or NULL when each is a block of its own
 * @slots: in the order of the names
 */
struct kreg_values {
	size_t count;
	const struct kreg_text *names;
	void *block;
	struct slot slots[];
};

static struct kreg_values *values_new(const struct kreg_text *names,
				      size_t count)
{
	struct kreg_values *values =
		calloc(1, sizeof(*values) + count * sizeof(struct slot));

	if (values) {
		values->count = count;
		values->names = names;
	}
	return values;
}

static void begin(struct kreg *ctx, const struct kreg_where *where,
		  const struct kreg_text *names, size_t count)
{
	size_t i;

	kreg_message_begin(ctx, KREG_CMD_QUERY_VALUES);
	kreg_where_put(ctx, where);
	for (i = 0; i < count; i++)
		kreg_message_put_text(ctx, KREG_A_NAME, names[i].text,
				      names[i].len);
}

/**
 * struct room - one block in which all values of a reply find room
 * @value: the next value
 * @data: where its data goes, aligned to 8
 * @text: where its name goes
 */
struct room {
	struct kreg_data *value;
	char *data;
	char *text;
};

static size_t align(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

/*
 * The headers of a value in the reply are longer than what aligning its data
 * takes, and that of a name in the request is longer than a NUL.
 */
static bool make_room(struct kreg_values *values, size_t reply, size_t request,
		      struct room *room)
{
	size_t list = values->count * sizeof(struct kreg_data);

	values->block = malloc(list + align(reply) + request);
	if (!values->block)
		return false;
	room->value = values->block;
	room->data = (char *)values->block + list;
	room->text = room->data + align(reply);
	return true;
}

/* A value that is not there has no attributes. */
static int fill(struct slot *slot, const struct kreg_text *name,
		const struct nlattr *nest, struct room *room)
{
	const struct kreg_reply inner = { nest + 1, kreg_attr_len(nest) };
	struct kreg_data *value = room->value++;
	struct kreg_answer answer;

	memset(value, 0, sizeof(*value));
	value->name = room->text;
	value->name_len = name->len == KREG_NTS ? strlen(name->text) :
						  name->len;
	if (value->name_len)
		memcpy(room->text, name->text, value->name_len);
	room->text += value->name_len;
	*room->text++ = '\0';
	slot->value = value;
	if (!kreg_attr_answer(&inner, &answer)) {
		value->error = -ENOENT;
		return inner.size ? -EPROTO : 0;
	}
	value->type = answer.type;
	value->size = answer.size;
	value->data = room->data;
	if (answer.size)
		memcpy(room->data, answer.data, answer.size);
	room->data += align(answer.size);
	return 0;
}

static int take_reply(struct kreg_values *values, size_t request,
		      const struct kreg_reply *reply)
{
	struct nlattr *attr = (struct nlattr *)reply->head;
	size_t rest = reply->size, i = 0;
	struct room room;

	if (!make_room(values, reply->size, request, &room))
		return -ENOMEM;
	for (; kreg_attr_ok(attr, rest); attr = kreg_attr_step(attr, &rest)) {
		if ((attr->nla_type & NLA_TYPE_MASK) != KREG_A_VALUE)
			continue;
		if (i == values->count ||
		    fill(&values->slots[i], &values->names[i], attr, &room))
			return -EPROTO;
		i++;
	}
	return i == values->count ? 0 : -EPROTO;
}

static int first_piece(struct slot *slot, const struct kreg_text *name,
		       struct nlattr **attrs)
{
	size_t size = kreg_attr_u32(attrs[KREG_A_SIZE]);

	if (size > SIZE_LIMIT)
		return -EPROTO;
	if (attrs[KREG_A_TYPE])
		slot->value = kreg_data_new(name->text, name->len,
					    kreg_attr_u32(attrs[KREG_A_TYPE]),
					    size);
	else
		slot->value = kreg_data_missing(name->text, name->len, -ENOENT);
	return slot->value ? 0 : -ENOMEM;
}

static int add_piece(struct slot *slot, struct nlattr **attrs)
{
	size_t len = kreg_attr_len(attrs[KREG_A_DATA]);

	if (!len)
		return 0;
	if (kreg_attr_u32(attrs[KREG_A_OFFSET]) != slot->got ||
	    len > slot->value->size - slot->got)
		return -EPROTO;
	memcpy((char *)(slot->value + 1) + slot->got,
	       nla_data(attrs[KREG_A_DATA]), len);
	slot->got += len;
	return 0;
}

static int take_piece(void *data, const struct kreg_reply *reply)
{
	struct kreg_values *values = data;
	struct nlattr *attrs[KREG_ATTRS];
	uint32_t index;
	int rc = 0;

	if (kreg_attr_parse(reply, attrs) || !attrs[KREG_A_INDEX])
		return -EPROTO;
	index = kreg_attr_u32(attrs[KREG_A_INDEX]);
	if (index >= values->count)
		return -EPROTO;
	if (!values->slots[index].value)
		rc = first_piece(&values->slots[index], &values->names[index],
				 attrs);
	return rc ? rc : add_piece(&values->slots[index], attrs);
}

static int complete(const struct kreg_values *values)
{
	const struct slot *slot;
	size_t i;

	for (i = 0; i < values->count; i++) {
		slot = &values->slots[i];
		if (!slot->value || slot->got != slot->value->size)
			return -EPROTO;
	}
	return 0;
}

/* What is wrong with an answer is found here, what is refused elsewhere. */
static int explain(struct kreg *ctx, int rc)
{
	if (rc == -EPROTO)
		return kreg_error(ctx, rc, "values were not answered as asked");
	return rc ? kreg_error_plain(ctx, rc) : 0;
}

/**
 * kreg_values_dump() - read values of any size
 * @ctx: context, locked
 * @where: key
 * @names: names
 * @count: how many
 * @out: receives the values
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_values_dump(struct kreg *ctx, const struct kreg_where *where,
		     const struct kreg_text *names, size_t count,
		     struct kreg_values **out)
{
	struct kreg_values *values = values_new(names, count);
	bool changed;
	int rc;

	if (!values)
		return kreg_error_plain(ctx, -ENOMEM);
	begin(ctx, where, names, count);
	rc = kreg_message_dump(ctx, take_piece, values, &changed);
	if (!rc)
		rc = explain(ctx, complete(values));
	if (rc)
		kreg_free_values(values);
	else
		*out = values;
	return rc;
}

static int values_do(struct kreg *ctx, const struct kreg_where *where,
		     const struct kreg_text *names, size_t count,
		     struct kreg_values **out)
{
	struct kreg_values *values = values_new(names, count);
	struct kreg_reply reply;
	int rc;

	if (!values)
		return kreg_error_plain(ctx, -ENOMEM);
	begin(ctx, where, names, count);
	rc = kreg_message_do(ctx, &reply);
	if (!rc)
		rc = explain(ctx,
			     take_reply(values, ctx->request_size, &reply));
	if (rc)
		kreg_free_values(values);
	else
		*out = values;
	return rc;
}

int kreg_query_values(struct kreg_key *key, const struct kreg_text *names,
		      size_t count, struct kreg_values **values)
{
	const struct kreg_where where = { .key = key };
	struct kreg *ctx = key->ctx;
	int rc;

	if (!count)
		return kreg_error(ctx, -EINVAL, "no names are given");
	if (count > KREG_QUERY_NAMES_MAX)
		return kreg_error(ctx, -E2BIG, "more than %d names",
				  KREG_QUERY_NAMES_MAX);
	kreg_lock(ctx);
	rc = values_do(ctx, &where, names, count, values);
	if (rc == -ERANGE)
		rc = kreg_values_dump(ctx, &where, names, count, values);
	kreg_unlock(ctx);
	if (!rc)
		(*values)->names = NULL;
	return rc;
}

/**
 * kreg_values_steal() - take a value out
 * @values: values
 * @index: which
 *
 * Return: the value, which is the caller's to free.
 */
struct kreg_data *kreg_values_steal(struct kreg_values *values, size_t index)
{
	struct kreg_data *value = values->slots[index].value;

	values->slots[index].value = NULL;
	return value;
}

size_t kreg_values_count(const struct kreg_values *values)
{
	return values->count;
}

const struct kreg_data *kreg_values_item(const struct kreg_values *values,
					 size_t index)
{
	return index < values->count ? values->slots[index].value : NULL;
}

void kreg_free_values(struct kreg_values *values)
{
	size_t i;

	if (!values)
		return;
	for (i = 0; i < values->count && !values->block; i++)
		kreg_free(values->slots[i].value);
	free(values->block);
	free(values);
}
