// SPDX-License-Identifier: GPL-2.0
/* Load and unload, which are jobs, and the list of hives. */
#include "genl.h"
#include "job.h"
#include "refuse.h"
#include "request.h"

#include "../registry/handle.h"
#include "../registry/key.h"
#include "../registry/mount.h"

#include <linux/mm.h>
#include <linux/slab.h>

__printf(3, 4) static void fail(struct kreg_job *job, int err,
				const char *format, ...)
{
	va_list args;

	job->error = err;
	va_start(args, format);
	vscnprintf(job->text, sizeof(job->text), format, args);
	va_end(args);
}

static void fail_file(struct kreg_job *job, int err, const char *why)
{
	struct kreg_shown shown;

	fail(job, err, "file \"%s\" %s",
	     kreg_refuse_show(&shown, job->file, strlen(job->file)), why);
}

static void fail_name(struct kreg_job *job, int err, const char *why)
{
	struct kreg_shown shown;

	fail(job, err, "hive \"%s\" %s",
	     kreg_refuse_show(&shown, job->name, job->name_bytes), why);
}

static const char *why_not_loaded(int err)
{
	switch (err) {
	case -ENOEXEC:
		return "is not a hive";
	case -EUCLEAN:
		return "is corrupt or in need of recovery";
	case -EBUSY:
		return "is loaded already, or locked, or being changed";
	case -EINVAL:
		return "is not a regular file";
	case -ELOOP:
		return "is a symbolic link";
	case -ENOTDIR:
		return "lies in no folder";
	case -EACCES:
	case -EPERM:
		return "must not be read by the requester";
	case -EIO:
		return "cannot be read";
	case -EFBIG:
		return "is too large";
	default:
		return kreg_refuse_why(err);
	}
}

static void fail_load(struct kreg_job *job, int err)
{
	const struct kreg_findings *findings = job->findings;

	if (err == -EEXIST)
		return fail_name(job, err, "cannot be attached: name in use");
	if (findings->kept)
		return fail_file(job, err, findings->list[0].text);
	fail_file(job, err, why_not_loaded(err));
}

/* A repair that found more than the list holds tells the rest to the log. */
static void log_finding(void *ctx, const struct kreg_finding *finding)
{
	const struct kreg_job *job = ctx;

	pr_notice("kreg: file \"%s\": finding %u at cell 0x%x: %s\n", job->file,
		  finding->number, finding->cell, finding->text);
}

static void run_load(struct kreg_job *job)
{
	struct kreg_findings *findings;
	struct kreg_load load = {
		.root = job->root,
		.name = job->name,
		.name_bytes = job->name_bytes,
		.folder = job->folder,
		.file = job->file,
		.cred = job->cred,
		.flags = job->flags,
	};
	int err;

	findings = kvzalloc(sizeof(*findings), GFP_KERNEL);
	if (!findings)
		return fail_file(job, -ENOMEM, kreg_refuse_why(-ENOMEM));
	findings->full = log_finding;
	findings->ctx = job;
	job->findings = findings;
	load.findings = findings;
	err = kreg_mount_load(&load);
	if (err)
		fail_load(job, err);
	if (findings->total)
		return;
	kvfree(findings);
	job->findings = NULL;
}

/* Copy a holder: what is shown of it lives only for the call. */
static int keep_holder(void *ctx, const struct kreg_holder *holder)
{
	struct kreg_job *job = ctx;
	struct kreg_holder *copy;

	job->holder_count++;
	if (job->holders_kept == ARRAY_SIZE(job->holders))
		return 0;
	copy = &job->holders[job->holders_kept];
	*copy = *holder;
	copy->path = kvmemdup(holder->path, holder->path_bytes, GFP_KERNEL);
	if (copy->path)
		job->holders_kept++;
	return 0;
}

static void name_holders(struct kreg_job *job)
{
	struct kreg_path path = {
		.root = job->root,
		.text = job->name,
		.bytes = job->name_bytes,
	};
	struct kreg_key *key;

	key = kreg_path_open(&path);
	if (IS_ERR(key))
		return;
	kreg_holders_walk(key, 0, keep_holder, job);
	kreg_key_put(key);
}

static void fail_busy(struct kreg_job *job)
{
	const struct kreg_holder *first = job->holders;

	name_holders(job);
	if (job->holders_kept)
		fail(job, -EBUSY, "%u handles are open, one by %s, process %d",
		     job->holder_count, first->comm, first->pid);
	else
		fail_name(job, -EBUSY, "is being loaded, unloaded, or read");
}

static void run_unload(struct kreg_job *job)
{
	int err;

	err = kreg_mount_unload(job->root, job->name, job->name_bytes);
	if (err == -EBUSY)
		fail_busy(job);
	else if (err == -ENOENT)
		fail_name(job, err, "is not loaded");
	else if (err)
		fail_name(job, err, kreg_refuse_why(err));
}

static int get_root(struct kreg_job *job, const struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_ROOT];

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_ROOT, "root");
	job->root = nla_get_u32(attr);
	return 0;
}

