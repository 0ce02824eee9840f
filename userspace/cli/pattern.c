// SPDX-License-Identifier: GPL-2.0
#include "pattern.h"
#include "bytes.h"
#include "fold.h"
#include "string_data.h"
#include "type.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Upper-cased UTF-16 units, in the machine's order. */
struct units {
	const uint16_t *at;
	size_t count;
};

static struct units units_in(const struct buffer *buffer)
{
	static const uint16_t nothing[1];

	if (!buffer->bytes)
		return (struct units){ nothing, 0 };
	return (struct units){ (const uint16_t *)buffer->data,
			       buffer->bytes / 2 };
}

/* Reads a number as people type it: decimal, or hexadecimal after 0x. */
static bool read_number(struct text text, uint64_t *number)
{
	char digits[24], *end;

	if (!text.bytes || text.bytes >= sizeof(digits) || text.data[0] < '0' ||
	    text.data[0] > '9')
		return false;
	memcpy(digits, text.data, text.bytes);
	digits[text.bytes] = '\0';
	errno = 0;
	*number =
		strtoull(digits, &end, strncasecmp(digits, "0x", 2) ? 10 : 16);
	return !*end && !errno;
}

/**
 * pattern_begin() - prepare to look for text
 * @pattern: filled
 * @text: what to look for
 * @glob: * and ? and [...] are wildcards
 */
void pattern_begin(struct pattern *pattern, struct text text, bool glob)
{
	*pattern = (struct pattern){ .glob = glob };
	fold_text(&pattern->units, text);
	pattern->is_number = read_number(text, &pattern->number);
}

void pattern_end(struct pattern *pattern)
{
	buffer_free(&pattern->units);
	buffer_free(&pattern->scratch);
}

static bool contains(struct units text, struct units wanted)
{
	const uint16_t *at = text.at, *end = text.at + text.count;

	if (!wanted.count)
		return true;
	while (at < end) {
		size_t left = (const char *)end - (const char *)at;
		const char *hit = memmem(at, left, wanted.at, 2 * wanted.count);

		if (!hit)
			return false;
		if ((hit - (const char *)at) % 2 == 0)
			return true;
		at += (hit - (const char *)at) / 2 + 1;
	}
	return false;
}

/*
 * Matches one unit against a [set]; @length gets the length of the set. A set
 * that does not end is a plain bracket.
 */
static bool matches_set(struct units glob, uint16_t unit, size_t *length)
{
	bool invert = glob.count > 1 &&
		      (glob.at[1] == '!' || glob.at[1] == '^');
	size_t i = invert ? 2 : 1, first = i;
	bool found = false;

	for (; i < glob.count && (glob.at[i] != ']' || i == first); i++) {
		if (i + 2 < glob.count && glob.at[i + 1] == '-' &&
		    glob.at[i + 2] != ']') {
			found |= unit >= glob.at[i] && unit <= glob.at[i + 2];
			i += 2;
		} else {
			found |= unit == glob.at[i];
		}
	}
	*length = i < glob.count ? i + 1 : 1;
	return i < glob.count ? found != invert : unit == '[';
}

static bool matches_unit(struct units glob, uint16_t unit, size_t *length)
{
	*length = 1;
	if (!glob.count)
		return false;
	if (*glob.at == '[')
		return matches_set(glob, unit, length);
	return *glob.at == '?' || *glob.at == unit;
}

/* Goes back to the last star only, so the work is bounded. */
static bool matches_glob(struct units glob, struct units text)
{
	size_t g = 0, t = 0, star = (size_t)-1, mark = 0, length;

	while (t < text.count) {
		struct units rest = { glob.at + g, glob.count - g };

		if (rest.count && *rest.at == '*') {
			star = ++g;
			mark = t;
		} else if (matches_unit(rest, text.at[t], &length)) {
			g += length;
			t++;
		} else if (star != (size_t)-1) {
			g = star;
			t = ++mark;
		} else {
			return false;
		}
	}
	while (g < glob.count && glob.at[g] == '*')
		g++;
	return g == glob.count;
}

static bool matches_scratch(struct pattern *pattern)
{
	struct units text = units_in(&pattern->scratch);
	struct units wanted = units_in(&pattern->units);

	return pattern->glob ? matches_glob(wanted, text) :
			       contains(text, wanted);
}

bool pattern_matches(struct pattern *pattern, struct text text)
{
	pattern->scratch.bytes = 0;
	fold_text(&pattern->scratch, text);
	return matches_scratch(pattern);
}

/* Folds bytes as UTF-16LE. */
static void fold_wide(struct buffer *to, const uint8_t *data, size_t bytes)
{
	uint16_t *units = (uint16_t *)buffer_room(to, bytes);

	for (size_t i = 0; i < bytes / 2; i++)
		units[i] = fold_unit(get_u16(data + 2 * i));
	to->bytes += bytes & ~(size_t)1;
}

static void fold_narrow(struct buffer *to, const uint8_t *data, size_t bytes)
{
	uint16_t *units = (uint16_t *)buffer_room(to, 2 * bytes);

	for (size_t i = 0; i < bytes; i++)
		units[i] = fold_unit(data[i]);
	to->bytes += 2 * bytes;
}

static bool matches_wide(struct pattern *pattern, const uint8_t *data,
			 size_t bytes)
{
	pattern->scratch.bytes = 0;
	fold_wide(&pattern->scratch, data, bytes);
	return matches_scratch(pattern);
}

static bool matches_multi(struct pattern *pattern, const uint8_t *data,
			  size_t bytes)
{
	size_t at = 0, length;

	while (multi_next(data, bytes, &at, &length)) {
		if (matches_wide(pattern, data + at, length))
			return true;
		at += length + 2;
	}
	return false;
}

/* Text may lie in other data as UTF-16 at any address, or as single bytes. */
static bool matches_bytes(struct pattern *pattern, const uint8_t *data,
			  size_t bytes)
{
	if (pattern->glob || !pattern->units.bytes)
		return false;
	if (matches_wide(pattern, data, bytes) ||
	    (bytes && matches_wide(pattern, data + 1, bytes - 1)))
		return true;
	pattern->scratch.bytes = 0;
	fold_narrow(&pattern->scratch, data, bytes);
	return matches_scratch(pattern);
}

/**
 * pattern_matches_data() - look into the data of a value
 * @pattern: pattern
 * @value: value
 * @data: its data
 *
 * Strings are compared as strings, numbers as numbers, all else as bytes.
 */
bool pattern_matches_data(struct pattern *pattern, const struct value *value,
			  const uint8_t *data)
{
	size_t bytes = value->bytes;

	if (type_is_string(value->type)) {
		bytes &= ~(size_t)1;
		if (bytes && !get_u16(data + bytes - 2))
			bytes -= 2;
		return matches_wide(pattern, data, bytes);
	}
	if (value->type == KREG_REG_MULTI_SZ)
		return matches_multi(pattern, data, bytes);
	if (value->type == KREG_REG_DWORD && bytes == 4)
		return pattern->is_number && get_u32(data) == pattern->number;
	if (value->type == KREG_REG_DWORD_BIG_ENDIAN && bytes == 4)
		return pattern->is_number &&
		       get_u32_big(data) == pattern->number;
	if (value->type == KREG_REG_QWORD && bytes == 8)
		return pattern->is_number && get_u64(data) == pattern->number;
	return matches_bytes(pattern, data, bytes);
}
