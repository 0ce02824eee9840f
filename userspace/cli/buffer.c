// SPDX-License-Identifier: GPL-2.0
#include "buffer.h"
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/**
 * memory_resize() - realloc() of an array, for a program that has no way on
 * @memory: array or NULL
 * @count: entries
 * @size: of one entry
 *
 * Return: the array; ends the program when there is no memory.
 */
void *memory_resize(void *memory, size_t count, size_t size)
{
	void *bigger = reallocarray(memory, count, size);

	if (!bigger)
		error_no_memory();
	return bigger;
}

/**
 * buffer_room() - make room at the end
 * @buffer: buffer
 * @bytes: that the caller is about to write
 *
 * Return: where to write; the caller then raises @buffer->bytes.
 */
char *buffer_room(struct buffer *buffer, size_t bytes)
{
	size_t need = buffer->bytes + bytes;

	if (need > buffer->room || !buffer->data) {
		size_t room = buffer->room ? buffer->room * 2 : 256;

		if (room < need)
			room = need;
		buffer->data = memory_resize(buffer->data, room, 1);
		buffer->room = room;
	}
	return buffer->data + buffer->bytes;
}

void buffer_add(struct buffer *buffer, const void *data, size_t bytes)
{
	if (!bytes)
		return;
	memcpy(buffer_room(buffer, bytes), data, bytes);
	buffer->bytes += bytes;
}

void buffer_puts(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}

void buffer_putc(struct buffer *buffer, char c)
{
	*buffer_room(buffer, 1) = c;
	buffer->bytes++;
}

void buffer_pad(struct buffer *buffer, size_t columns)
{
	if (!columns)
		return;
	memset(buffer_room(buffer, columns), ' ', columns);
	buffer->bytes += columns;
}

void buffer_hex(struct buffer *buffer, const void *data, size_t bytes)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *from = data;
	char *to = buffer_room(buffer, 2 * bytes);

	for (size_t i = 0; i < bytes; i++) {
		*to++ = digits[from[i] >> 4];
		*to++ = digits[from[i] & 15];
	}
	buffer->bytes += 2 * bytes;
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	int bytes;

	va_start(args, format);
	bytes = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (bytes < 0)
		return;
	va_start(args, format);
	vsnprintf(buffer_room(buffer, bytes + 1), bytes + 1, format, args);
	va_end(args);
	buffer->bytes += bytes;
}

/**
 * buffer_string() - the content as a C string
 * @buffer: buffer
 *
 * Return: the content with a NUL behind it, valid until the buffer changes.
 */
const char *buffer_string(struct buffer *buffer)
{
	*buffer_room(buffer, 1) = '\0';
	return buffer->data;
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){ 0 };
}
