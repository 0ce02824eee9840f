/* SPDX-License-Identifier: GPL-2.0 */
/* What all requests have in common: permission, form, and the reply. */
#ifndef _KREG_NETLINK_REQUEST_H
#define _KREG_NETLINK_REQUEST_H

#include <linux/types.h>
#include <net/netlink.h>

struct genl_info;
struct kreg_data;
struct netlink_callback;
struct sk_buff;

/*
 * Bytes of a dump's skb: an allocation of 32 KiB the system does not give up
 * on, one of 64 KiB it may. The larger one is for what fits no other.
 */
#define KREG_DUMP_SIZE SKB_WITH_OVERHEAD(SZ_32K)
#define KREG_DUMP_SIZE_LARGE SKB_WITH_OVERHEAD(SZ_64K)

const struct genl_info *kreg_request_dump(struct netlink_callback *cb);
struct sk_buff *kreg_reply_new(const struct genl_info *info, size_t bytes);
int kreg_reply_send(struct sk_buff *skb, struct genl_info *info);
void *kreg_reply_fill_value(void *at, const struct kreg_data *data);
void *kreg_dump_put(struct sk_buff *skb, struct netlink_callback *cb);

/**
 * kreg_reply_value_size() - room that kreg_reply_fill_value() takes
 * @bytes: of data
 *
 * Context: Any.
 * Return: bytes.
 */
static inline size_t kreg_reply_value_size(u32 bytes)
{
	return nla_total_size(sizeof(u32)) + nla_total_size(bytes);
}

#endif /* _KREG_NETLINK_REQUEST_H */
