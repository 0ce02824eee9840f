// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "module.h"
#include "mount.h"
#include "print_finding.h"
#include "terminal.h"

#include <errno.h>
#include <stdio.h>

static void print_findings(const struct kreg_job *job)
{
	const struct kreg_list *list = kreg_job_findings(job);
	size_t total = kreg_job_info(job)->findings;
	const struct kreg_job_finding *finding;

	for (size_t i = 0; (finding = kreg_list_finding(list, i)); i++)
		finding_print(finding->number, finding->cell, finding->repaired,
			      finding->text);
	if (total > kreg_list_count(list))
		printf("and %zu findings more\n",
		       total - kreg_list_count(list));
}

static void print_json(const struct options *options, int rc,
		       const struct kreg_job *job)
{
	struct json_object *object = json_object_new_object(), *list;
	const struct kreg_job_finding *finding;

	list = json_object_new_array();
	for (size_t i = 0;
	     job && (finding = kreg_list_finding(kreg_job_findings(job), i));
	     i++)
		finding_add(list, finding->number, finding->cell,
			    finding->repaired, finding->text);
	json_add_text(object, "mount", text_of(options->args[0]));
	json_add_text(object, "file", text_of(options->args[1]));
	json_add_number(object, "error", -rc);
	json_add_number(object, "total",
			job ? kreg_job_info(job)->findings : 0);
	json_object_object_add(object, "findings", list);
	json_line(object);
}

/* Which of the two arguments an error is about. */
static struct text culprit(const struct options *options, int rc)
{
	return text_of(options->args[rc == -EEXIST || rc == -ENODEV ? 0 : 1]);
}

static const char is_loaded[] = "\"kreg status\" lists what is loaded";
static const char would_repair[] =
	"\"kreg check --repair --file %s\" tells what --repair would do";

static int load_error(struct kreg *ctx, const struct options *options, int rc)
{
	struct buffer next = { 0 };
	int code;

	if (rc == -EBUSY || rc == -EEXIST)
		buffer_puts(&next, is_loaded);
	else if (rc == -EUCLEAN && !options->repair)
		buffer_printf(&next, would_repair, options->args[1]);
	else if (module_hint(rc) && rc != -EUCLEAN)
		buffer_puts(&next, module_hint(rc));
	code = module_error_hint(ctx, culprit(options, rc), rc,
				 next.bytes ? buffer_string(&next) : NULL);
	buffer_free(&next);
	return code;
}

static int load(struct kreg *ctx, const struct mount *mount,
		const struct options *options)
{
	unsigned int flags = options->repair ? KREG_LOAD_HIVE_REPAIR : 0;
	struct kreg_job *job = NULL;
	int code = 0, rc;

	rc = kreg_load_hive_file(ctx, mount->root, mount->name.data,
				 mount->name.bytes, options->args[1], flags,
				 &job);
	if (rc)
		code = load_error(ctx, options, rc);
	if (options->json)
		print_json(options, rc, job);
	else if (job)
		print_findings(job);
	kreg_free_job(job);
	return code;
}

static int run(const struct options *options)
{
	return mount_run(options, load);
}

const struct command command_load = {
	.name = "load",
	.args = "MOUNT FILE",
	.summary = "Load a hive file into the module",
	.about =
		"MOUNT is a free name below HKLM or HKU, such as HKLM\\Test. A hive that is\n"
		"broken or needs recovery is refused; --repair loads what is whole of a\n"
		"broken one, and reports each repair. The file is not changed.",
	.takes = TAKES(REPAIR) | TAKES(ESCAPES),
	.least = 2,
	.most = 2,
	.run = run,
};