static int get_name(struct kreg_job *job, const struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_NAME];
	int err;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_NAME, "name");
	if (!nla_len(attr) || memchr(nla_data(attr), '\\', nla_len(attr)))
		return kreg_refuse(info, attr, -EINVAL,
				   "the name is to be that of one key");
	err = kreg_name_check(nla_data(attr), nla_len(attr));
	if (err)
		return kreg_refuse_name(info, attr, "name", err);
	job->name = nla_memdup(attr, GFP_KERNEL_ACCOUNT);
	if (!job->name)
		return kreg_refuse_memory(info);
	job->name_bytes = nla_len(attr);
	return 0;
}

static int get_file_name(struct kreg_job *job, const struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_FILE];

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_FILE, "file");
	nla_strscpy(job->file, attr, sizeof(job->file));
	if (!*job->file || strchr(job->file, '/') || !strcmp(job->file, ".") ||
	    !strcmp(job->file, ".."))
		return kreg_refuse(info, attr, -EINVAL,
				   "the file is to be a plain name");
	return 0;
}

static int get_folder(struct kreg_job *job, const struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_FOLDER];
	struct file *folder;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_FOLDER, "folder");
	folder = kreg_mount_folder_get(nla_get_s32(attr));
	if (IS_ERR(folder))
		return kreg_refuse(info, attr, PTR_ERR(folder),
				   "descriptor %d is not an open folder",
				   nla_get_s32(attr));
	job->folder = folder;
	return 0;
}

int kreg_nl_load_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *flags = info->attrs[KREG_A_LOAD_FLAGS];
	struct kreg_job *job;
	int err;

	job = kreg_job_new(skb, info, KREG_JOB_TYPE_LOAD, run_load);
	if (IS_ERR(job))
		return PTR_ERR(job);
	if (flags && nla_get_u32(flags) & KREG_LOAD_FLAG_REPAIR)
		job->flags = KREG_LOAD_REPAIR;
	err = get_root(job, info);
	err = err ?: get_name(job, info);
	err = err ?: get_file_name(job, info);
	err = err ?: get_folder(job, info);
	if (!err)
		return kreg_job_submit(job, info);
	kreg_job_put(job);
	return err;
}

int kreg_nl_unload_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kreg_job *job;
	int err;

	job = kreg_job_new(skb, info, KREG_JOB_TYPE_UNLOAD, run_unload);
	if (IS_ERR(job))
		return PTR_ERR(job);
	err = get_root(job, info);
	err = err ?: get_name(job, info);
	if (!err)
		return kreg_job_submit(job, info);
	kreg_job_put(job);
	return err;
}

/* A message being filled. */
struct sink {
	struct sk_buff *skb;
	struct netlink_callback *cb;
};

static int put_numbers(struct sk_buff *skb, const struct kreg_mount_status *st)
{
	return nla_put_u32(skb, KREG_A_REPAIRED, st->repaired) ||
	       nla_put_u32(skb, KREG_A_MINOR, st->minor) ||
	       nla_put_uint(skb, KREG_A_BINS, st->bins) ||
	       nla_put_uint(skb, KREG_A_CHARGED, st->charged) ||
	       nla_put_uint(skb, KREG_A_KEYS, st->keys) ||
	       nla_put_u32(skb, KREG_A_VALUES, st->values) ||
	       nla_put_uint(skb, KREG_A_CACHED_KEYS, st->cached_keys) ||
	       nla_put_uint(skb, KREG_A_CACHED_VALUES, st->cached_values) ||
	       nla_put_u32(skb, KREG_A_HANDLES, st->handles);
}

static int put_hive(struct sk_buff *skb, const struct kreg_mount_status *st)
{
	return nla_put_u32(skb, KREG_A_ROOT, st->root) ||
	       nla_put(skb, KREG_A_NAME, st->name_bytes, st->name) ||
	       nla_put_u32(skb, KREG_A_HIVE_STATE, st->state) ||
	       (st->read_only && nla_put_flag(skb, KREG_A_READ_ONLY)) ||
	       (*st->file && nla_put_string(skb, KREG_A_FILE, st->file)) ||
	       put_numbers(skb, st);
}

static int show(void *ctx, const struct kreg_mount_status *st)
{
	struct sink *sink = ctx;
	void *header;

	header = kreg_dump_put(sink->skb, sink->cb);
	if (!header)
		return -EMSGSIZE;
	if (put_hive(sink->skb, st)) {
		genlmsg_cancel(sink->skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(sink->skb, header);
	sink->cb->args[0]++;
	return 0;
}

int kreg_nl_hive_get_start(struct netlink_callback *cb)
{
	static_assert((int)KREG_HIVE_STATE_LOADING == (int)KREG_MOUNT_LOADING);
	static_assert((int)KREG_HIVE_STATE_LIVE == (int)KREG_MOUNT_LIVE);
	static_assert((int)KREG_HIVE_STATE_CLOSING == (int)KREG_MOUNT_CLOSING);

	return PTR_ERR_OR_ZERO(kreg_request_dump(cb));
}

int kreg_nl_hive_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sink sink = { skb, cb };

	return kreg_mount_walk(cb->args[0], show, &sink);
}
