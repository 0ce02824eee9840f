// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "module.h"
#include "print_holder.h"
#include "terminal.h"

#include <errno.h>
#include <string.h>

/**
 * struct counter - a number of the module
 * @name: in JSON
 * @text: for people
 * @number: value
 * @bytes: it is a size
 */
struct counter {
	const char *name;
	const char *text;
	uint64_t number;
	bool bytes;
};

typedef void (*counter_fn)(void *ctx, const struct counter *counter);

/* Tells the counters in the order in which they are shown. */
static void each_counter(const struct kreg_status *status, counter_fn tell,
			 void *ctx)
{
	const struct counter counters[] = {
		{ "pool_used", "memory used", status->pool_used, true },
		{ "pool_limit", "limit", status->pool_limit, true },
		{ "pool_high", "most ever used", status->pool_high, true },
		{ "pool_hives", "used by hives", status->pool_hives, true },
		{ "pool_keys", "used by key objects", status->pool_keys, true },
		{ "pool_values", "used by value snapshots", status->pool_values,
		  true },
		{ "pool_handles", "used by handles", status->pool_handles,
		  true },
		{ "pool_waiting", "waiting to be freed", status->pool_waiting,
		  true },
		{ "pool_refused", "charges refused", status->pool_refused,
		  false },
		{ "cache_keys", "key objects", status->cache_keys, false },
		{ "cache_values", "value snapshots", status->cache_values,
		  false },
		{ "cache_hits", "look-ups from the cache", status->cache_hits,
		  false },
		{ "cache_misses", "look-ups from hives", status->cache_misses,
		  false },
		{ "cache_shrunk", "objects given up", status->cache_shrunk,
		  false },
		{ "sessions", "sessions", status->sessions, false },
		{ "limit_handles", "handles a session may have",
		  status->limit_handles, false },
		{ "limit_jobs", "jobs a session may have", status->limit_jobs,
		  false },
		{ "handles", "open handles", status->handles, false },
	};

	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++)
		tell(ctx, &counters[i]);
}

/**
 * struct report - all that status shows
 * @version: versions
 * @status: counters
 * @hives: list of hives
 * @jobs: list of jobs
 */
struct report {
	struct kreg_version *version;
	struct kreg_status *status;
	struct kreg_list *hives;
	struct kreg_list *jobs;
};

static void size_show(struct buffer *to, uint64_t bytes)
{
	if (bytes < 1024)
		buffer_printf(to, "%llu B", (unsigned long long)bytes);
	else if (bytes < 1024 * 1024)
		buffer_printf(to, "%.1f KiB", bytes / 1024.0);
	else
		buffer_printf(to, "%.1f MiB", bytes / 1048576.0);
}

static const char *state_of(uint32_t state)
{
	switch (state) {
	case KREG_LOADED_LOADING:
		return "loading";
	case KREG_LOADED_LIVE:
		return "live";
	case KREG_LOADED_CLOSING:
		return "closing";
	}
	return "unknown";
}

static const char *kind_of(uint32_t kind)
{
	switch (kind) {
	case KREG_JOB_LOAD:
		return "load";
	case KREG_JOB_UNLOAD:
		return "unload";
	}
	return "unknown";
}

static void hive_lines(struct buffer *to, const struct kreg_loaded *hive)
{
	paint_begin(to, PAINT_KEY);
	buffer_printf(to, "  %s\\", kreg_root_name(hive->root));
	text_show(to, (struct text){ hive->name, hive->name_len });
	paint_end(to);
	buffer_printf(to, "  %s%s\n    file     ", state_of(hive->state),
		      hive->read_only ? ", read-only" : "");
	text_show(to, text_of(hive->file ? hive->file : ""));
	buffer_printf(to,
		      "\n    holds    version 1.%u, %llu keys, %llu values, ",
		      hive->minor, (unsigned long long)hive->keys,
		      (unsigned long long)hive->values);
	size_show(to, hive->bins);
	buffer_puts(to, " of bins\n    memory   ");
	size_show(to, hive->charged);
	buffer_printf(to, ", %llu key objects, %llu value snapshots\n",
		      (unsigned long long)hive->cached_keys,
		      (unsigned long long)hive->cached_values);
	buffer_printf(to, "    handles  %u\n", hive->handles);
	if (hive->repaired)
		buffer_printf(to, "    repaired %u findings at load\n",
			      hive->repaired);
}

static const char *progress_of(const struct kreg_job_info *job)
{
	if (job->state == KREG_JOB_QUEUED)
		return "queued";
	if (job->state == KREG_JOB_RUNNING)
		return "running";
	return job->error ? "failed" : "done";
}

static void job_line(struct buffer *to, const struct kreg_job_info *job)
{
	const char *root = kreg_root_name(job->root);

	buffer_printf(to, "  %u  %s %s\\", job->number, kind_of(job->kind),
		      root ? root : "?");
	text_show(to, (struct text){ job->name, job->name_len });
	if (job->file && *job->file) {
		buffer_puts(to, " from ");
		text_show(to, text_of(job->file));
	}
	buffer_printf(to, "  %s  pid %u  ", progress_of(job), job->pid);
	age_show(to, job->age_ms);
	if (job->text && *job->text) {
		buffer_puts(to, "  ");
		text_show(to, text_of(job->text));
	}
	buffer_putc(to, '\n');
}

