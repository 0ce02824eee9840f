// SPDX-License-Identifier: GPL-2.0
/* What all requests have in common: permission, form, and the reply. */
#include "request.h"
#include "genl.h"
#include "refuse.h"

#include "../registry/security.h"
#include "../registry/snapshot.h"

#include <linux/sizes.h>
#include <net/genetlink.h>
#include <net/sock.h>

static int check_permission(const struct sk_buff *skb,
			    const struct genl_info *info)
{
	const struct socket *socket = NETLINK_CB(skb).sk->sk_socket;
	int err;

	if (!socket || !socket->file)
		return kreg_refuse(info, NULL, -EACCES,
				   "the socket was not opened by a process");
	err = kreg_security_may(socket->file);
	if (err)
		kreg_refuse(info, NULL, err,
			    "socket opener and sender both need CAP_SYS_ADMIN");
	return err;
}

/*
 * The parser keeps the last attribute of a type: any other is one too many.
 * Where the spec has no attributes nothing was parsed.
 */
static int check_attrs(const struct genl_info *info)
{
	const struct nlattr *attr;
	int rem;

	if (!info->attrs && nlmsg_attrlen(info->nlhdr, GENL_HDRLEN))
		return kreg_refuse(info, NULL, -EINVAL,
				   "this operation has no attributes");
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (info->attrs[nla_type(attr)] == attr)
			continue;
		if (nla_type(attr) == KREG_A_NAME &&
		    info->genlhdr->cmd == KREG_CMD_QUERY_VALUES)
			continue;
		return kreg_refuse(info, attr, -EINVAL,
				   "attribute %d is there twice",
				   nla_type(attr));
	}
	return 0;
}

static int check(const struct sk_buff *skb, const struct genl_info *info)
{
	int err;

	err = check_permission(skb, info);
	return err ?: check_attrs(info);
}

int kreg_nl_pre_doit(const struct genl_split_ops *ops, struct sk_buff *skb,
		     struct genl_info *info)
{
	return check(skb, info);
}

/**
 * kreg_request_dump() - begin a dump
 * @cb: dump
 *
 * The sender's permission is checked here: whoever receives may be another.
 *
 * Context: Process context.
 * Return: the request, or an errno; the extended ack is set.
 */
const struct genl_info *kreg_request_dump(struct netlink_callback *cb)
{
	const struct genl_info *info = genl_info_dump(cb);
	int err;

	err = check(cb->skb, info);
	if (err)
		return ERR_PTR(err);
	cb->min_dump_alloc = KREG_DUMP_SIZE;
	return info;
}

/**
 * kreg_reply_new() - begin a reply
 * @info: request
 * @bytes: room for attributes
 *
 * Context: Process context, may sleep.
 * Return: the message, or NULL.
 */
struct sk_buff *kreg_reply_new(const struct genl_info *info, size_t bytes)
{
	struct sk_buff *skb;

	skb = genlmsg_new(bytes, GFP_KERNEL);
	if (skb)
		genlmsg_put(skb, info->snd_portid, info->snd_seq,
			    &kreg_nl_family, 0, info->genlhdr->cmd);
	return skb;
}

/**
 * kreg_reply_send() - send a reply
 * @skb: message, consumed
 * @info: request
 *
 * Context: Process context.
 * Return: 0 or a negative errno; the extended ack is set.
 */
int kreg_reply_send(struct sk_buff *skb, struct genl_info *info)
{
	int err;

	nlmsg_end(skb, nlmsg_hdr(skb));
	err = genlmsg_reply(skb, info);
	if (err)
		kreg_refuse(info, NULL, err, "the socket takes no reply");
	return err;
}

/**
 * kreg_reply_fill_value() - write type and data of a value
 * @at: where, with the room of kreg_reply_value_size()
 * @data: type and data
 *
 * Most messages hold values: this is faster than nla_put() for each half.
 *
 * Context: Any.
 * Return: the end of what was written.
 */
void *kreg_reply_fill_value(void *at, const struct kreg_data *data)
{
	struct nlattr *attr = at;
	void *end = at + kreg_reply_value_size(data->bytes);

	attr->nla_type = KREG_A_TYPE;
	attr->nla_len = nla_attr_size(sizeof(data->type));
	*(u32 *)nla_data(attr) = data->type;
	attr = at + nla_total_size(sizeof(data->type));
	/* The last word goes first, for the padding in it. */
	*(u32 *)(end - NLA_ALIGNTO) = 0;
	attr->nla_type = KREG_A_DATA;
	attr->nla_len = nla_attr_size(data->bytes);
	memcpy(nla_data(attr), data->data, data->bytes);
	return end;
}

/**
 * kreg_dump_put() - begin a message of a dump
 * @skb: where
 * @cb: dump; cb->seq is set
 *
 * Context: Process context.
 * Return: to be passed to genlmsg_end() or genlmsg_cancel(), or NULL when @skb
 *	is full.
 */
void *kreg_dump_put(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct genl_info *info = genl_info_dump(cb);
	void *header;

	header = genlmsg_put(skb, info->snd_portid, info->snd_seq,
			     &kreg_nl_family, NLM_F_MULTI, info->genlhdr->cmd);
	if (header)
		genl_dump_check_consistent(cb, header);
	return header;
}
