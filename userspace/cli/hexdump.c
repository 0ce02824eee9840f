// SPDX-License-Identifier: GPL-2.0
#include "hexdump.h"

/* Columns of a line with 16 bytes and an offset of 8 digits. */
#define WIDE 78

static void dump_line(struct buffer *to, const uint8_t *data, size_t bytes,
		      size_t per_line)
{
	for (size_t i = 0; i < per_line; i++) {
		if (i == 8)
			buffer_putc(to, ' ');
		if (i < bytes)
			buffer_printf(to, " %02x", data[i]);
		else
			buffer_pad(to, 3);
	}
	buffer_puts(to, "  ");
	for (size_t i = 0; i < bytes; i++)
		buffer_putc(to,
			    data[i] >= 0x20 && data[i] < 0x7f ? data[i] : '.');
}

/**
 * hexdump_lines() - write a hex dump
 * @to: where to append; lines are parted by newlines, the last has none
 * @data: data
 * @bytes: length
 * @width: columns there are
 */
void hexdump_lines(struct buffer *to, const uint8_t *data, size_t bytes,
		   size_t width)
{
	size_t per_line = width < WIDE ? 8 : 16;
	int digits = bytes > 0x10000 ? 8 : 4;

	for (size_t at = 0; at < bytes; at += per_line) {
		size_t left = bytes - at;

		if (at)
			buffer_putc(to, '\n');
		buffer_printf(to, "%0*zx ", digits, at);
		dump_line(to, data + at, left < per_line ? left : per_line,
			  per_line);
	}
}
