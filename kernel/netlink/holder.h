/* SPDX-License-Identifier: GPL-2.0 */
/* Who holds keys open, as messages show it. */
#ifndef _KREG_NETLINK_HOLDER_H
#define _KREG_NETLINK_HOLDER_H

#include <linux/types.h>

struct kreg_holder;
struct sk_buff;

size_t kreg_holder_size(const struct kreg_holder *holder);
int kreg_holder_put(struct sk_buff *skb, const struct kreg_holder *holder);

#endif /* _KREG_NETLINK_HOLDER_H */
