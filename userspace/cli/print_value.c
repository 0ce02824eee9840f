// SPDX-License-Identifier: GPL-2.0
#include "print_value.h"
#include "bytes.h"
#include "hexdump.h"
#include "resource.h"
#include "string_data.h"
#include "terminal.h"
#include "type.h"

#include <string.h>

void value_name_show(struct buffer *to, struct text name)
{
	if (name.bytes)
		text_show(to, name);
	else
		buffer_puts(to, "(default)");
}

static void binary_show(struct buffer *to, uint64_t number, unsigned int bits)
{
	buffer_puts(to, "0b");
	for (unsigned int i = bits; i--;) {
		buffer_putc(to, '0' + (number >> i & 1));
		if (i && i % 8 == 0)
			buffer_putc(to, '_');
	}
}

static void base_show(struct buffer *to, uint64_t number, unsigned int bits,
		      unsigned int base)
{
	if (base == BASE_16)
		buffer_printf(to, "0x%0*llx", (int)bits / 4,
			      (unsigned long long)number);
	else if (base == BASE_10)
		buffer_printf(to, "%llu", (unsigned long long)number);
	else
		binary_show(to, number, bits);
}

/**
 * number_show() - write a number in all bases that were asked for
 * @to: where to append
 * @number: number
 * @bits: 32 or 64
 * @bases: BASE_*; the first stands alone, the others in brackets
 */
void number_show(struct buffer *to, uint64_t number, unsigned int bits,
		 unsigned int bases)
{
	static const unsigned int order[] = { BASE_16, BASE_10, BASE_2 };
	unsigned int shown = 0;

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		if (!(bases & order[i]))
			continue;
		if (shown)
			buffer_puts(to, shown == 1 ? " (" : ", ");
		base_show(to, number, bits, order[i]);
		shown++;
	}
	if (shown > 1)
		buffer_putc(to, ')');
}

static void note(struct buffer *to, const char *text)
{
	paint_begin(to, PAINT_NOTE);
	buffer_puts(to, text);
	paint_end(to);
}

static void quoted_show(struct buffer *to, struct text shown, bool quote)
{
	if (quote)
		buffer_putc(to, '"');
	text_show(to, shown);
	if (quote)
		buffer_putc(to, '"');
}

static void string_show(struct buffer *to, const struct value *value,
			const uint8_t *data, const struct value_style *style)
{
	bool expand = style->options->expand &&
		      value->type == KREG_REG_EXPAND_SZ;
	struct buffer stored = { 0 }, expanded = { 0 };

	string_text(&stored, data, value->bytes);
	if (expand)
		string_expand(&expanded, text_in(&stored));
	if (value->type == KREG_REG_LINK)
		buffer_puts(to, "-> ");
	quoted_show(to, text_in(expand ? &expanded : &stored),
		    style->quote && value->type != KREG_REG_LINK);
	if (value->bytes & 1 && style->quote)
		buffer_printf(to, " and a byte more: %02x",
			      data[value->bytes - 1]);
	buffer_free(&stored);
	buffer_free(&expanded);
}

static void multi_show(struct buffer *to, const struct value *value,
		       const uint8_t *data, bool quote, const char *between)
{
	size_t at = 0, length;
	struct buffer text = { 0 };

	while (multi_next(data, value->bytes, &at, &length)) {
		if (at)
			buffer_puts(to, between);
		text.bytes = 0;
		text_from_utf16(&text, data + at, length);
		quoted_show(to, text_in(&text), quote);
		at += length + 2;
	}
	if (!at && quote)
		note(to, "(empty list)");
	buffer_free(&text);
}

