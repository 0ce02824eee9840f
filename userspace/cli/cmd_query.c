// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "interrupt.h"
#include "json.h"
#include "print_key.h"
#include "print_value.h"
#include "subject.h"
#include "terminal.h"
#include "walk.h"

static int print_json(struct key *key, struct text path,
		      const struct options *options)
{
	struct json_object *object, *list;
	struct key_info info = { 0 };
	int rc = key_info(key, &info);

	object = json_object_new_object();
	json_key(object, path, &info);
	if (!rc)
		rc = json_values(key, options, &list);
	if (!rc) {
		json_object_object_add(object, "values", list);
		rc = json_names(key, &list);
	}
	if (!rc) {
		json_object_object_add(object, "subkeys", list);
		json_line(object);
	} else {
		json_object_put(object);
	}
	key_info_free(&info);
	return rc;
}

static int print_one(struct subject *subject, struct key *key,
		     struct text below)
{
	struct key_style style = { subject->options,
				   !subject->options->recursive, VALUE_CUT };
	struct buffer path = { 0 };
	int rc;

	subject_path(subject, below, &path);
	if (subject->options->json)
		rc = print_json(key, text_in(&path), subject->options);
	else
		rc = key_print(key, text_in(&path), &style);
	buffer_free(&path);
	return rc;
}

static int walk_all(struct subject *subject, struct walk *walk)
{
	struct buffer gap = { 0 };
	struct key *key;
	int rc;

	while ((rc = walk_next(walk, &key)) > 0) {
		if (interrupted() || output_failed())
			return 0;
		if (walk->path.bytes && !subject->options->json) {
			buffer_putc(&gap, '\n');
			output_buffer(&gap);
		}
		rc = print_one(subject, key, text_in(&walk->path));
		if (rc)
			break;
	}
	buffer_free(&gap);
	return rc;
}

static int run(const struct options *options)
{
	struct subject subject;
	struct walk walk = { 0 };
	int code = subject_begin(&subject, options, 0);
	int rc;

	if (!code) {
		interrupt_begin();
		walk_begin(&walk, subject.key,
			   options->recursive ? options->depth : 0);
		subject.key = NULL;
		rc = walk_all(&subject, &walk);
		if (rc)
			code = subject_failed(&subject, text_in(&walk.path),
					      rc);
	}
	walk_end(&walk);
	subject_end(&subject);
	return code;
}

const struct command command_query = {
	.name = "query",
	.args = "[KEY]",
	.summary = "Show a key: its values and subkeys",
	.about = "Without KEY, the root of the hive file.",
	.takes = TAKES_SOURCE | TAKES(RECURSIVE) | TAKES(DEPTH) |
		 TAKES(EXPAND) | TAKES(BASE) | TAKES(UTC),
	.least = 0,
	.most = 1,
	.run = run,
};
