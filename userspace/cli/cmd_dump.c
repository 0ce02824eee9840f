// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "interrupt.h"
#include "print_key.h"
#include "subject.h"
#include "terminal.h"
#include "walk.h"

/* Bytes that are gathered before they are written. */
#define PIECE 65536

struct dump {
	struct subject subject;
	struct walk walk;
	struct key_info info;
	struct values values;
	struct buffer out;
	struct buffer data;
};

static void put_number(struct buffer *to, uint64_t number)
{
	char digits[20];
	int at = sizeof(digits);

	do
		digits[--at] = '0' + number % 10;
	while (number /= 10);
	buffer_add(to, digits + at, sizeof(digits) - at);
}

static void put_value(struct buffer *to, const struct value *value,
		      const uint8_t *data)
{
	buffer_puts(to, "{\"name\": ");
	text_quote(to, value->name);
	buffer_puts(to, ", \"type\": ");
	put_number(to, value->type);
	buffer_puts(to, ", \"data\": \"");
	buffer_hex(to, data, value->bytes);
	buffer_puts(to, "\"}");
}

static void put_head(struct buffer *to, struct text path,
		     const struct key_info *info)
{
	buffer_puts(to, "{\"key\": ");
	text_quote(to, path);
	buffer_puts(to, ", \"class\": ");
	if (info->has_class)
		text_quote(to, text_in(&info->class));
	else
		buffer_puts(to, "null");
	buffer_puts(to, ", \"last_write\": ");
	put_number(to, info->last_write);
	buffer_puts(to, ", \"values\": [");
}

/*
 * Written by hand, not with json-c: these bytes are compared, and a hive has
 * hundreds of thousands of keys.
 */
static int dump_line(struct dump *dump, struct key *key)
{
	struct buffer *out = &dump->out;
	int rc = key_info(key, &dump->info);

	if (!rc)
		rc = key_values(key, &dump->values);
	if (rc)
		return rc;
	put_head(out, text_in(&dump->walk.path), &dump->info);
	for (size_t i = 0; !rc && i < dump->values.count; i++) {
		struct value value = values_at(&dump->values, i);
		const uint8_t *data = value_read(key, &value, &dump->data, &rc);

		if (i)
			buffer_puts(out, ", ");
		if (!rc)
			put_value(out, &value, data);
	}
	buffer_puts(out, "]}\n");
	if (!rc && out->bytes > PIECE)
		output_buffer(out);
	return rc;
}

static int dump_text(struct dump *dump, struct key *key)
{
	struct key_style style = { dump->subject.options, false, 0 };
	struct buffer path = { 0 };
	int rc;

	if (dump->walk.path.bytes)
		buffer_putc(&dump->out, '\n');
	output_buffer(&dump->out);
	subject_path(&dump->subject, text_in(&dump->walk.path), &path);
	rc = key_print(key, text_in(&path), &style);
	buffer_free(&path);
	return rc;
}

static int dump_all(struct dump *dump)
{
	bool json = dump->subject.options->json;
	struct key *key;
	int rc;

	while ((rc = walk_next(&dump->walk, &key)) > 0) {
		if (interrupted() || output_failed())
			return 0;
		rc = json ? dump_line(dump, key) : dump_text(dump, key);
		if (rc)
			return rc;
	}
	output_buffer(&dump->out);
	return rc;
}

static int run(const struct options *options)
{
	struct dump dump = { 0 };
	int code = subject_begin(&dump.subject, options, 0);
	int rc;

	if (!code) {
		interrupt_begin();
		walk_begin(&dump.walk, dump.subject.key, -1);
		dump.subject.key = NULL;
		rc = dump_all(&dump);
		if (rc)
			code = subject_failed(&dump.subject,
					      text_in(&dump.walk.path), rc);
	}
	walk_end(&dump.walk);
	key_info_free(&dump.info);
	values_free(&dump.values);
	buffer_free(&dump.out);
	buffer_free(&dump.data);
	subject_end(&dump.subject);
	return code;
}

const struct command command_dump = {
	.name = "dump",
	.args = "[KEY]",
	.summary = "Print everything at and below a key",
	.about =
		"With --json, one object per key and line, in the order of the tree:\n"
		"{\"key\": \"A\\\\B\", \"class\": null, \"last_write\": 0, \"values\":\n"
		"[{\"name\": \"\", \"type\": 1, \"data\": \"hex\"}]}; keys are relative to KEY.",
	.takes = TAKES_SOURCE | TAKES(EXPAND) | TAKES(BASE) | TAKES(UTC),
	.least = 0,
	.most = 1,
	.run = run,
};
