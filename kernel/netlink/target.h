/* SPDX-License-Identifier: GPL-2.0 */
/* Which key a request is about: a handle, or a root, and a path from there. */
#ifndef _KREG_NETLINK_TARGET_H
#define _KREG_NETLINK_TARGET_H

#include "../registry/key.h"
#include "../registry/path.h"

#include <linux/types.h>

struct genl_info;
struct kreg_handle;
struct kreg_key;
struct sk_buff;

/**
 * struct kreg_target - which key a request is about
 * @path: as the caller gave it; its base is pinned until kreg_target_put()
 * @access: what was granted to the handle, when the target is just a handle
 */
struct kreg_target {
	struct kreg_path path;
	u32 access;
};

/**
 * kreg_target_is_base() - is the target the key of a handle itself?
 * @target: target
 *
 * Context: Any.
 * Return: whether it is.
 */
static inline bool kreg_target_is_base(const struct kreg_target *target)
{
	return target->path.base && !target->path.bytes;
}

/**
 * kreg_target_put() - give up what kreg_target_get() took
 * @target: target
 *
 * Context: Process context, may sleep.
 */
static inline void kreg_target_put(struct kreg_target *target)
{
	if (target->path.base)
		kreg_key_put(target->path.base);
}

int kreg_target_get(struct kreg_target *target, const struct sk_buff *skb,
		    const struct genl_info *info, u32 need);
struct kreg_key *kreg_target_key(struct kreg_target *target,
				 const struct genl_info *info);
struct kreg_handle *kreg_target_open(struct kreg_target *target,
				     const struct genl_info *info, u32 desired,
				     u32 *granted);
struct kreg_handle *kreg_target_hold(const struct sk_buff *skb,
				     const struct genl_info *info, u32 need);
int kreg_target_refuse(const struct kreg_target *target,
		       const struct genl_info *info, int err);

#endif /* _KREG_NETLINK_TARGET_H */
