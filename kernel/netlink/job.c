// SPDX-License-Identifier: GPL-2.0
/*
 * Jobs. A handler checks, takes references, answers with the number and only
 * then queues the job, so that the answer comes before job-done. A job keeps
 * its session's memory, and nobody waits for it but the module's removal.
 */
#include "job.h"
#include "genl.h"
#include "refuse.h"
#include "report.h"
#include "request.h"
#include "session.h"

#include "../registry/security.h"

#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/xarray.h>

/* Protects the table and the state of jobs; nests inside nothing. */
static DEFINE_MUTEX(lock);
static DEFINE_XARRAY_ALLOC1(jobs);
static u32 next_number;
static atomic_t unfinished;
static struct workqueue_struct *queue;

/**
 * kreg_job_unfinished() - count the jobs that are not done
 *
 * Context: Any.
 * Return: their number.
 */
u32 kreg_job_unfinished(void)
{
	return atomic_read(&unfinished);
}

/* Give up what only a job that is not done needs. */
static void release(struct kreg_job *job)
{
	if (job->folder)
		kreg_mount_folder_put(job->folder);
	if (job->cred)
		kreg_security_release(job->cred);
	job->folder = NULL;
	job->cred = NULL;
}

/**
 * kreg_job_put() - give up a reference
 * @job: job
 *
 * Context: Process context, may sleep.
 */
void kreg_job_put(struct kreg_job *job)
{
	u32 i;

	if (!refcount_dec_and_test(&job->refs))
		return;
	release(job);
	for (i = 0; i < job->holders_kept; i++)
		kvfree(job->holders[i].path);
	kvfree(job->findings);
	kfree(job->name);
	if (job->session)
		kreg_session_put(job->session);
	kfree(job);
}

static void set_state(struct kreg_job *job, enum kreg_job_state state)
{
	mutex_lock(&lock);
	job->state = state;
	mutex_unlock(&lock);
}

/* Publish the result; a job whose session is gone is forgotten at once. */
static void finish(struct kreg_job *job)
{
	bool forget = false;

	mutex_lock(&lock);
	job->state = KREG_JOB_STATE_DONE;
	if (kreg_session_ended(job->session))
		forget = xa_erase(&jobs, job->number);
	mutex_unlock(&lock);
	atomic_dec(&unfinished);
	if (forget)
		kreg_job_put(job);
}

#ifdef CONFIG_FAULT_INJECTION
static unsigned int fail_nth;

module_param_named(job_fail_nth, fail_nth, uint, 0600);
MODULE_PARM_DESC(job_fail_nth, "Make the Nth allocation of the next job fail");

/* A worker is nobody's task: /proc/PID/fail-nth does not reach it. */
static void run(struct kreg_job *job)
{
	current->fail_nth = READ_ONCE(fail_nth);
	job->run(job);
	if (READ_ONCE(fail_nth))
		WRITE_ONCE(fail_nth, current->fail_nth);
	current->fail_nth = 0;
}
#else
static void run(struct kreg_job *job)
{
	job->run(job);
}
#endif

static void work(struct work_struct *item)
{
	struct kreg_job *job = container_of(item, struct kreg_job, work);

	set_state(job, KREG_JOB_STATE_RUNNING);
	run(job);
	release(job);
	finish(job);
	kreg_report_done(job);
	kreg_job_put(job);
}

/**
 * kreg_job_new() - make a job
 * @skb: request
 * @info: request
 * @type: what the job does
 * @run: does it
 *
 * Context: Process context, may sleep. To be passed to kreg_job_submit(), or
 *	to kreg_job_put().
 * Return: the job, or an errno; the extended ack is set.
 */
struct kreg_job *kreg_job_new(const struct sk_buff *skb,
			      const struct genl_info *info,
			      enum kreg_job_type type,
			      void (*run)(struct kreg_job *job))
{
	struct kreg_session *session;
	struct kreg_job *job;

	job = kzalloc(sizeof(*job), GFP_KERNEL_ACCOUNT);
	if (!job)
		return ERR_PTR(kreg_refuse_memory(info));
	refcount_set(&job->refs, 1);
	INIT_WORK(&job->work, work);
	job->run = run;
	job->type = type;
	job->pid = task_tgid_nr(current);
	job->started = ktime_get_boottime_ns();
	job->cred = kreg_security_hold();
	session = kreg_session_open(NETLINK_CB(skb).sk, info->snd_portid);
	if (IS_ERR(session)) {
		kreg_job_put(job);
		return ERR_PTR(kreg_refuse(info, NULL, PTR_ERR(session),
					   "no memory for a session"));
	}
	job->session = session;
	return job;
}

/* Count the jobs of a session, find the oldest that is done. */
static u32 count(const struct kreg_session *session, struct kreg_job **oldest)
{
	unsigned long number;
	struct kreg_job *job;
	u32 found = 0;

	lockdep_assert_held(&lock);
	*oldest = NULL;
	xa_for_each(&jobs, number, job) {
		if (job->session != session)
			continue;
		found++;
		if (job->state == KREG_JOB_STATE_DONE &&
		    (!*oldest || job->started < (*oldest)->started))
			*oldest = job;
	}
	return found;
}

