// SPDX-License-Identifier: GPL-2.0
/* Job-get and job-done: what is told of a job. */
#include "report.h"
#include "genl.h"
#include "holder.h"
#include "job.h"
#include "refuse.h"
#include "request.h"
#include "session.h"

#include <linux/timekeeping.h>

/* What a message tells: the state is that of the moment it was looked at. */
struct report {
	const struct kreg_job *job;
	enum kreg_job_state state;
	bool mine;
	bool details;
};

static bool is_done(const struct report *report)
{
	return report->state == KREG_JOB_STATE_DONE;
}

static size_t finding_size(void)
{
	return nla_total_size(0) + 2 * nla_total_size(sizeof(u32)) +
	       nla_total_size(0) + nla_total_size(KREG_FINDING_TEXT);
}

static size_t details_size(const struct kreg_job *job)
{
	size_t size = 0;
	u32 i;

	if (job->findings)
		size += job->findings->kept * finding_size();
	for (i = 0; i < job->holders_kept; i++)
		size += nla_total_size(0) + kreg_holder_size(&job->holders[i]);
	return size;
}

static size_t report_size(const struct report *report)
{
	const struct kreg_job *job = report->job;
	size_t size = 9 * nla_total_size(sizeof(u32)) +
		      nla_total_size(sizeof(u64)) + nla_total_size(0) +
		      nla_total_size(job->name_bytes) +
		      nla_total_size(sizeof(job->file)) +
		      nla_total_size(sizeof(job->text));

	if (report->details && is_done(report))
		size += details_size(job);
	return min_t(size_t, size, KREG_REPLY_MAX);
}

static int put_request(struct sk_buff *skb, const struct report *report)
{
	const struct kreg_job *job = report->job;
	u64 age = ktime_get_boottime_ns() - job->started;

	return nla_put_u32(skb, KREG_A_JOB, job->number) ||
	       nla_put_u32(skb, KREG_A_JOB_TYPE, job->type) ||
	       nla_put_u32(skb, KREG_A_JOB_STATE, report->state) ||
	       nla_put_u32(skb, KREG_A_ROOT, job->root) ||
	       nla_put(skb, KREG_A_NAME, job->name_bytes, job->name) ||
	       (*job->file && nla_put_string(skb, KREG_A_FILE, job->file)) ||
	       nla_put_u32(skb, KREG_A_PID, job->pid) ||
	       nla_put_uint(skb, KREG_A_AGE, div_u64(age, NSEC_PER_MSEC)) ||
	       (report->mine && nla_put_flag(skb, KREG_A_MINE));
}

static int put_result(struct sk_buff *skb, const struct kreg_job *job)
{
	const struct kreg_findings *findings = job->findings;

	return nla_put_u32(skb, KREG_A_ERROR, -job->error) ||
	       (*job->text && nla_put_string(skb, KREG_A_TEXT, job->text)) ||
	       nla_put_u32(skb, KREG_A_FINDINGS,
			   findings ? findings->total : 0) ||
	       nla_put_u32(skb, KREG_A_REPAIRED,
			   findings ? findings->repaired : 0) ||
	       nla_put_u32(skb, KREG_A_HOLDERS, job->holder_count);
}

static int put_finding(struct sk_buff *skb, const struct kreg_finding *finding)
{
	return nla_put_u32(skb, KREG_A_NUMBER, finding->number) ||
	       nla_put_u32(skb, KREG_A_CELL, finding->cell) ||
	       (finding->repaired && nla_put_flag(skb, KREG_A_MENDED)) ||
	       nla_put_string(skb, KREG_A_TEXT, finding->text);
}

/* Lists are cut where the message is full: the counts tell. */
static void put_findings(struct sk_buff *skb,
			 const struct kreg_findings *findings)
{
	struct nlattr *nest;
	u32 i;

	for (i = 0; i < findings->kept; i++) {
		nest = nla_nest_start(skb, KREG_A_FINDING);
		if (!nest)
			return;
		if (put_finding(skb, &findings->list[i])) {
			nla_nest_cancel(skb, nest);
			return;
		}
		nla_nest_end(skb, nest);
	}
}

