// SPDX-License-Identifier: GPL-2.0
/* Query-values: many values of a key as they were at one moment. */
#include "genl.h"
#include "refuse.h"
#include "request.h"
#include "target.h"

#include "../registry/handle.h"
#include "../registry/key.h"
#include "../registry/security.h"
#include "../registry/snapshot.h"

#include <linux/slab.h>

/**
 * struct kreg_values - values that were read together
 * @generation: of their key
 * @count: entries of @list
 * @list: the values, NULL for a name that is not there
 */
struct kreg_values {
	u64 generation;
	unsigned int count;
	struct kreg_snapshot *list[] __counted_by(count);
};

static void forget(struct kreg_values *values)
{
	unsigned int i;

	for (i = 0; i < values->count; i++)
		kreg_snapshot_put(values->list[i]);
	kfree(values);
}

/* The most names a request can have, or one more than it may. */
static unsigned int names_room(const struct genl_info *info)
{
	return min(nlmsg_attrlen(info->nlhdr, GENL_HDRLEN) / NLA_HDRLEN,
		   KREG_NAMES_MAX + 1);
}

/* Return: how many there are. */
static int get_names(const struct genl_info *info, struct kreg_name *names)
{
	const struct nlattr *attr;
	int count = 0;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != KREG_A_NAME)
			continue;
		if (count == KREG_NAMES_MAX)
			return kreg_refuse(info, attr, -E2BIG,
					   "more than %u names",
					   KREG_NAMES_MAX);
		names[count++] = kreg_name_wtf8(nla_data(attr), nla_len(attr));
	}
	return count ?: kreg_refuse_missing(info, KREG_A_NAME, "name");
}

static int refuse(const struct genl_info *info, int err)
{
	const struct nlattr *attr;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (err == -EILSEQ && nla_type(attr) == KREG_A_NAME &&
		    kreg_name_check(nla_data(attr), nla_len(attr)))
			return kreg_refuse_name(info, attr, "value", err);
	}
	if (err == -ENAMETOOLONG || err == -EILSEQ)
		return kreg_refuse(info, info->attrs[KREG_A_NAME], err,
				   "the name of a value %s",
				   kreg_refuse_why(err));
	return kreg_refuse(info, NULL, err, "the key %s", kreg_refuse_why(err));
}

static struct kreg_values *read_values(struct kreg_key *key,
				       const struct genl_info *info,
				       const struct kreg_name *names,
				       unsigned int count)
{
	struct kreg_values *values;
	int err;

	values = kmalloc(struct_size(values, list, count), GFP_KERNEL_ACCOUNT);
	if (!values)
		return ERR_PTR(kreg_refuse_memory(info));
	values->count = count;
	err = kreg_snapshot_get_many(key, names, count, values->list,
				     &values->generation);
	if (!err)
		return values;
	kfree(values);
	return ERR_PTR(refuse(info, err));
}

/* Read all values that a request names. */
static struct kreg_values *gather(struct kreg_key *key,
				  const struct genl_info *info)
{
	struct kreg_values *values;
	struct kreg_name *names;
	int count;

	names = kmalloc_array(names_room(info), sizeof(*names), GFP_KERNEL);
	if (!names)
		return ERR_PTR(kreg_refuse_memory(info));
	count = get_names(info, names);
	values = count < 0 ? ERR_PTR(count) :
			     read_values(key, info, names, count);
	kfree(names);
	return values;
}

static size_t value_size(const struct kreg_snapshot *value)
{
	struct kreg_data data;

	if (!value)
		return nla_total_size(0);
	kreg_snapshot_data(value, &data);
	return nla_total_size(kreg_reply_value_size(data.bytes));
}

static size_t values_size(const struct kreg_values *values)
{
	size_t size = 0;
	unsigned int i;

	for (i = 0; i < values->count; i++)
		size += value_size(values->list[i]);
	return size;
}

/* Write a value where there is room. Return: the end of it. */
static void *fill_value(void *at, const struct kreg_snapshot *value)
{
	struct nlattr *nest = at;
	struct kreg_data data;
	void *end = nla_data(nest);

	if (value) {
		kreg_snapshot_data(value, &data);
		end = kreg_reply_fill_value(end, &data);
	}
	nest->nla_type = KREG_A_VALUE | NLA_F_NESTED;
	nest->nla_len = end - at;
	return end;
}