static void counter_line(void *ctx, const struct counter *counter)
{
	struct buffer *to = ctx;

	paint_begin(to, PAINT_NAME);
	buffer_printf(to, "  %-28s", counter->text);
	paint_end(to);
	if (counter->bytes)
		size_show(to, counter->number);
	else
		buffer_printf(to, "%llu", (unsigned long long)counter->number);
	buffer_putc(to, '\n');
}

static void counter_json(void *ctx, const struct counter *counter)
{
	json_add_number(ctx, counter->name, counter->number);
}

static void print_text(const struct report *report)
{
	const struct kreg_loaded *hive;
	const struct kreg_job_info *job;
	struct buffer out = { 0 };

	buffer_printf(&out, "kreg: module %s, library %s, protocol %u\n",
		      *report->version->module ? report->version->module : "?",
		      report->version->library, report->version->protocol);
	each_counter(report->status, counter_line, &out);
	buffer_printf(&out, "%zu hives\n", kreg_list_count(report->hives));
	for (size_t i = 0; (hive = kreg_list_hive(report->hives, i)); i++)
		hive_lines(&out, hive);
	buffer_printf(&out, "%zu jobs\n", kreg_list_count(report->jobs));
	for (size_t i = 0; (job = kreg_list_job(report->jobs, i)); i++)
		job_line(&out, job);
	output_buffer(&out);
	buffer_free(&out);
}

static struct json_object *hive_json(const struct kreg_loaded *hive)
{
	struct json_object *object = json_object_new_object();

	json_add_string(object, "root", kreg_root_name(hive->root));
	json_add_text(object, "name",
		      (struct text){ hive->name, hive->name_len });
	json_add_string(object, "file", hive->file);
	json_add_string(object, "state", state_of(hive->state));
	json_add_bool(object, "read_only", hive->read_only);
	json_add_number(object, "minor", hive->minor);
	json_add_number(object, "repaired", hive->repaired);
	json_add_number(object, "bins_bytes", hive->bins);
	json_add_number(object, "charged", hive->charged);
	json_add_number(object, "keys", hive->keys);
	json_add_number(object, "values", hive->values);
	json_add_number(object, "cached_keys", hive->cached_keys);
	json_add_number(object, "cached_values", hive->cached_values);
	json_add_number(object, "handles", hive->handles);
	return object;
}

static struct json_object *job_json(const struct kreg_job_info *job)
{
	struct json_object *object = json_object_new_object();
	bool done = job->state == KREG_JOB_DONE;

	json_add_number(object, "number", job->number);
	json_add_string(object, "kind", kind_of(job->kind));
	json_add_string(object, "state", progress_of(job));
	json_object_object_add(object, "error",
			       done ? json_object_new_int(-job->error) : NULL);
	json_add_string(object, "text", job->text);
	json_add_string(object, "root", kreg_root_name(job->root));
	json_add_text(object, "name",
		      (struct text){ job->name, job->name_len });
	json_add_string(object, "file", job->file);
	json_add_number(object, "pid", job->pid);
	json_add_number(object, "age_ms", job->age_ms);
	json_add_number(object, "findings", job->findings);
	json_add_number(object, "repaired", job->repaired);
	json_add_number(object, "holders", job->holders);
	return object;
}

static void print_json(const struct report *report)
{
	struct json_object *object = json_object_new_object();
	struct json_object *hives = json_object_new_array();
	struct json_object *jobs = json_object_new_array();
	const struct kreg_loaded *hive;
	const struct kreg_job_info *job;

	json_add_string(object, "module", report->version->module);
	json_add_string(object, "library", report->version->library);
	json_add_number(object, "protocol", report->version->protocol);
	each_counter(report->status, counter_json, object);
	for (size_t i = 0; (hive = kreg_list_hive(report->hives, i)); i++)
		json_object_array_add(hives, hive_json(hive));
	for (size_t i = 0; (job = kreg_list_job(report->jobs, i)); i++)
		json_object_array_add(jobs, job_json(job));
	json_object_object_add(object, "hives", hives);
	json_object_object_add(object, "jobs", jobs);
	json_line(object);
}

static int ask(struct kreg *ctx, struct report *report)
{
	int rc = kreg_get_version(ctx, &report->version);

	if (!rc)
		rc = kreg_get_status(ctx, &report->status);
	if (!rc)
		rc = kreg_get_hives(ctx, &report->hives);
	if (!rc)
		rc = kreg_get_jobs(ctx, &report->jobs);
	return rc;
}

static int run(const struct options *options)
{
	struct report report = { 0 };
	struct text none = { "", 0 };
	struct kreg *ctx;
	int rc, code = 0;

	rc = kreg_open(&ctx, 0);
	if (rc)
		return module_error(NULL, none, rc);
	rc = ask(ctx, &report);
	if (rc)
		code = module_error(ctx, none, rc);
	else if (options->json)
		print_json(&report);
	else
		print_text(&report);
	kreg_free(report.version);
	kreg_free(report.status);
	kreg_free_list(report.hives);
	kreg_free_list(report.jobs);
	kreg_close(ctx);
	return code;
}

const struct command command_status = {
	.name = "status",
	.args = "",
	.summary = "Show the state of the module: memory, hives, jobs",
	.takes = 0,
	.least = 0,
	.most = 0,
	.run = run,
};