static void put_holders(struct sk_buff *skb, const struct kreg_job *job)
{
	struct nlattr *nest;
	u32 i;

	for (i = 0; i < job->holders_kept; i++) {
		nest = nla_nest_start(skb, KREG_A_HOLDER);
		if (!nest)
			return;
		if (kreg_holder_put(skb, &job->holders[i])) {
			nla_nest_cancel(skb, nest);
			return;
		}
		nla_nest_end(skb, nest);
	}
}

static int put_report(struct sk_buff *skb, const struct report *report)
{
	const struct kreg_job *job = report->job;

	if (put_request(skb, report))
		return -EMSGSIZE;
	if (!is_done(report))
		return 0;
	if (put_result(skb, job))
		return -EMSGSIZE;
	if (!report->details)
		return 0;
	if (job->findings)
		put_findings(skb, job->findings);
	put_holders(skb, job);
	return 0;
}

static struct sk_buff *done_message(const struct report *report)
{
	struct sk_buff *skb;
	void *header;

	skb = genlmsg_new(report_size(report), GFP_KERNEL);
	if (!skb)
		return NULL;
	header = genlmsg_put(skb, 0, 0, &kreg_nl_family, 0, KREG_CMD_JOB_DONE);
	if (!header || put_report(skb, report)) {
		nlmsg_free(skb);
		return NULL;
	}
	genlmsg_end(skb, header);
	return skb;
}

/**
 * kreg_report_done() - tell the requester that a job is done
 * @job: job
 *
 * Where there is no memory for the message, job-get tells.
 *
 * Context: Process context, may sleep.
 */
void kreg_report_done(const struct kreg_job *job)
{
	const struct report report = {
		.job = job,
		.state = KREG_JOB_STATE_DONE,
		.mine = true,
		.details = true,
	};
	struct sk_buff *skb;

	if (kreg_session_ended(job->session))
		return;
	skb = done_message(&report);
	if (skb)
		kreg_session_notify(job->session, skb);
}

static struct kreg_job *find_job(const struct sk_buff *skb,
				 const struct genl_info *info,
				 enum kreg_job_state *state)
{
	u32 number = nla_get_u32(info->attrs[KREG_A_JOB]);
	struct kreg_job *job = NULL;
	struct kreg_session *session;

	session = kreg_session_find(NETLINK_CB(skb).sk, info->snd_portid);
	if (session) {
		job = kreg_job_find(session, number, state);
		kreg_session_put(session);
	}
	return job;
}

static int reply_report(struct genl_info *info, const struct report *report)
{
	struct sk_buff *skb;

	skb = kreg_reply_new(info, report_size(report));
	if (!skb)
		return kreg_refuse_memory(info);
	if (put_report(skb, report)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

int kreg_nl_job_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_JOB];
	struct report report = { .mine = true, .details = true };
	struct kreg_job *job;
	int err;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_JOB, "job");
	job = find_job(skb, info, &report.state);
	if (!job)
		return kreg_refuse(info, attr, -ENOENT,
				   "this socket has no job %u",
				   nla_get_u32(attr));
	report.job = job;
	err = reply_report(info, &report);
	kreg_job_put(job);
	return err;
}

int kreg_nl_job_get_start(struct netlink_callback *cb)
{
	return PTR_ERR_OR_ZERO(kreg_request_dump(cb));
}

static int send_job(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct report *report)
{
	void *header;

	header = kreg_dump_put(skb, cb);
	if (!header)
		return -EMSGSIZE;
	if (put_report(skb, report)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return 0;
}

/* The session of the socket that dumps: just to compare, not to look into. */
static const struct kreg_session *asker(struct netlink_callback *cb)
{
	const struct genl_info *info = genl_info_dump(cb);
	struct kreg_session *session;

	session = kreg_session_find(NETLINK_CB(cb->skb).sk, info->snd_portid);
	if (session)
		kreg_session_put(session);
	return session;
}

int kreg_nl_job_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct kreg_session *session = asker(cb);
	struct report report = {};
	unsigned long number;
	struct kreg_job *job;
	int err = 0;

	for (number = cb->args[0];
	     !err && (job = kreg_job_next(&number, &report.state)); number++) {
		report.job = job;
		report.mine = job->session == session;
		err = send_job(skb, cb, &report);
		kreg_job_put(job);
		if (!err)
			cb->args[0] = number + 1;
	}
	return err;
}
