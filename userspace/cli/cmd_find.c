// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "interrupt.h"
#include "json.h"
#include "pattern.h"
#include "print_value.h"
#include "subject.h"
#include "terminal.h"
#include "type.h"
#include "walk.h"

struct find {
	struct subject subject;
	struct walk walk;
	struct pattern pattern;
	struct values values;
	struct buffer out;
	struct buffer data;
	size_t keys;
	size_t found;
	bool in_keys;
	bool in_names;
	bool in_data;
};

static void show_path(struct find *find)
{
	struct buffer path = { 0 };

	subject_path(&find->subject, text_in(&find->walk.path), &path);
	path_show(&find->out, text_in(&path));
	buffer_free(&path);
}

static void print_json(struct find *find, const char *where,
		       struct json_object *value)
{
	struct json_object *object = json_object_new_object();
	struct buffer path = { 0 };

	subject_path(&find->subject, text_in(&find->walk.path), &path);
	json_object_object_add(object, "match", json_object_new_string(where));
	json_add_text(object, "key", text_in(&path));
	json_object_object_add(object, "value", value);
	json_line(object);
	buffer_free(&path);
}

static void found_key(struct find *find)
{
	progress_end();
	find->found++;
	if (find->subject.options->json) {
		print_json(find, "key", NULL);
		return;
	}
	show_path(find);
	buffer_putc(&find->out, '\n');
	output_buffer(&find->out);
}

static void found_value(struct find *find, const struct value *value,
			const uint8_t *data, const char *where)
{
	const struct options *options = find->subject.options;
	struct buffer *out = &find->out;

	progress_end();
	find->found++;
	if (options->json) {
		print_json(find, where, json_value(value, data, options));
		return;
	}
	show_path(find);
	buffer_puts(out, "  ");
	paint_begin(out, PAINT_NAME);
	value_name_show(out, value->name);
	paint_end(out);
	buffer_puts(out, "  ");
	paint_begin(out, PAINT_TYPE);
	type_show(out, value->type);
	paint_end(out);
	buffer_puts(out, "  ");
	value_brief(out, value, data, options, terminal.width);
	buffer_putc(out, '\n');
	output_buffer(out);
}

static int search_value(struct find *find, struct key *key,
			const struct value *value)
{
	bool name = find->in_names &&
		    pattern_matches(&find->pattern, value->name);
	const uint8_t *data;
	int rc;

	if (!name && !find->in_data)
		return 0;
	data = value_read(key, value, &find->data, &rc);
	if (rc)
		return rc;
	if (name)
		found_value(find, value, data, "name");
	else if (pattern_matches_data(&find->pattern, value, data))
		found_value(find, value, data, "data");
	return 0;
}

static int search_values(struct find *find, struct key *key)
{
	int rc = key_values(key, &find->values);

	for (size_t i = 0; !rc && i < find->values.count; i++) {
		struct value value = values_at(&find->values, i);

		if (interrupted() || output_failed())
			break;
		rc = search_value(find, key, &value);
	}
	return rc;
}

static int search_all(struct find *find)
{
	struct key *key;
	int rc;

	while ((rc = walk_next(&find->walk, &key)) > 0) {
		if (interrupted() || output_failed())
			return 0;
		progress_show("keys searched", ++find->keys);
		if (find->in_keys && find->walk.path.bytes &&
		    pattern_matches(&find->pattern, walk_name(&find->walk)))
			found_key(find);
		if (find->in_names || find->in_data)
			rc = search_values(find, key);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static void choose(struct find *find, const struct options *options)
{
	bool all = !options->keys && !options->values && !options->data;

	find->in_keys = options->keys || all;
	find->in_names = options->values || all;
	find->in_data = options->data || all;
}

static int search(struct find *find)
{
	int rc;

	interrupt_begin();
	walk_begin(&find->walk, find->subject.key,
		   find->subject.options->depth);
	find->subject.key = NULL;
	rc = search_all(find);
	progress_end();
	if (rc)
		return subject_failed(&find->subject, text_in(&find->walk.path),
				      rc);
	return find->found ? EXIT_OK : EXIT_NOT_FOUND;
}

static int run(const struct options *options)
{
	struct find find = { 0 };
	struct buffer wanted = { 0 };
	int code;

	choose(&find, options);
	code = argument_text(&wanted, options, options->args[0]);
	if (!code) {
		pattern_begin(&find.pattern, text_in(&wanted), options->glob);
		code = subject_begin(&find.subject, options, 1);
		if (!code)
			code = search(&find);
		subject_end(&find.subject);
	}
	walk_end(&find.walk);
	pattern_end(&find.pattern);
	values_free(&find.values);
	buffer_free(&find.out);
	buffer_free(&find.data);
	buffer_free(&wanted);
	return code;
}

const struct command command_find = {
	.name = "find",
	.args = "PATTERN [KEY]",
	.summary = "Search names of keys, names of values, and data",
	.about =
		"PATTERN may stand anywhere in a name or string, in upper or lower case.\n"
		"Numbers are found by their value. Without --keys, --values or --data,\n"
		"all three are searched.",
	.takes = TAKES_SOURCE | TAKES(KEYS) | TAKES(VALUES) | TAKES(DATA) |
		 TAKES(GLOB) | TAKES(DEPTH) | TAKES(EXPAND) | TAKES(BASE),
	.least = 1,
	.most = 2,
	.run = run,
};