/* Make room among the jobs of a session: what is forgotten, or an errno. */
static struct kreg_job *make_room(const struct kreg_session *session)
{
	struct kreg_job *oldest;

	lockdep_assert_held(&lock);
	if (count(session, &oldest) < KREG_JOBS_MAX)
		return NULL;
	if (!oldest)
		return ERR_PTR(-EBUSY);
	xa_erase(&jobs, oldest->number);
	return oldest;
}

static int add(struct kreg_job *job, const struct genl_info *info)
{
	struct kreg_job *old;
	int err;

	mutex_lock(&lock);
	old = make_room(job->session);
	err = PTR_ERR_OR_ZERO(old);
	if (!err)
		err = xa_alloc_cyclic(&jobs, &job->number, job, xa_limit_31b,
				      &next_number, GFP_KERNEL_ACCOUNT);
	if (err >= 0)
		refcount_inc(&job->refs);
	mutex_unlock(&lock);
	if (!IS_ERR_OR_NULL(old))
		kreg_job_put(old);
	if (err == -EBUSY)
		return kreg_refuse(info, NULL, err,
				   "%u jobs of this socket are not done",
				   KREG_JOBS_MAX);
	return err < 0 ? kreg_refuse_memory(info) : 0;
}

static void drop(struct kreg_job *job)
{
	bool found;

	mutex_lock(&lock);
	found = xa_erase(&jobs, job->number);
	mutex_unlock(&lock);
	if (found)
		kreg_job_put(job);
}

static int reply_number(const struct kreg_job *job, struct genl_info *info)
{
	struct sk_buff *skb;

	skb = kreg_reply_new(info, nla_total_size(sizeof(u32)));
	if (!skb)
		return kreg_refuse_memory(info);
	if (nla_put_u32(skb, KREG_A_JOB, job->number)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

/**
 * kreg_job_submit() - answer a request with the number of a job, queue it
 * @job: job, the caller's reference is consumed
 * @info: request
 *
 * Context: Process context, may sleep.
 * Return: 0 or a negative errno; the extended ack is set.
 */
int kreg_job_submit(struct kreg_job *job, struct genl_info *info)
{
	int err;

	err = add(job, info);
	if (err)
		goto err_job;
	err = reply_number(job, info);
	if (err)
		goto err_table;
	atomic_inc(&unfinished);
	queue_work(queue, &job->work);
	return 0;

err_table:
	drop(job);
err_job:
	kreg_job_put(job);
	return err;
}

/**
 * kreg_job_find() - find a job of a session
 * @session: session
 * @number: of the job
 * @state: where to put how far it is
 *
 * Context: Process context, may sleep.
 * Return: the job with a reference taken, or NULL.
 */
struct kreg_job *kreg_job_find(const struct kreg_session *session, u32 number,
			       enum kreg_job_state *state)
{
	struct kreg_job *job;

	mutex_lock(&lock);
	job = xa_load(&jobs, number);
	if (job && job->session == session) {
		refcount_inc(&job->refs);
		*state = job->state;
	} else {
		job = NULL;
	}
	mutex_unlock(&lock);
	return job;
}

/**
 * kreg_job_next() - walk over the jobs of all sessions
 * @number: where to begin; where the job that is answered was found
 * @state: where to put how far it is
 *
 * Context: Process context, may sleep.
 * Return: the job with a reference taken, or NULL.
 */
struct kreg_job *kreg_job_next(unsigned long *number,
			       enum kreg_job_state *state)
{
	struct kreg_job *job;

	mutex_lock(&lock);
	job = xa_find(&jobs, number, ULONG_MAX, XA_PRESENT);
	if (job) {
		refcount_inc(&job->refs);
		*state = job->state;
	}
	mutex_unlock(&lock);
	return job;
}

/* Take a job that is done out of the table. */
static struct kreg_job *take_done(const struct kreg_session *session)
{
	struct kreg_job *job;

	mutex_lock(&lock);
	count(session, &job);
	if (job)
		xa_erase(&jobs, job->number);
	mutex_unlock(&lock);
	return job;
}

/**
 * kreg_job_forget() - forget the jobs of a session that has ended
 * @session: session
 *
 * Those that are not done go on, and forget themselves.
 *
 * Context: Process context, may sleep.
 */
void kreg_job_forget(const struct kreg_session *session)
{
	struct kreg_job *job;

	while ((job = take_done(session)))
		kreg_job_put(job);
}

/**
 * kreg_job_init() - make the queue
 *
 * Context: Process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int __init kreg_job_init(void)
{
	queue = alloc_workqueue("kreg-jobs", WQ_UNBOUND, 0);
	return queue ? 0 : -ENOMEM;
}

/**
 * kreg_job_exit() - wait for all jobs; no session is left
 *
 * Context: Process context, may sleep.
 */
void kreg_job_exit(void)
{
	destroy_workqueue(queue);
	xa_destroy(&jobs);
}
