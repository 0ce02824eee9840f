// SPDX-License-Identifier: GPL-2.0
#include "text.h"
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

struct text text_of(const char *string)
{
	return (struct text){ string, strlen(string) };
}

struct text text_in(const struct buffer *buffer)
{
	return (struct text){ buffer->data ? buffer->data : "", buffer->bytes };
}

static bool is_surrogate(uint32_t code)
{
	return code >= 0xd800 && code < 0xe000;
}

static bool is_high(uint32_t code)
{
	return code >= 0xd800 && code < 0xdc00;
}

static bool is_low(uint32_t code)
{
	return code >= 0xdc00 && code < 0xe000;
}

/* Decodes one sequence. Returns its length, 0 when it is not well formed. */
static unsigned int decode(const uint8_t *at, size_t left, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned int bytes;

	if (at[0] < 0x80)
		bytes = 1;
	else
		bytes = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
	if (at[0] >= 0xf8 || (at[0] >= 0x80 && at[0] < 0xc0) || bytes > left)
		return 0;
	*code = bytes == 1 ? at[0] : at[0] & (0x7f >> bytes);
	for (unsigned int i = 1; i < bytes; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (at[i] & 0x3f);
	}
	return *code < least[bytes] || *code > 0x10ffff ? 0 : bytes;
}

/**
 * text_valid() - is this WTF-8?
 * @text: from a command line
 *
 * A pair of surrogates as two sequences of three bytes is none: it would be
 * a second spelling of one name.
 */
bool text_valid(struct text text)
{
	uint32_t code, before = 0;
	unsigned int bytes;

	for (size_t at = 0; at < text.bytes; at += bytes, before = code) {
		bytes = decode((const uint8_t *)text.data + at, text.bytes - at,
			       &code);
		if (!bytes || (is_low(code) && is_high(before)))
			return false;
	}
	return true;
}

/**
 * text_next() - take one character
 * @text: text
 * @at: position, below the length; moved on
 *
 * Return: the code point or single surrogate; U+FFFD for a bad byte.
 */
uint32_t text_next(struct text text, size_t *at)
{
	unsigned int bytes;
	uint32_t code;

	bytes = decode((const uint8_t *)text.data + *at, text.bytes - *at,
		       &code);
	*at += bytes ? bytes : 1;
	return bytes ? code : 0xfffd;
}

void text_put(struct buffer *to, uint32_t code)
{
	if (code < 0x80) {
		buffer_putc(to, code);
		return;
	}
	if (code < 0x800) {
		buffer_putc(to, 0xc0 | code >> 6);
	} else {
		if (code < 0x10000) {
			buffer_putc(to, 0xe0 | code >> 12);
		} else {
			buffer_putc(to, 0xf0 | code >> 18);
			buffer_putc(to, 0x80 | (code >> 12 & 0x3f));
		}
		buffer_putc(to, 0x80 | (code >> 6 & 0x3f));
	}
	buffer_putc(to, 0x80 | (code & 0x3f));
}

/**
 * text_from_utf16() - convert stored text
 * @to: where to append WTF-8
 * @data: UTF-16LE, any alignment
 * @bytes: length; an odd last byte is left out
 */
void text_from_utf16(struct buffer *to, const void *data, size_t bytes)
{
	const uint8_t *from = data;

	for (size_t i = 0; i + 1 < bytes; i += 2) {
		uint32_t code = from[i] | from[i + 1] << 8, low;

		if (is_high(code) && i + 3 < bytes) {
			low = from[i + 2] | from[i + 3] << 8;
			if (is_low(low)) {
				code = 0x10000 +
				       ((code & 0x3ff) << 10 | (low & 0x3ff));
				i += 2;
			}
		}
		text_put(to, code);
	}
}