/* Returns false when the type is no number or the data has another size. */
static bool number_of(const struct value *value, const uint8_t *data,
		      uint64_t *number, unsigned int *bits)
{
	*bits = 32;
	if (value->type == KREG_REG_DWORD && value->bytes == 4)
		*number = get_u32(data);
	else if (value->type == KREG_REG_DWORD_BIG_ENDIAN && value->bytes == 4)
		*number = get_u32_big(data);
	else if (value->type == KREG_REG_QWORD && value->bytes == 8)
		*number = get_u64(data);
	else
		return false;
	if (value->type == KREG_REG_QWORD)
		*bits = 64;
	return true;
}

static void dump_show(struct buffer *to, const struct value *value,
		      const uint8_t *data, const struct value_style *style)
{
	size_t bytes = value->bytes;

	if (style->cut && bytes > style->cut)
		bytes = style->cut;
	hexdump_lines(to, data, bytes, style->width);
	if (bytes == value->bytes)
		return;
	buffer_putc(to, '\n');
	paint_begin(to, PAINT_NOTE);
	buffer_printf(to, "and %zu bytes more", value->bytes - bytes);
	paint_end(to);
}

/**
 * value_lines() - write the data of a value
 * @to: where to append; lines are parted by newlines, the last has none
 * @value: value
 * @data: its data
 * @style: how
 */
void value_lines(struct buffer *to, const struct value *value,
		 const uint8_t *data, const struct value_style *style)
{
	unsigned int bits;
	uint64_t number;

	if (number_of(value, data, &number, &bits))
		number_show(to, number, bits, style->options->bases);
	else if (type_is_string(value->type) && (value->bytes != 1))
		string_show(to, value, data, style);
	else if (!value->bytes && style->quote)
		note(to, "(no data)");
	else if (value->type == KREG_REG_MULTI_SZ && !(value->bytes & 1))
		multi_show(to, value, data, style->quote, "\n");
	else if (!resource_is_list(value->type) ||
		 !resource_lines(to, value->type, data, value->bytes))
		dump_show(to, value, data, style);
}

static void brief_bytes(struct buffer *to, const struct value *value,
			const uint8_t *data, size_t columns)
{
	size_t room = columns / 3 > 8 ? columns / 3 - 5 : 4;
	size_t bytes = value->bytes < room ? value->bytes : room;

	for (size_t i = 0; i < bytes; i++)
		buffer_printf(to, i ? " %02x" : "%02x", data[i]);
	if (bytes < value->bytes)
		buffer_printf(to, " ... (%u bytes)", value->bytes);
	else if (!value->bytes)
		buffer_puts(to, "(no data)");
}

/* Cuts the text from @begin on to so many columns. */
static void cut_columns(struct buffer *to, size_t begin, size_t columns)
{
	struct text text = { to->data + begin, to->bytes - begin };
	size_t at = 0, used = 0, good = 0;

	while (at < text.bytes && used <= columns) {
		if (used + 3 <= columns)
			good = at;
		used += text_width(text_next(text, &at));
	}
	if (used <= columns)
		return;
	to->bytes = begin + good;
	buffer_puts(to, "...");
}

/**
 * value_brief() - write the data of a value in one line
 * @to: where to append
 * @value: value
 * @data: its data
 * @options: bases, expansion
 * @columns: where to cut
 */
void value_brief(struct buffer *to, const struct value *value,
		 const uint8_t *data, const struct options *options,
		 size_t columns)
{
	struct value_style style = { options, columns, 0, true };
	struct value start = *value;
	size_t begin = to->bytes;
	unsigned int bits;
	uint64_t number;

	/* A line holds no more than this, so a longer text is not converted. */
	if (start.bytes > 8 * columns)
		start.bytes = 8 * columns & ~1u;
	if (number_of(value, data, &number, &bits))
		number_show(to, number, bits, options->bases);
	else if (type_is_string(value->type) && value->bytes > 1)
		string_show(to, &start, data, &style);
	else if (value->type == KREG_REG_MULTI_SZ && value->bytes > 1)
		multi_show(to, &start, data, true, ", ");
	else
		brief_bytes(to, value, data, columns);
	cut_columns(to, begin, columns);
}
