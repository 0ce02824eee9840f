/* SPDX-License-Identifier: GPL-2.0 */
/* Extended-ack texts: every refusal names what it is about. */
#ifndef _KREG_NETLINK_REFUSE_H
#define _KREG_NETLINK_REFUSE_H

#include <linux/types.h>

struct genl_info;
struct nlattr;

#define KREG_SHOWN_MAX 40 /* bytes of a name that a text shows */

/**
 * struct kreg_shown - a name made fit for a text
 * @text: UTF-8 without control characters, cut where it is long
 */
struct kreg_shown {
	char text[KREG_SHOWN_MAX + 4];
};

const char *kreg_refuse_show(struct kreg_shown *shown, const void *name,
			     size_t bytes);
const char *kreg_refuse_why(int err);

__printf(4, 5) int kreg_refuse(const struct genl_info *info,
			       const struct nlattr *attr, int err,
			       const char *format, ...);
int kreg_refuse_memory(const struct genl_info *info);
int kreg_refuse_missing(const struct genl_info *info, u16 type,
			const char *name);
int kreg_refuse_name(const struct genl_info *info, const struct nlattr *attr,
		     const char *what, int err);
int kreg_refuse_size(const struct genl_info *info, const struct nlattr *attr,
		     const char *what, u32 size, u32 type);

#endif /* _KREG_NETLINK_REFUSE_H */
