// SPDX-License-Identifier: GPL-2.0
#include "print_key.h"
#include "print_value.h"
#include "stamp.h"
#include "string_data.h"
#include "subject.h"
#include "terminal.h"
#include "type.h"

#define INDENT 4
#define TYPE_MOST 20
#define NAME_MOST 36 /* a longer name does not push the columns away */

static void head_show(struct buffer *to, struct text path,
		      const struct key_info *info,
		      const struct options *options)
{
	path_show(to, path);
	buffer_putc(to, '\n');
	buffer_pad(to, INDENT);
	paint_begin(to, PAINT_NOTE);
	buffer_puts(to, "last write ");
	stamp_show(to, info->last_write, options->utc);
	if (info->has_class) {
		buffer_puts(to, ", class \"");
		text_show(to, text_in(&info->class));
		buffer_putc(to, '"');
	}
	paint_end(to);
	buffer_putc(to, '\n');
}

/* Measures the columns of names and types. */
static void measure(const struct values *values, size_t *names, size_t *types)
{
	struct buffer shown = { 0 };

	*names = 0;
	*types = 0;
	for (size_t i = 0; i < values->count; i++) {
		struct value value = values_at(values, i);
		size_t columns;

		shown.bytes = 0;
		value_name_show(&shown, value.name);
		columns = text_columns(text_in(&shown));
		if (columns > *names && columns <= NAME_MOST)
			*names = columns;
		shown.bytes = 0;
		type_show(&shown, value.type);
		if (shown.bytes > *types && shown.bytes <= TYPE_MOST)
			*types = shown.bytes;
	}
	buffer_free(&shown);
}

static void add_indented(struct buffer *to, const struct buffer *lines,
			 size_t indent)
{
	for (size_t i = 0; i < lines->bytes; i++) {
		buffer_putc(to, lines->data[i]);
		if (lines->data[i] == '\n')
			buffer_pad(to, indent);
	}
}

static void cell_show(struct buffer *to, const struct buffer *text,
		      size_t columns, enum paint paint)
{
	size_t used = text_columns(text_in(text));

	paint_begin(to, paint);
	buffer_add(to, text->data, text->bytes);
	paint_end(to);
	if (used > columns) {
		buffer_putc(to, '\n');
		used = 0;
		columns += INDENT;
	}
	buffer_pad(to, columns - used + 2);
}

static void row_show(struct buffer *to, const struct value *value,
		     const uint8_t *data, const struct key_style *style,
		     const size_t columns[2])
{
	size_t indent = INDENT + columns[0] + 2 + columns[1] + 2;
	struct value_style how = { style->options, 40, style->cut, true };
	struct buffer text = { 0 };

	if (terminal.width > indent + how.width)
		how.width = terminal.width - indent;
	buffer_pad(to, INDENT);
	value_name_show(&text, value->name);
	cell_show(to, &text, columns[0], PAINT_NAME);
	text.bytes = 0;
	type_show(&text, value->type);
	cell_show(to, &text, columns[1], PAINT_TYPE);
	text.bytes = 0;
	value_lines(&text, value, data, &how);
	add_indented(to, &text, indent);
	buffer_putc(to, '\n');
	buffer_free(&text);
}

static int values_print(struct key *key, const struct key_style *style)
{
	struct buffer buffer = { 0 }, out = { 0 };
	struct values values = { 0 };
	int rc = key_values(key, &values);
	size_t columns[2];

	measure(&values, &columns[0], &columns[1]);
	for (size_t i = 0; !rc && !output_failed() && i < values.count; i++) {
		struct value value = values_at(&values, i);
		const uint8_t *data = value_read(key, &value, &buffer, &rc);

		if (rc)
			break;
		row_show(&out, &value, data, style, columns);
		output_buffer(&out);
	}
	values_free(&values);
	buffer_free(&buffer);
	buffer_free(&out);
	return rc;
}

static int names_print(struct key *key)
{
	struct names names = { 0 };
	struct buffer out = { 0 };
	int rc = key_subkeys(key, &names);

	for (size_t i = 0; !rc && !output_failed() && i < names.count; i++) {
		buffer_pad(&out, INDENT);
		paint_begin(&out, PAINT_KEY);
		text_show(&out, names_at(&names, i));
		buffer_putc(&out, '\\');
		paint_end(&out);
		buffer_putc(&out, '\n');
		output_buffer(&out);
	}
	names_free(&names);
	buffer_free(&out);
	return rc;
}

/**
 * key_print() - print a key with its values and the names of its subkeys
 * @key: key
 * @path: of the key
 * @style: how
 *
 * Return: 0 or a negative errno.
 */
int key_print(struct key *key, struct text path, const struct key_style *style)
{
	struct key_info info = { 0 };
	struct buffer out = { 0 };
	int rc = key_info(key, &info);

	if (!rc) {
		head_show(&out, path, &info, style->options);
		output_buffer(&out);
		rc = values_print(key, style);
	}
	if (!rc && style->subkeys)
		rc = names_print(key);
	key_info_free(&info);
	buffer_free(&out);
	return rc;
}

/**
 * link_show() - write where a link leads
 * @key: key that is a link
 * @to: where to append
 */
void link_show(struct key *key, struct buffer *to)
{
	struct buffer buffer = { 0 }, target = { 0 };
	struct values values = { 0 };
	const uint8_t *data;
	struct value value;
	int rc;

	rc = key_find(key, text_of("SymbolicLinkValue"), &values);
	if (!rc) {
		value = values_at(&values, 0);
		data = value_read(key, &value, &buffer, &rc);
	}
	if (!rc)
		string_text(&target, data, value.bytes);
	text_show(to, rc ? text_of("?") : text_in(&target));
	values_free(&values);
	buffer_free(&buffer);
	buffer_free(&target);
}
