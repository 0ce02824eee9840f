// SPDX-License-Identifier: GPL-2.0
/* Enum-keys and enum-values: one item by its index, or all by a dump. */
#include "genl.h"
#include "refuse.h"
#include "request.h"
#include "target.h"

#include "../registry/enumerate.h"
#include "../registry/key.h"
#include "../registry/security.h"

static int put_subkey(struct sk_buff *skb, const struct kreg_item *item)
{
	return nla_put(skb, KREG_A_NAME, item->name_bytes, item->name) ||
	       nla_put_uint(skb, KREG_A_LAST_WRITE, item->info.last_write) ||
	       nla_put_u32(skb, KREG_A_SUBKEYS, item->info.subkeys) ||
	       nla_put_u32(skb, KREG_A_VALUES, item->info.values);
}

static int put_entry(struct sk_buff *skb, const struct kreg_item *item,
		     bool data)
{
	return nla_put(skb, KREG_A_NAME, item->name_bytes, item->name) ||
	       nla_put_u32(skb, KREG_A_TYPE, item->type) ||
	       nla_put_u32(skb, KREG_A_SIZE, item->data_bytes) ||
	       (data && item->data &&
		nla_put(skb, KREG_A_DATA, item->data_bytes, item->data));
}

static int put_item(struct sk_buff *skb, const struct kreg_item *item,
		    bool values, bool data)
{
	return values ? put_entry(skb, item, data) : put_subkey(skb, item);
}

static size_t item_size(const struct kreg_item *item, bool data)
{
	return nla_total_size(item->name_bytes) + nla_total_size(sizeof(u64)) +
	       2 * nla_total_size(sizeof(u32)) +
	       (data && item->data ? nla_total_size(item->data_bytes) : 0);
}

static struct kreg_cursor *open_cursor(const struct sk_buff *skb,
				       const struct genl_info *info,
				       bool values)
{
	struct kreg_cursor *cursor;
	struct kreg_target target;
	struct kreg_key *key;
	int err;

	err = kreg_target_get(&target, skb, info,
			      values ? KREG_KEY_QUERY_VALUE :
				       KREG_KEY_ENUMERATE_SUB_KEYS);
	if (err)
		return ERR_PTR(err);
	key = kreg_target_key(&target, info);
	if (IS_ERR(key)) {
		cursor = ERR_CAST(key);
		goto out;
	}
	cursor = kreg_cursor_open(key, values, KREG_DATA_ENUM_MAX);
	kreg_key_put(key);
	if (IS_ERR(cursor))
		kreg_target_refuse(&target, info, PTR_ERR(cursor));
out:
	kreg_target_put(&target);
	return cursor;
}

static int read_item(struct kreg_cursor *cursor, const struct genl_info *info,
		     struct kreg_item *item)
{
	const struct nlattr *attr = info->attrs[KREG_A_INDEX];
	int err;

	err = kreg_cursor_seek(cursor, nla_get_u32(attr));
	err = err ?: kreg_cursor_next(cursor, item);
	if (err == -ENOENT)
		return kreg_refuse(info, attr, -ENODATA,
				   "no more items: there is none at index %u",
				   nla_get_u32(attr));
	if (err)
		kreg_refuse(info, attr, err, "the key %s",
			    kreg_refuse_why(err));
	return err;
}

