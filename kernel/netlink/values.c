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

static int count_names(const struct genl_info *info)
{
	const struct nlattr *attr;
	unsigned int count = 0;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) == KREG_A_NAME && ++count > KREG_NAMES_MAX)
			return kreg_refuse(info, attr, -E2BIG,
					   "more than %u names",
					   KREG_NAMES_MAX);
	}
	return count ?: kreg_refuse_missing(info, KREG_A_NAME, "name");
}

static void get_names(const struct genl_info *info, struct kreg_name *names)
{
	const struct nlattr *attr;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) == KREG_A_NAME)
			*names++ =
				kreg_name_wtf8(nla_data(attr), nla_len(attr));
	}
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

static int read_values(struct kreg_key *key, const struct genl_info *info,
		       struct kreg_values *values)
{
	struct kreg_name *names;
	int err;

	names = kmalloc_array(values->count, sizeof(*names), GFP_KERNEL);
	if (!names)
		return kreg_refuse_memory(info);
	get_names(info, names);
	err = kreg_snapshot_get_many(key, names, values->count, values->list,
				     &values->generation);
	kfree(names);
	return err ? refuse(info, err) : 0;
}

/* Read all values that a request names. */
static struct kreg_values *gather(struct kreg_key *key,
				  const struct genl_info *info)
{
	struct kreg_values *values;
	int count, err;

	count = count_names(info);
	if (count < 0)
		return ERR_PTR(count);
	values = kzalloc(struct_size(values, list, count), GFP_KERNEL_ACCOUNT);
	if (!values)
		return ERR_PTR(kreg_refuse_memory(info));
	values->count = count;
	err = read_values(key, info, values);
	if (err) {
		kfree(values);
		return ERR_PTR(err);
	}
	return values;
}

static size_t reply_size(const struct kreg_values *values)
{
	size_t size = nla_total_size(sizeof(u64));
	struct kreg_data data;
	unsigned int i;

	for (i = 0; i < values->count; i++) {
		size += nla_total_size(0);
		if (!values->list[i])
			continue;
		kreg_snapshot_data(values->list[i], &data);
		size += kreg_reply_value_size(data.bytes);
	}
	return size;
}

static int put_value(struct sk_buff *skb, const struct kreg_snapshot *value)
{
	struct kreg_data data;
	struct nlattr *nest;

	if (!value)
		return nla_put(skb, KREG_A_VALUE | NLA_F_NESTED, 0, NULL);
	kreg_snapshot_data(value, &data);
	nest = nla_reserve(skb, KREG_A_VALUE | NLA_F_NESTED,
			   kreg_reply_value_size(data.bytes));
	if (!nest)
		return -EMSGSIZE;
	kreg_reply_fill_value(nla_data(nest), &data);
	return 0;
}

static int put_values(struct sk_buff *skb, const struct kreg_values *values)
{
	unsigned int i;
	int err;

	for (i = 0; i < values->count; i++) {
		err = put_value(skb, values->list[i]);
		if (err)
			return err;
	}
	return nla_put_uint(skb, KREG_A_GENERATION, values->generation);
}

static int reply_values(struct genl_info *info,
			const struct kreg_values *values)
{
	size_t size = reply_size(values);
	struct sk_buff *skb;
	int err;

	if (size > KREG_REPLY_MAX)
		return kreg_refuse_size(info, NULL, "the reply",
					min_t(size_t, size, U32_MAX), 0);
	skb = kreg_reply_new(info, size);
	if (!skb)
		return kreg_refuse_memory(info);
	err = put_values(skb, values);
	if (err) {
		nlmsg_free(skb);
		return err;
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
