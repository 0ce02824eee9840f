/* SPDX-License-Identifier: GPL-2.0 */
/* Jobs: what takes longer than a handler may. */
#ifndef _KREG_NETLINK_JOB_H
#define _KREG_NETLINK_JOB_H

#include "../registry/handle.h"
#include "../registry/mount.h"

#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/workqueue.h>
#include <uapi/linux/kreg.h>

struct cred;
struct file;
struct genl_info;
struct kreg_session;
struct sk_buff;

#define KREG_JOB_TEXT 160 /* bytes with the NUL */

/**
 * struct kreg_job - a job
 * @refs: one while in the table, one while queued, one for each message made
 * @work: item of the workqueue
 * @run: does the job, fills in the result
 * @session: that asked for it
 * @number: of the job
 * @type: what it does
 * @state: how far it is [lock of the table]
 * @pid: of the requester
 * @started: when it was queued, in nanoseconds since boot
 * @root: where the hive is to be attached, or is
 * @flags: KREG_LOAD_*
 * @name: of the mount, WTF-8
 * @name_bytes: its length
 * @file: plain file name in @folder
 * @folder: where the file lies; given up when the job is done
 * @cred: of the requester; given up when the job is done
 * @error: result, 0 or a negative errno; this and what follows is written by
 *	@run and does not change once @state is done
 * @text: why it failed
 * @findings: what was found wrong with the hive, or NULL
 * @holder_count: number of holders that stood against it
 * @holders_kept: entries of @holders
 * @holders: copies of the first of them
 */
struct kreg_job {
	refcount_t refs;
	struct work_struct work;
	void (*run)(struct kreg_job *job);
	struct kreg_session *session;
	u32 number;
	enum kreg_job_type type;
	enum kreg_job_state state;
	u32 pid;
	u64 started;
	enum kreg_root root;
	unsigned int flags;
	u8 *name;
	u32 name_bytes;
	char file[256];
	struct file *folder;
	const struct cred *cred;
	int error;
	char text[KREG_JOB_TEXT];
	struct kreg_findings *findings;
	u32 holder_count;
	u32 holders_kept;
	struct kreg_holder holders[KREG_JOB_HOLDERS_MAX];
};

int kreg_job_init(void);
void kreg_job_exit(void);
struct kreg_job *kreg_job_new(const struct sk_buff *skb,
			      const struct genl_info *info,
			      enum kreg_job_type type,
			      void (*run)(struct kreg_job *job));
int kreg_job_submit(struct kreg_job *job, struct genl_info *info);
void kreg_job_put(struct kreg_job *job);
struct kreg_job *kreg_job_find(const struct kreg_session *session, u32 number,
			       enum kreg_job_state *state);
struct kreg_job *kreg_job_next(unsigned long *number,
			       enum kreg_job_state *state);
void kreg_job_forget(const struct kreg_session *session);
u32 kreg_job_unfinished(void);

#endif /* _KREG_NETLINK_JOB_H */
