/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/kreg.yaml */
/* YNL-GEN kernel header */

#ifndef _LINUX_KREG_GEN_H
#define _LINUX_KREG_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <uapi/linux/kreg.h>

int kreg_nl_pre_doit(const struct genl_split_ops *ops, struct sk_buff *skb,
		     struct genl_info *info);
int kreg_nl_query_values_start(struct netlink_callback *cb);
int kreg_nl_enum_keys_start(struct netlink_callback *cb);
int kreg_nl_enum_values_start(struct netlink_callback *cb);
int kreg_nl_handles_start(struct netlink_callback *cb);
int kreg_nl_job_get_start(struct netlink_callback *cb);
int kreg_nl_hive_get_start(struct netlink_callback *cb);
int kreg_nl_query_values_done(struct netlink_callback *cb);
int kreg_nl_enum_done(struct netlink_callback *cb);

int kreg_nl_version_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_query_value_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_query_values_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_query_values_dumpit(struct sk_buff *skb,
				struct netlink_callback *cb);
int kreg_nl_open_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_close_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_query_info_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_enum_keys_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_enum_keys_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int kreg_nl_enum_values_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_enum_values_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb);
int kreg_nl_get_security_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_handles_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int kreg_nl_load_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_unload_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_job_get_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_job_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int kreg_nl_status_doit(struct sk_buff *skb, struct genl_info *info);
int kreg_nl_hive_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);

extern struct genl_family kreg_nl_family;

#endif /* _LINUX_KREG_GEN_H */
