// SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/kreg.yaml */
/* YNL-GEN kernel source */

#include <net/netlink.h>
#include <net/genetlink.h>

#include "genl.h"

#include <uapi/linux/kreg.h>

/* KREG_CMD_QUERY_VALUE - do */
static const struct nla_policy kreg_query_value_nl_policy[KREG_A_MAX_SIZE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_NAME] = { .type = NLA_BINARY, },
	[KREG_A_MAX_SIZE] = { .type = NLA_U32, },
};

/* KREG_CMD_QUERY_VALUES - do */
static const struct nla_policy kreg_query_values_do_nl_policy[KREG_A_NAME + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_NAME] = { .type = NLA_BINARY, },
};

/* KREG_CMD_QUERY_VALUES - dump */
static const struct nla_policy kreg_query_values_dump_nl_policy[KREG_A_NAME + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_NAME] = { .type = NLA_BINARY, },
};

/* KREG_CMD_OPEN - do */
static const struct nla_policy kreg_open_nl_policy[KREG_A_OPTIONS + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_ACCESS] = { .type = NLA_U32, },
	[KREG_A_OPTIONS] = NLA_POLICY_MASK(NLA_U32, 0xf),
};

/* KREG_CMD_CLOSE - do */
static const struct nla_policy kreg_close_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_QUERY_INFO - do */
static const struct nla_policy kreg_query_info_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_ENUM_KEYS - do */
static const struct nla_policy kreg_enum_keys_do_nl_policy[KREG_A_INDEX + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_INDEX] = { .type = NLA_U32, },
};

/* KREG_CMD_ENUM_KEYS - dump */
static const struct nla_policy kreg_enum_keys_dump_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_ENUM_VALUES - do */
static const struct nla_policy kreg_enum_values_do_nl_policy[KREG_A_INDEX + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
	[KREG_A_INDEX] = { .type = NLA_U32, },
};

/* KREG_CMD_ENUM_VALUES - dump */
static const struct nla_policy kreg_enum_values_dump_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_GET_SECURITY - do */
static const struct nla_policy kreg_get_security_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_HANDLES - dump */
static const struct nla_policy kreg_handles_nl_policy[KREG_A_HANDLE + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_PATH] = { .type = NLA_BINARY, },
	[KREG_A_HANDLE] = { .type = NLA_U32, },
};

/* KREG_CMD_LOAD - do */
static const struct nla_policy kreg_load_nl_policy[KREG_A_LOAD_FLAGS + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_NAME] = { .type = NLA_BINARY, },
	[KREG_A_FOLDER] = { .type = NLA_S32, },
	[KREG_A_FILE] = { .type = NLA_NUL_STRING, .len = 255, },
	[KREG_A_LOAD_FLAGS] = NLA_POLICY_MASK(NLA_U32, 0x1),
};

/* KREG_CMD_UNLOAD - do */
static const struct nla_policy kreg_unload_nl_policy[KREG_A_NAME + 1] = {
	[KREG_A_ROOT] = NLA_POLICY_MAX(NLA_U32, 1),
	[KREG_A_NAME] = { .type = NLA_BINARY, },
};

/* KREG_CMD_JOB_GET - do */
static const struct nla_policy kreg_job_get_nl_policy[KREG_A_JOB + 1] = {
	[KREG_A_JOB] = { .type = NLA_U32, },
};

/* Ops table for kreg */
static const struct genl_split_ops kreg_nl_ops[] = {
	{
		.cmd		= KREG_CMD_VERSION,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_version_doit,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_QUERY_VALUE,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_query_value_doit,
		.policy		= kreg_query_value_nl_policy,
		.maxattr	= KREG_A_MAX_SIZE,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_QUERY_VALUES,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_query_values_doit,
		.policy		= kreg_query_values_do_nl_policy,
		.maxattr	= KREG_A_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_QUERY_VALUES,
		.start		= kreg_nl_query_values_start,
		.dumpit		= kreg_nl_query_values_dumpit,
		.done		= kreg_nl_query_values_done,
		.policy		= kreg_query_values_dump_nl_policy,
		.maxattr	= KREG_A_NAME,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= KREG_CMD_OPEN,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_open_doit,
		.policy		= kreg_open_nl_policy,
		.maxattr	= KREG_A_OPTIONS,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_CLOSE,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_close_doit,
		.policy		= kreg_close_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_QUERY_INFO,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_query_info_doit,
		.policy		= kreg_query_info_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_ENUM_KEYS,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_enum_keys_doit,
		.policy		= kreg_enum_keys_do_nl_policy,
		.maxattr	= KREG_A_INDEX,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_ENUM_KEYS,
		.start		= kreg_nl_enum_keys_start,
		.dumpit		= kreg_nl_enum_keys_dumpit,
		.done		= kreg_nl_enum_done,
		.policy		= kreg_enum_keys_dump_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= KREG_CMD_ENUM_VALUES,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_enum_values_doit,
		.policy		= kreg_enum_values_do_nl_policy,
		.maxattr	= KREG_A_INDEX,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_ENUM_VALUES,
		.start		= kreg_nl_enum_values_start,
		.dumpit		= kreg_nl_enum_values_dumpit,
		.done		= kreg_nl_enum_done,
		.policy		= kreg_enum_values_dump_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= KREG_CMD_GET_SECURITY,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_get_security_doit,
		.policy		= kreg_get_security_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_HANDLES,
		.start		= kreg_nl_handles_start,
		.dumpit		= kreg_nl_handles_dumpit,
		.policy		= kreg_handles_nl_policy,
		.maxattr	= KREG_A_HANDLE,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= KREG_CMD_LOAD,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_load_doit,
		.policy		= kreg_load_nl_policy,
		.maxattr	= KREG_A_LOAD_FLAGS,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_UNLOAD,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_unload_doit,
		.policy		= kreg_unload_nl_policy,
		.maxattr	= KREG_A_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= KREG_CMD_JOB_GET,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_job_get_doit,
		.policy		= kreg_job_get_nl_policy,
		.maxattr	= KREG_A_JOB,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd	= KREG_CMD_JOB_GET,
		.start	= kreg_nl_job_get_start,
		.dumpit	= kreg_nl_job_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= KREG_CMD_STATUS,
		.pre_doit	= kreg_nl_pre_doit,
		.doit		= kreg_nl_status_doit,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd	= KREG_CMD_HIVE_GET,
		.start	= kreg_nl_hive_get_start,
		.dumpit	= kreg_nl_hive_get_dumpit,
		.flags	= GENL_CMD_CAP_DUMP,
	},
};

struct genl_family kreg_nl_family __ro_after_init = {
	.name		= KREG_FAMILY_NAME,
	.version	= KREG_FAMILY_VERSION,
	.netnsok	= true,
	.parallel_ops	= true,
	.module		= THIS_MODULE,
	.split_ops	= kreg_nl_ops,
	.n_split_ops	= ARRAY_SIZE(kreg_nl_ops),
};