static int reply_item(struct genl_info *info, const struct kreg_item *item,
		      bool values)
{
	bool data = item_size(item, true) <= KREG_REPLY_MAX;
	struct sk_buff *skb;

	skb = kreg_reply_new(info, item_size(item, data));
	if (!skb)
		return kreg_refuse_memory(info);
	if (put_item(skb, item, values, data)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

static int enumerate_one(struct sk_buff *skb, struct genl_info *info,
			 bool values)
{
	struct kreg_cursor *cursor;
	struct kreg_item item;
	int err;

	if (!info->attrs[KREG_A_INDEX])
		return kreg_refuse_missing(info, KREG_A_INDEX, "index");
	cursor = open_cursor(skb, info, values);
	if (IS_ERR(cursor))
		return PTR_ERR(cursor);
	err = read_item(cursor, info, &item);
	err = err ?: reply_item(info, &item, values);
	kreg_cursor_close(cursor);
	return err;
}

int kreg_nl_enum_keys_doit(struct sk_buff *skb, struct genl_info *info)
{
	return enumerate_one(skb, info, false);
}

int kreg_nl_enum_values_doit(struct sk_buff *skb, struct genl_info *info)
{
	return enumerate_one(skb, info, true);
}

/* How far a dump is: the cursor knows. */
struct enum_dump {
	struct kreg_cursor *cursor;
	bool values;
};

static struct enum_dump *dump_of(struct netlink_callback *cb)
{
	NL_ASSERT_DUMP_CTX_FITS(struct enum_dump);
	return (struct enum_dump *)cb->ctx;
}

/* Ask for an skb in which the item that comes next has room. */
static void make_room(struct netlink_callback *cb, const struct kreg_item *item)
{
	bool data = item_size(item, true) <= KREG_REPLY_MAX;
	size_t size = nlmsg_total_size(GENL_HDRLEN + item_size(item, data));

	/* the end of a dump takes its place in the last skb */
	size += nlmsg_total_size(sizeof(int));
	cb->min_dump_alloc = size > KREG_DUMP_SIZE ? KREG_DUMP_SIZE_LARGE :
						     KREG_DUMP_SIZE;
}

/* What is wrong with the first item is told when it is sent. */
static void make_room_for_first(struct netlink_callback *cb)
{
	struct kreg_cursor *cursor = dump_of(cb)->cursor;
	struct kreg_item item;

	if (kreg_cursor_next(cursor, &item))
		return;
	make_room(cb, &item);
	kreg_cursor_unread(cursor);
}

static int start(struct netlink_callback *cb, bool values)
{
	const struct genl_info *info = kreg_request_dump(cb);
	struct enum_dump *dump = dump_of(cb);
	struct kreg_cursor *cursor;

	if (IS_ERR(info))
		return PTR_ERR(info);
	cursor = open_cursor(cb->skb, info, values);
	if (IS_ERR(cursor))
		return PTR_ERR(cursor);
	dump->cursor = cursor;
	dump->values = values;
	if (values)
		make_room_for_first(cb);
	return 0;
}

int kreg_nl_enum_keys_start(struct netlink_callback *cb)
{
	return start(cb, false);
}

int kreg_nl_enum_values_start(struct netlink_callback *cb)
{
	return start(cb, true);
}

int kreg_nl_enum_done(struct netlink_callback *cb)
{
	kreg_cursor_close(dump_of(cb)->cursor);
	return 0;
}

/* An item that fits no message goes without its data: a name is shorter. */
static int send_item(struct sk_buff *skb, struct netlink_callback *cb,
		     const struct kreg_item *item)
{
	bool data = item_size(item, true) <= KREG_REPLY_MAX;
	void *header;

	header = kreg_dump_put(skb, cb);
	if (!header)
		return -EMSGSIZE;
	if (put_item(skb, item, dump_of(cb)->values, data)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return 0;
}

/* Take the next item and mark the dump where the key has changed. */
static int next(struct netlink_callback *cb, struct kreg_item *item)
{
	struct kreg_cursor *cursor = dump_of(cb)->cursor;
	int err;

	err = kreg_cursor_next(cursor, item);
	cb->seq = (u32)kreg_cursor_generation(cursor) ?: U32_MAX;
	return err;
}

static int dump_items(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct kreg_cursor *cursor = dump_of(cb)->cursor;
	struct kreg_item item;
	int err;

	while (!(err = next(cb, &item))) {
		err = send_item(skb, cb, &item);
		if (err) {
			make_room(cb, &item);
			kreg_cursor_unread(cursor);
			return err;
		}
	}
	if (err == -ENOENT)
		return 0;
	return kreg_refuse(genl_info_dump(cb), NULL, err, "the key %s",
			   kreg_refuse_why(err));
}

int kreg_nl_enum_keys_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_items(skb, cb);
}

int kreg_nl_enum_values_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_items(skb, cb);
}
