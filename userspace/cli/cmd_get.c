// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "print_value.h"
#include "subject.h"
#include "terminal.h"
#include "type.h"

#include <errno.h>

static void print_value(const struct value *value, const uint8_t *data,
			const struct options *options)
{
	struct value_style style = { options, terminal.width, 0, false };
	struct buffer out = { 0 };

	if (options->raw) {
		buffer_add(&out, data, value->bytes);
	} else if (options->type) {
		type_show(&out, value->type);
		buffer_putc(&out, '\n');
	} else {
		value_lines(&out, value, data, &style);
		buffer_putc(&out, '\n');
	}
	output_buffer(&out);
	buffer_free(&out);
}

static int no_value(struct subject *subject, struct text name, int rc)
{
	struct buffer what = { 0 }, why = { 0 };
	struct text none = { "", 0 };

	if (rc != -ENOENT)
		return subject_failed(subject, none, rc);
	subject_path(subject, none, &what);
	buffer_puts(&why, "value \"");
	value_name_show(&why, name);
	buffer_puts(&why, "\" not found");
	error_text(text_in(&what), buffer_string(&why), NULL);
	buffer_free(&what);
	buffer_free(&why);
	return EXIT_NOT_FOUND;
}

static int get(struct subject *subject, struct text name)
{
	struct values values = { 0 };
	struct buffer buffer = { 0 };
	const uint8_t *data = NULL;
	struct value value;
	int rc = key_find(subject->key, name, &values);

	if (!rc) {
		value = values_at(&values, 0);
		data = value_read(subject->key, &value, &buffer, &rc);
	}
	if (!rc && subject->options->json)
		json_line(json_value(&value, data, subject->options));
	else if (!rc)
		print_value(&value, data, subject->options);
	values_free(&values);
	buffer_free(&buffer);
	return rc ? no_value(subject, name, rc) : 0;
}

static int run(const struct options *options)
{
	struct buffer name = { 0 };
	struct subject subject;
	int code = subject_begin(&subject, options, 0);

	if (!code && options->count > 1)
		code = argument_text(&name, options, options->args[1]);
	if (!code)
		code = get(&subject, text_in(&name));
	subject_end(&subject);
	buffer_free(&name);
	return code;
}

const struct command command_get = {
	.name = "get",
	.args = "KEY [VALUE]",
	.summary = "Print the data of one value",
	.about = "Without VALUE, the default value of the key.",
	.takes = TAKES_SOURCE | TAKES(TYPE) | TAKES(RAW) | TAKES(EXPAND) |
		 TAKES(BASE),
	.least = 1,
	.most = 2,
	.run = run,
};