/* Characters that move the cursor, hide, or turn the text around. */
static bool is_hostile(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad ||
	       code == 0x61c || (code >= 0x200b && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
	       is_surrogate(code) || (code & 0xfffe) == 0xfffe;
}

static void show_escaped(struct buffer *to, uint32_t code)
{
	static const char short_names[] = "0\0\0\0\0\0\0abtnvfr";

	if (code < sizeof(short_names) - 1 && short_names[code])
		buffer_printf(to, "\\%c", short_names[code]);
	else if (code < 0x100)
		buffer_printf(to, "\\x%02x", code);
	else if (code < 0x10000)
		buffer_printf(to, "\\u%04x", code);
	else
		buffer_printf(to, "\\U%08x", code);
}

/**
 * text_show() - write text so that no terminal is harmed
 * @to: where to append
 * @text: text
 *
 * Control characters, single surrogates and what the locale cannot show
 * become escapes. A backslash stays one: paths are full of them.
 */
void text_show(struct buffer *to, struct text text)
{
	for (size_t at = 0; at < text.bytes;) {
		uint32_t code = text_next(text, &at);

		if (is_hostile(code) || (code >= 0x80 && !terminal.utf8))
			show_escaped(to, code);
		else
			text_put(to, code);
	}
}

/**
 * text_width() - how many columns a character takes on the terminal
 * @code: a character that text_show() lets through
 */
unsigned int text_width(uint32_t code)
{
	int width = code < 0x80 ? 1 : wcwidth(code);

	return width < 0 ? 1 : width;
}

/**
 * text_columns() - how wide text is on the terminal
 * @shown: what text_show() made
 */
size_t text_columns(struct text shown)
{
	size_t columns = 0;

	for (size_t at = 0; at < shown.bytes;)
		columns += text_width(text_next(shown, &at));
	return columns;
}

/* Returns the letter of a short JSON escape, or 0. */
static char quote_letter(uint32_t code)
{
	switch (code) {
	case '"':
	case '\\':
		return code;
	case '\b':
		return 'b';
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\f':
		return 'f';
	case '\r':
		return 'r';
	}
	return 0;
}

/**
 * text_quote() - write text as a JSON string
 * @to: where to append
 * @text: text
 *
 * Control characters and single surrogates become escapes, all else is raw
 * UTF-8. These bytes are a promise: they are the same for a file and for the
 * module, and do not depend on the locale.
 */
void text_quote(struct buffer *to, struct text text)
{
	size_t at = 0, from = 0;

	buffer_putc(to, '"');
	while (at < text.bytes) {
		size_t start = at;
		uint32_t code = text_next(text, &at);
		char letter = quote_letter(code);

		if (!letter && code >= 0x20 && !is_surrogate(code) &&
		    code != 0xfffd)
			continue;
		buffer_add(to, text.data + from, start - from);
		from = at;
		if (letter)
			buffer_printf(to, "\\%c", letter);
		else if (code == 0xfffd)
			text_put(to, code);
		else
			buffer_printf(to, "\\u%04x", code);
	}
	buffer_add(to, text.data + from, text.bytes - from);
	buffer_putc(to, '"');
}

/* Reads exactly @digits hex digits. */
static bool read_hex(const char **string, unsigned int digits, uint32_t *code)
{
	char copy[9] = "", *end;

	strncat(copy, *string, digits);
	*code = strtoul(copy, &end, 16);
	*string += digits;
	return strspn(copy, "0123456789abcdefABCDEF") == digits && !*end;
}

static bool read_escape(const char **string, uint32_t *code)
{
	static const char letters[] = "0abtnvfr\\\"/";
	static const char codes[] = "\0\a\b\t\n\v\f\r\\\"/";
	char letter = *(*string)++;
	const char *found;

	if (letter == 'x')
		return read_hex(string, 2, code);
	if (letter == 'u')
		return read_hex(string, 4, code);
	if (letter == 'U')
		return read_hex(string, 8, code) && *code <= 0x10ffff;
	found = letter ? strchr(letters, letter) : NULL;
	if (found)
		*code = codes[found - letters];
	return found;
}

/* Makes one character of a pair of surrogates that were escaped singly. */
static void put_joined(struct buffer *to, uint32_t code)
{
	const uint8_t *end = (const uint8_t *)buffer_room(to, 0);
	uint32_t high;

	if (is_low(code) && to->bytes >= 3 && decode(end - 3, 3, &high) == 3 &&
	    is_high(high)) {
		to->bytes -= 3;
		code = 0x10000 + ((high & 0x3ff) << 10 | (code & 0x3ff));
	}
	text_put(to, code);
}

/**
 * text_unescape() - read what text_quote() or text_show() wrote
 * @to: where to append
 * @string: from the command line
 *
 * Return: 0 or -EINVAL for a bad escape.
 */
int text_unescape(struct buffer *to, const char *string)
{
	uint32_t code;

	while (*string) {
		if (*string != '\\') {
			buffer_putc(to, *string++);
			continue;
		}
		string++;
		if (!read_escape(&string, &code))
			return -EINVAL;
		put_joined(to, code);
	}
	return 0;
}
