// SPDX-License-Identifier: LGPL-2.1
#include "error.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HIGH_FIRST 0xd800 /* first of the high surrogates */
#define LOW_FIRST 0xdc00
#define LOW_LAST 0xdfff
#define BEYOND_BMP 0x10000
#define CHAR_MAX_BYTES 4

static bool is_high(uint32_t unit)
{
	return unit >= HIGH_FIRST && unit < LOW_FIRST;
}

static bool is_low(uint32_t unit)
{
	return unit >= LOW_FIRST && unit <= LOW_LAST;
}

static uint32_t unit_at(const unsigned char *data, size_t at)
{
	return data[at] | data[at + 1] << 8;
}

/* Reads the character at @at and returns its bytes, 2 or 4. */
static size_t get_utf16(const unsigned char *data, size_t size, size_t at,
			uint32_t *c)
{
	uint32_t low;

	*c = unit_at(data, at);
	if (!is_high(*c) || at + 4 > size)
		return 2;
	low = unit_at(data, at + 2);
	if (!is_low(low))
		return 2;
	*c = BEYOND_BMP + ((*c - HIGH_FIRST) << 10) + (low - LOW_FIRST);
	return 4;
}

/* Writes a character as WTF-8 and returns its bytes. */
static size_t put_text(char *at, uint32_t c)
{
	if (c < 0x80) {
		at[0] = c;
		return 1;
	}
	if (c < 0x800) {
		at[0] = 0xc0 | c >> 6;
		at[1] = 0x80 | (c & 0x3f);
		return 2;
	}
	if (c < BEYOND_BMP) {
		at[0] = 0xe0 | c >> 12;
		at[1] = 0x80 | (c >> 6 & 0x3f);
		at[2] = 0x80 | (c & 0x3f);
		return 3;
	}
	at[0] = 0xf0 | c >> 18;
	at[1] = 0x80 | (c >> 12 & 0x3f);
	at[2] = 0x80 | (c >> 6 & 0x3f);
	at[3] = 0x80 | (c & 0x3f);
	return 4;
}

size_t kreg_utf16_to_text(const void *data, size_t size, char *text,
			  size_t text_size)
{
	size_t at = 0, len = 0, written = 0, bytes;
	char encoded[CHAR_MAX_BYTES];
	uint32_t c;

	while (size - at >= 2) {
		at += get_utf16(data, size, at, &c);
		bytes = put_text(encoded, c);
		/* After the first that does not fit none is written. */
		if (written == len && len + bytes < text_size) {
			memcpy(text + len, encoded, bytes);
			written += bytes;
		}
		len += bytes;
	}
	if (text_size)
		text[written] = '\0';
	return len;
}

char *kreg_utf16_to_new_text(const void *data, size_t size, size_t *len)
{
	size_t bytes = kreg_utf16_to_text(data, size, NULL, 0);
	char *text = malloc(bytes + 1);

	if (!text)
		return NULL;
	kreg_utf16_to_text(data, size, text, bytes + 1);
	if (len)
		*len = bytes;
	return text;
}

static bool is_tail(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* Bytes of the character that begins with @lead, its first bits in @c. */
static size_t lead_bytes(unsigned char lead, uint32_t *c)
{
	*c = lead;
	if (lead < 0x80)
		return 1;
	*c = lead & 0x1f;
	if (lead >= 0xc2 && lead < 0xe0)
		return 2;
	*c = lead & 0x0f;
	if (lead >= 0xe0 && lead < 0xf0)
		return 3;
	*c = lead & 0x07;
	return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/* Reads a character of WTF-8; returns its bytes, 0 when it is none. */
static size_t get_text(const unsigned char *text, size_t len, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, BEYOND_BMP };
	size_t bytes = lead_bytes(*text, c), i;

	if (!bytes || bytes > len)
		return 0;
	for (i = 1; i < bytes; i++) {
		if (!is_tail(text[i]))
			return 0;
		*c = *c << 6 | (text[i] & 0x3f);
	}
	return *c >= least[bytes] && *c <= 0x10ffff ? bytes : 0;
}

static void put_unit(unsigned char *at, uint32_t unit)
{
	at[0] = unit;
	at[1] = unit >> 8;
}

static void put_utf16(unsigned char *at, uint32_t c)
{
	if (c < BEYOND_BMP) {
		put_unit(at, c);
		return;
	}
	c -= BEYOND_BMP;
	put_unit(at, HIGH_FIRST + (c >> 10));
	put_unit(at + 2, LOW_FIRST + (c & 0x3ff));
}

/* Counts the bytes of UTF-16, and writes them when @data is not NULL. */
static int convert(const char *text, size_t len, unsigned char *data,
		   size_t *size)
{
	uint32_t c, before = 0;
	size_t at = 0, bytes;

	*size = 0;
	while (at < len) {
		bytes = get_text((const unsigned char *)text + at, len - at,
				 &c);
		/* A pair as two characters would have a second spelling. */
		if (!bytes || (is_high(before) && is_low(c)))
			return -EILSEQ;
		if (data)
			put_utf16(data + *size, c);
		*size += c < BEYOND_BMP ? 2 : 4;
		at += bytes;
		before = c;
	}
	return 0;
}

int kreg_text_to_utf16(const char *text, size_t len, void *data, size_t *size)
{
	size_t room = *size, needed;

	if (len == KREG_NTS)
		len = strlen(text);
	if (convert(text, len, NULL, &needed))
		return kreg_error(NULL, -EILSEQ, "the text is not WTF-8");
	*size = needed;
	if (needed > room)
		return kreg_error(NULL, -ERANGE, "%zu bytes are needed",
				  needed);
	return convert(text, len, data, size);
}