static int reply_values(struct genl_info *info,
			const struct kreg_values *values)
{
	size_t size = values_size(values);
	size_t all = size + nla_total_size(sizeof(u64));
	struct sk_buff *skb;
	unsigned int i;
	void *at;

	if (all > KREG_REPLY_MAX)
		return kreg_refuse_size(info, NULL, "the reply",
					min_t(size_t, all, U32_MAX), 0);
	skb = kreg_reply_new(info, all);
	if (!skb)
		return kreg_refuse_memory(info);
	at = __skb_put(skb, size);
	for (i = 0; i < values->count; i++)
		at = fill_value(at, values->list[i]);
	if (nla_put_uint(skb, KREG_A_GENERATION, values->generation)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

int kreg_nl_query_values_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kreg_values *values;
	struct kreg_target target;
	struct kreg_key *key;
	int err;

	err = kreg_target_get(&target, skb, info, KREG_KEY_QUERY_VALUE);
	if (err)
		return err;
	key = kreg_target_key(&target, info);
	kreg_target_put(&target);
	if (IS_ERR(key))
		return PTR_ERR(key);
	values = gather(key, info);
	kreg_key_put(key);
	if (IS_ERR(values))
		return PTR_ERR(values);
	err = reply_values(info, values);
	forget(values);
	return err;
}

/**
 * struct kreg_values_dump - how far a dump is
 * @values: what is sent, the same from begin to end
 * @handle: what makes the dump a holder
 * @index: value to go on with
 * @offset: bytes of it that were sent
 */
struct kreg_values_dump {
	struct kreg_values *values;
	struct kreg_handle *handle;
	u32 index;
	u32 offset;
};

static struct kreg_values_dump *dump_of(struct netlink_callback *cb)
{
	NL_ASSERT_DUMP_CTX_FITS(struct kreg_values_dump);
	return (struct kreg_values_dump *)cb->ctx;
}

int kreg_nl_query_values_start(struct netlink_callback *cb)
{
	const struct genl_info *info = kreg_request_dump(cb);
	struct kreg_values_dump *dump = dump_of(cb);
	struct kreg_values *values;

	if (IS_ERR(info))
		return PTR_ERR(info);
	dump->handle = kreg_target_hold(cb->skb, info, KREG_KEY_QUERY_VALUE);
	if (IS_ERR(dump->handle))
		return PTR_ERR(dump->handle);
	values = gather(kreg_handle_key(dump->handle), info);
	if (IS_ERR(values)) {
		kreg_handle_close(dump->handle);
		return PTR_ERR(values);
	}
	dump->values = values;
	return 0;
}

int kreg_nl_query_values_done(struct netlink_callback *cb)
{
	struct kreg_values_dump *dump = dump_of(cb);

	forget(dump->values);
	kreg_handle_close(dump->handle);
	return 0;
}

static int put_first(struct sk_buff *skb, const struct kreg_values_dump *dump,
		     const struct kreg_data *data)
{
	return nla_put_u32(skb, KREG_A_TYPE, data->type) ||
	       nla_put_u32(skb, KREG_A_SIZE, data->bytes) ||
	       nla_put_uint(skb, KREG_A_GENERATION, dump->values->generation);
}

static int put_piece(struct sk_buff *skb, const struct kreg_values_dump *dump,
		     const struct kreg_data *data, u32 bytes)
{
	if (nla_put_u32(skb, KREG_A_INDEX, dump->index))
		return -EMSGSIZE;
	if (!dump->values->list[dump->index])
		return 0;
	if (dump->offset ? nla_put_u32(skb, KREG_A_OFFSET, dump->offset) :
			   put_first(skb, dump, data))
		return -EMSGSIZE;
	if (bytes &&
	    nla_put(skb, KREG_A_DATA, bytes, data->data + dump->offset))
		return -EMSGSIZE;
	return 0;
}

/* Send one message and go on behind it. */
static int send_piece(struct sk_buff *skb, struct netlink_callback *cb,
		      struct kreg_values_dump *dump)
{
	const struct kreg_snapshot *value = dump->values->list[dump->index];
	struct kreg_data data = {};
	void *header;
	u32 bytes;

	if (value)
		kreg_snapshot_data(value, &data);
	bytes = min_t(u32, data.bytes - dump->offset, KREG_DATA_PIECE);
	header = kreg_dump_put(skb, cb);
	if (!header)
		return -EMSGSIZE;
	if (put_piece(skb, dump, &data, bytes)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	dump->offset += bytes;
	if (dump->offset == data.bytes) {
		dump->offset = 0;
		dump->index++;
	}
	return 0;
}

int kreg_nl_query_values_dumpit(struct sk_buff *skb,
				struct netlink_callback *cb)
{
	struct kreg_values_dump *dump = dump_of(cb);
	int err;

	while (dump->index < dump->values->count) {
		err = send_piece(skb, cb, dump);
		if (err)
			return err;
	}
	return 0;
}
