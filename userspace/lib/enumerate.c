// SPDX-License-Identifier: LGPL-2.1
#include "data.h"
#include "error.h"
#include "info.h"
#include "list.h"
#include "message.h"
#include "value.h"

#include <errno.h>
#include <netlink/attr.h>
#include <stdlib.h>

#define TRIES 3 /* to read a list that changes meanwhile */

/**
 * struct kreg_cursor - an enumeration: a copy of the list and a place in it
 * @key: key, for data that is not in the list
 * @flags: KREG_ENUM_*
 * @changed: the list changed while it was read
 * @next: index of the next item
 * @items: subkeys or values
 */
struct kreg_cursor {
	struct kreg_key *key;
	uint32_t flags;
	bool changed;
	size_t next;
	struct kreg_list items;
};

static int take_key(struct kreg_list *items, struct nlattr **attrs, size_t size)
{
	return kreg_list_add(items, kreg_info_new(attrs, size));
}

/* Data that is left out has a size nevertheless. */
static struct kreg_data *value_new(struct nlattr **attrs)
{
	struct nlattr *name = attrs[KREG_A_NAME], *data = attrs[KREG_A_DATA];
	uint32_t size = kreg_attr_u32(attrs[KREG_A_SIZE]);
	struct kreg_data *value;

	if (data || !size)
		return kreg_data_copy(nla_data(name), nla_len(name),
				      kreg_attr_u32(attrs[KREG_A_TYPE]),
				      data ? nla_data(data) : NULL,
				      kreg_attr_len(data));
	value = kreg_data_missing(nla_data(name), nla_len(name), -ERANGE);
	if (value) {
		value->type = kreg_attr_u32(attrs[KREG_A_TYPE]);
		value->size = size;
	}
	return value;
}

static int take_item(void *data, const struct kreg_reply *reply)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_list *items = data;

	if (kreg_attr_parse(reply, attrs) || !attrs[KREG_A_NAME])
		return -EPROTO;
	if (items->kind == KREG_LIST_KEYS)
		return take_key(items, attrs, reply->size);
	return kreg_list_add(items, value_new(attrs));
}

static uint8_t command_of(const struct kreg_list *items)
{
	return items->kind == KREG_LIST_KEYS ? KREG_CMD_ENUM_KEYS :
					       KREG_CMD_ENUM_VALUES;
}

static int read_list(struct kreg_cursor *cursor)
{
	struct kreg *ctx = cursor->key->ctx;
	int rc;

	kreg_list_clear(&cursor->items);
	kreg_lock(ctx);
	kreg_message_begin(ctx, command_of(&cursor->items));
	kreg_message_put_u32(ctx, KREG_A_HANDLE, cursor->key->handle);
	rc = kreg_message_dump(ctx, take_item, &cursor->items,
			       &cursor->changed);
	kreg_unlock(ctx);
	return rc;
}

static int read_unchanged(struct kreg_cursor *cursor)
{
	int tries = 0, rc;

	do {
		rc = read_list(cursor);
	} while (!rc && cursor->changed && ++tries < TRIES);
	if (!rc && cursor->changed && (cursor->flags & KREG_ENUM_STRICT))
		return kreg_error(cursor->key->ctx, -EAGAIN,
				  "the key changes faster than it is read");
	return rc;
}

static int enumerate(struct kreg_key *key, enum kreg_list_kind kind,
		     uint32_t flags, struct kreg_cursor **out)
{
	struct kreg_cursor *cursor = calloc(1, sizeof(*cursor));
	int rc;

	if (!cursor)
		return kreg_error_plain(key->ctx, -ENOMEM);
	cursor->key = key;
	cursor->flags = flags;
	cursor->items.kind = kind;
	rc = read_unchanged(cursor);
	if (rc)
		kreg_close_cursor(cursor);
	else
		*out = cursor;
	return rc;
}

int kreg_enum_keys(struct kreg_key *key, uint32_t flags,
		   struct kreg_cursor **cursor)
{
	if (flags & ~KREG_ENUM_STRICT)
		return kreg_error(key->ctx, -EINVAL, "unknown flags 0x%x",
				  flags);
	return enumerate(key, KREG_LIST_KEYS, flags, cursor);
}

