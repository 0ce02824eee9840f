// SPDX-License-Identifier: LGPL-2.1
#include "job.h"
#include "error.h"
#include "message.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define ERRNO_MAX 4095
#define LOOK_MS 500 /* news may have been lost or read by another */

static_assert(KREG_JOB_LOAD == KREG_JOB_TYPE_LOAD, "of the protocol");
static_assert(KREG_JOB_UNLOAD == KREG_JOB_TYPE_UNLOAD, "of the protocol");
static_assert(KREG_JOB_QUEUED == KREG_JOB_STATE_QUEUED, "of the protocol");
static_assert(KREG_JOB_RUNNING == KREG_JOB_STATE_RUNNING, "of the protocol");
static_assert(KREG_JOB_DONE == KREG_JOB_STATE_DONE, "of the protocol");

/**
 * struct kreg_job - a job
 * @ctx: context
 * @info: as last seen
 * @findings: as last seen
 * @holders: as last seen
 */
struct kreg_job {
	struct kreg *ctx;
	struct kreg_job_info *info;
	struct kreg_list findings;
	struct kreg_list holders;
};

/**
 * kreg_job_info_new() - take a reply of job-get apart
 * @attrs: of kreg_attr_parse()
 * @texts: bytes of the message
 *
 * Return: a block for kreg_free(), or NULL when memory is short.
 */
struct kreg_job_info *kreg_job_info_new(struct nlattr **attrs, size_t texts)
{
	struct kreg_job_info *info = calloc(1, sizeof(*info) + texts + 1);
	char *at = (char *)(info + 1);
	uint32_t error = kreg_attr_u32(attrs[KREG_A_ERROR]);

	if (!info)
		return NULL;
	info->number = kreg_attr_u32(attrs[KREG_A_JOB]);
	info->kind = kreg_attr_u32(attrs[KREG_A_JOB_TYPE]);
	info->state = kreg_attr_u32(attrs[KREG_A_JOB_STATE]);
	info->error = error <= ERRNO_MAX ? -(int)error : -EPROTO;
	info->text = kreg_attr_copy_string(&at, attrs[KREG_A_TEXT]);
	info->root = kreg_attr_u32(attrs[KREG_A_ROOT]);
	info->name = kreg_attr_copy(&at, attrs[KREG_A_NAME], &info->name_len);
	if (!info->name)
		info->name = "";
	info->file = kreg_attr_copy_string(&at, attrs[KREG_A_FILE]);
	info->pid = kreg_attr_u32(attrs[KREG_A_PID]);
	info->age_ms = kreg_attr_uint(attrs[KREG_A_AGE]);
	info->mine = !!attrs[KREG_A_MINE];
	info->findings = kreg_attr_u32(attrs[KREG_A_FINDINGS]);
	info->repaired = kreg_attr_u32(attrs[KREG_A_REPAIRED]);
	info->holders = kreg_attr_u32(attrs[KREG_A_HOLDERS]);
	return info;
}

static struct kreg_job *job_new(struct kreg *ctx, uint32_t number)
{
	struct kreg_job *job = calloc(1, sizeof(*job));

	if (!job)
		return NULL;
	job->ctx = ctx;
	job->findings.kind = KREG_LIST_FINDINGS;
	job->holders.kind = KREG_LIST_HOLDERS;
	job->info = calloc(1, sizeof(*job->info));
	if (!job->info) {
		free(job);
		return NULL;
	}
	job->info->number = number;
	job->info->text = "";
	job->info->name = "";
	job->info->file = "";
	job->info->mine = 1;
	return job;
}

void kreg_free_job(struct kreg_job *job)
{
	if (!job)
		return;
	kreg_list_clear(&job->findings);
	kreg_list_clear(&job->holders);
	free(job->info);
	free(job);
}

static int take_job(struct kreg_job *job, const struct kreg_reply *reply)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_job_info *info;
	int rc;

	if (kreg_attr_parse(reply, attrs) || !attrs[KREG_A_JOB_STATE])
		return -EPROTO;
	info = kreg_job_info_new(attrs, reply->size);
	if (!info)
		return -ENOMEM;
	free(job->info);
	job->info = info;
	kreg_list_clear(&job->findings);
	kreg_list_clear(&job->holders);
	rc = kreg_list_take_nests(&job->findings, KREG_A_FINDING, reply);
	if (!rc)
		rc = kreg_list_take_nests(&job->holders, KREG_A_HOLDER, reply);
	return rc;
}

