// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "print_finding.h"
#include "source_file.h"
#include "terminal.h"

#include <errno.h>

struct check {
	const struct options *options;
	struct json_object *list;
};

static void report(void *ctx, const struct file_finding *finding)
{
	struct check *check = ctx;

	if (check->options->json)
		finding_add(check->list, finding->number, finding->cell,
			    finding->repaired, finding->text);
	else
		finding_print(finding->number, finding->cell, finding->repaired,
			      finding->text);
}

/* A hive that was mended in memory is still corrupt in its file. */
static int verdict(int rc, const struct file_counts *counts)
{
	if (rc)
		return error_exit_code(rc);
	return counts->total ? EXIT_CORRUPT : EXIT_OK;
}

static void print_json(struct check *check, int rc,
		       const struct file_counts *counts)
{
	struct json_object *object = json_object_new_object();

	json_add_text(object, "file", text_of(check->options->file));
	json_add_bool(object, "usable", !rc);
	json_add_number(object, "total", counts->total);
	json_add_number(object, "repaired", counts->repaired);
	json_object_object_add(object, "findings", check->list);
	json_line(object);
}

static void print_totals(const struct check *check, int rc,
			 struct source *source,
			 const struct file_counts *counts)
{
	struct file_facts facts = { 0 };
	struct buffer out = { 0 };

	paint_begin(&out, counts->total ? PAINT_BAD : PAINT_GOOD);
	text_show(&out, text_of(check->options->file));
	if (!counts->total)
		buffer_puts(&out, ": good");
	else
		buffer_printf(&out, ": %u finding%s", counts->total,
			      counts->total == 1 ? "" : "s");
	if (counts->repaired)
		buffer_printf(&out, ", %u repaired in memory",
			      counts->repaired);
	paint_end(&out);
	if (!rc) {
		source_file_facts(source, &facts);
		buffer_printf(&out, ", %u keys, %u values", facts.keys,
			      facts.values);
		buffer_free(&facts.name);
	}
	buffer_putc(&out, '\n');
	output_buffer(&out);
	buffer_free(&out);
}

static int run(const struct options *options)
{
	struct check check = { .options = options };
	struct file_counts counts = { 0 };
	struct source *source;
	int rc;

	if (!options->file)
		return error_usage("check", "--file is missing");
	if (options->json)
		check.list = json_object_new_array();
	rc = source_file_check(options->file, options->repair, report, &check,
			       &counts, &source);
	if (rc && !counts.total)
		source_error(source, text_of(options->file), rc);
	if (options->json)
		print_json(&check, rc, &counts);
	else if (counts.total || !rc)
		print_totals(&check, rc, source, &counts);
	source_end(source);
	return verdict(rc, &counts);
}

const struct command command_check = {
	.name = "check",
	.args = "",
	.summary = "Check a hive file and list what is wrong with it",
	.about =
		"Each finding has the number of the broken rule, the cell, and a text. With\n"
		"--repair each says what a repair would do. The file is never changed. The\n"
		"exit code is 0 for a good hive, and 4 for any finding.",
	.takes = TAKES(HIVE) | TAKES(REPAIR),
	.least = 0,
	.most = 0,
	.run = run,
};
