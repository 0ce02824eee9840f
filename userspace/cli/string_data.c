// SPDX-License-Identifier: GPL-2.0
#include "string_data.h"
#include "bytes.h"

#include <stdlib.h>
#include <string.h>

/**
 * string_text() - the text of a REG_SZ, REG_EXPAND_SZ or REG_LINK
 * @to: where to append
 * @data: data
 * @bytes: length
 *
 * One NUL at the end is left out, others are part of the text.
 */
void string_text(struct buffer *to, const uint8_t *data, size_t bytes)
{
	bytes &= ~(size_t)1;
	if (bytes && !get_u16(data + bytes - 2))
		bytes -= 2;
	text_from_utf16(to, data, bytes);
}

/* Appends what %NAME% stands for; returns false when it stands for nothing. */
static bool expand_name(struct buffer *to, const char *name, size_t bytes)
{
	char *copy = strndup(name, bytes);
	const char *value = copy ? getenv(copy) : NULL;

	free(copy);
	if (!value)
		return false;
	buffer_puts(to, value);
	return true;
}

/**
 * string_expand() - replace %NAME% by the environment's value
 * @to: where to append
 * @text: text; a name that is not set stays as it is
 */
void string_expand(struct buffer *to, struct text text)
{
	const char *at = text.data, *end = text.data + text.bytes;

	while (at < end) {
		const char *first = memchr(at, '%', end - at);
		const char *second =
			first ? memchr(first + 1, '%', end - first - 1) : NULL;

		if (!second)
			break;
		buffer_add(to, at, first - at);
		if (expand_name(to, first + 1, second - first - 1)) {
			at = second + 1;
		} else {
			buffer_add(to, first, second - first);
			at = second;
		}
	}
	buffer_add(to, at, end - at);
}

/**
 * multi_next() - find the next string of a REG_MULTI_SZ
 * @data: data
 * @bytes: length
 * @at: where the string begins; 0 at first
 * @length: of the string in bytes, without its NUL
 *
 * The NUL that ends the list is no string, an empty string before it is one.
 * The caller adds @length + 2 to @at.
 *
 * Return: whether there is a string.
 */
bool multi_next(const uint8_t *data, size_t bytes, size_t *at, size_t *length)
{
	size_t end = *at;

	bytes &= ~(size_t)1;
	while (end < bytes && get_u16(data + end))
		end += 2;
	*length = end > *at ? end - *at : 0;
	if (*length)
		return true;
	return end + 2 < bytes;
}