static int look(struct kreg_job *job)
{
	struct kreg *ctx = job->ctx;
	struct kreg_reply reply;
	int rc;

	kreg_message_begin(ctx, KREG_CMD_JOB_GET);
	kreg_message_put_u32(ctx, KREG_A_JOB, job->info->number);
	rc = kreg_message_do(ctx, &reply);
	if (rc)
		return rc;
	rc = take_job(job, &reply);
	if (rc == -EPROTO)
		return kreg_error(ctx, rc, "the answer is no job");
	return rc ? kreg_error_plain(ctx, rc) : 0;
}

int kreg_get_job(struct kreg *ctx, uint32_t number, struct kreg_job **out)
{
	struct kreg_job *job = job_new(ctx, number);
	int rc;

	if (!job)
		return kreg_error_plain(ctx, -ENOMEM);
	kreg_lock(ctx);
	rc = look(job);
	kreg_unlock(ctx);
	if (rc)
		kreg_free_job(job);
	else
		*out = job;
	return rc;
}

/**
 * kreg_job_submit() - send a request that answers a job
 * @ctx: context, locked, with the request built
 * @out: receives the job
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_job_submit(struct kreg *ctx, struct kreg_job **out)
{
	struct kreg_job *job = job_new(ctx, 0);
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	if (!job)
		return kreg_error_plain(ctx, -ENOMEM);
	rc = kreg_message_do(ctx, &reply);
	if (!rc && (kreg_attr_parse(&reply, attrs) || !attrs[KREG_A_JOB]))
		rc = kreg_error(ctx, -EPROTO, "no job was answered");
	if (rc) {
		kreg_free_job(job);
		return rc;
	}
	job->info->number = kreg_attr_u32(attrs[KREG_A_JOB]);
	*out = job;
	return 0;
}

static int outcome(struct kreg *ctx, const struct kreg_job_info *info)
{
	if (!info->error)
		return 0;
	if (!info->text[0])
		return kreg_error_plain(ctx, info->error);
	return kreg_error(ctx, info->error, "%s", info->text);
}

/**
 * kreg_job_finish() - wait for a job that was submitted, for one call
 * @ctx: context
 * @rc: what submitting it gave
 * @job: job, when that went well
 * @out: receives the job, or NULL when there is none; may be NULL
 *
 * Return: how the job ended, or why it was not waited for, explained.
 */
int kreg_job_finish(struct kreg *ctx, int rc, struct kreg_job *job,
		    struct kreg_job **out)
{
	if (out)
		*out = NULL;
	if (rc)
		return rc;
	rc = kreg_wait_job(job, -1);
	if (!rc)
		rc = outcome(ctx, job->info);
	if (out)
		*out = job;
	else
		kreg_free_job(job);
	return rc;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Waits without the lock, so that other threads can go on with the context. */
static int wait_for_news(struct kreg *ctx, unsigned int news, int64_t until)
{
	int64_t rest = until < 0 ? LOOK_MS : until - now_ms();
	int rc = 0;

	if (rest <= 0)
		return -ETIMEDOUT;
	kreg_lock(ctx);
	kreg_message_drain(ctx);
	if (ctx->news != news)
		rest = 0;
	kreg_unlock(ctx);
	if (rest)
		rc = ctx->link->wait(ctx, rest < LOOK_MS ? rest : LOOK_MS);
	return rc == -ETIMEDOUT ? 0 : rc;
}

int kreg_wait_job(struct kreg_job *job, int timeout_ms)
{
	int64_t until = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
	struct kreg *ctx = job->ctx;
	unsigned int news;
	int rc;

	for (;;) {
		kreg_lock(ctx);
		news = ctx->news;
		rc = look(job);
		kreg_unlock(ctx);
		if (rc || job->info->state == KREG_JOB_DONE)
			return rc;
		rc = wait_for_news(ctx, news, until);
		if (rc)
			return kreg_error_plain(ctx, rc);
	}
}

const struct kreg_job_info *kreg_job_info(const struct kreg_job *job)
{
	return job->info;
}

const struct kreg_list *kreg_job_findings(const struct kreg_job *job)
{
	return &job->findings;
}

const struct kreg_list *kreg_job_holders(const struct kreg_job *job)
{
	return &job->holders;
}