int kreg_enum_values(struct kreg_key *key, uint32_t flags,
		     struct kreg_cursor **cursor)
{
	if (flags & ~(KREG_ENUM_STRICT | KREG_ENUM_DATA))
		return kreg_error(key->ctx, -EINVAL, "unknown flags 0x%x",
				  flags);
	return enumerate(key, KREG_LIST_VALUES, flags, cursor);
}

static int wrong_kind(struct kreg_cursor *cursor)
{
	return kreg_error(cursor->key->ctx, -EINVAL,
			  "the cursor goes over something else");
}

int kreg_next_key(struct kreg_cursor *cursor, const struct kreg_info **info)
{
	if (cursor->items.kind != KREG_LIST_KEYS)
		return wrong_kind(cursor);
	if (cursor->next == cursor->items.count)
		return 0;
	*info = cursor->items.items[cursor->next++];
	return 1;
}

static int fetch_data(struct kreg_key *key, void **item)
{
	const struct kreg_where where = { .key = key };
	struct kreg_data *value = *item, *whole;
	const struct kreg_text name = { value->name, value->name_len };
	int rc;

	kreg_lock(key->ctx);
	rc = kreg_value_fetch(key->ctx, &where, &name, &whole);
	kreg_unlock(key->ctx);
	if (rc)
		return rc;
	*item = whole;
	kreg_free(value);
	return 0;
}

int kreg_next_value(struct kreg_cursor *cursor, const struct kreg_data **value)
{
	struct kreg_data *item;
	void **place;
	int rc;

	if (cursor->items.kind != KREG_LIST_VALUES)
		return wrong_kind(cursor);
	if (cursor->next == cursor->items.count)
		return 0;
	place = &cursor->items.items[cursor->next++];
	item = *place;
	if (item->error == -ERANGE && (cursor->flags & KREG_ENUM_DATA)) {
		rc = fetch_data(cursor->key, place);
		if (rc)
			return rc;
	}
	*value = *place;
	return 1;
}

int kreg_cursor_changed(const struct kreg_cursor *cursor)
{
	return cursor->changed;
}

void kreg_cursor_rewind(struct kreg_cursor *cursor)
{
	cursor->next = 0;
}

void kreg_close_cursor(struct kreg_cursor *cursor)
{
	if (!cursor)
		return;
	kreg_list_clear(&cursor->items);
	free(cursor);
}

static int read_at(struct kreg_key *key, struct kreg_list *items,
		   uint32_t index)
{
	struct kreg_reply reply;
	int rc;

	kreg_message_begin(key->ctx, command_of(items));
	kreg_message_put_u32(key->ctx, KREG_A_HANDLE, key->handle);
	kreg_message_put_u32(key->ctx, KREG_A_INDEX, index);
	rc = kreg_message_do(key->ctx, &reply);
	if (rc)
		return rc;
	rc = take_item(items, &reply);
	if (rc == -EPROTO)
		return kreg_error(key->ctx, rc, "an item has no name");
	return rc ? kreg_error_plain(key->ctx, rc) : 0;
}

static int get_at(struct kreg_key *key, enum kreg_list_kind kind,
		  uint32_t index, void **item)
{
	struct kreg_list items = { .kind = kind };
	int rc;

	kreg_lock(key->ctx);
	rc = read_at(key, &items, index);
	kreg_unlock(key->ctx);
	if (!rc) {
		*item = items.items[0];
		items.count = 0;
	}
	kreg_list_clear(&items);
	return rc;
}

int kreg_get_key_at(struct kreg_key *key, uint32_t index,
		    struct kreg_info **info)
{
	void *item;
	int rc = get_at(key, KREG_LIST_KEYS, index, &item);

	if (!rc)
		*info = item;
	return rc;
}

int kreg_get_value_at(struct kreg_key *key, uint32_t index,
		      struct kreg_data **value)
{
	struct kreg_data *found;
	void *item;
	int rc = get_at(key, KREG_LIST_VALUES, index, &item);

	if (rc)
		return rc;
	found = item;
	if (found->error == -ERANGE)
		rc = fetch_data(key, &item);
	if (rc)
		kreg_free(item);
	else
		*value = item;
	return rc;
}
