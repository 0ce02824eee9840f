// SPDX-License-Identifier: GPL-2.0
/*
 * Names of keys and values: counted, any character, compared without case.
 *
 * Nearly every name is ASCII, and an ASCII byte is one unit both in Latin-1
 * and in WTF-8: those bytes are handled without looking at the form.
 */
#include "name.h"

#include "upcase.h"

#define SURROGATE_HIGH 0xd800
#define SURROGATE_LOW 0xdc00
#define SURROGATE_END 0xe000

/**
 * struct units - the UTF-16 units of a name, one after the other
 * @at: next byte
 * @end: past the last
 * @form: how to read them
 * @low: second half of a pair that WTF-8 holds as one character, or 0
 */
struct units {
	const u8 *at;
	const u8 *end;
	enum kreg_name_form form;
	u16 low;
};

static struct units units_of(const struct kreg_name *name)
{
	return (struct units){
		.at = name->data,
		.end = name->data + name->bytes,
		.form = name->form,
	};
}

/* Decode a character that takes more than one byte; the text was checked. */
static u32 decode_wtf8(const u8 **at)
{
	const u8 *p = *at;

	if (p[0] < 0xe0) {
		*at += 2;
		return (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if (p[0] < 0xf0) {
		*at += 3;
		return (p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	}
	*at += 4;
	return (p[0] & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 |
	       (p[3] & 0x3f);
}

static int next_wtf8(struct units *units)
{
	u32 c;

	if (units->low) {
		c = units->low;
		units->low = 0;
		return c;
	}
	c = decode_wtf8(&units->at);
	if (c < 0x10000)
		return c;
	c -= 0x10000;
	units->low = SURROGATE_LOW + (c & 0x3ff);
	return SURROGATE_HIGH + (c >> 10);
}

/* The next unit, or -1 at the end. */
static __always_inline int next_unit(struct units *units)
{
	u16 unit;

	if (units->form == KREG_NAME_UTF16) {
		if (units->end - units->at < 2)
			return -1;
		unit = get_unaligned_le16(units->at);
		units->at += 2;
		return unit;
	}
	if (units->low)
		return next_wtf8(units);
	if (units->at == units->end)
		return -1;
	if (*units->at < 0x80 || units->form == KREG_NAME_LATIN1)
		return *units->at++;
	return next_wtf8(units);
}

static bool is_tail(const u8 *p, const u8 *end)
{
	return p < end && (*p & 0xc0) == 0x80;
}

/* Bytes of the character at @p, or 0 when it is no WTF-8. */
static size_t wtf8_length(const u8 *p, const u8 *end)
{
	u8 head = p[0];

	if (head < 0x80)
		return 1;
	if (head < 0xc2 || head > 0xf4 || !is_tail(p + 1, end))
		return 0;
	if (head < 0xe0)
		return 2;
	if (!is_tail(p + 2, end) || (head == 0xe0 && p[1] < 0xa0))
		return 0;
	if (head < 0xf0)
		return 3;
	if (!is_tail(p + 3, end) || (head == 0xf0 && p[1] < 0x90) ||
	    (head == 0xf4 && p[1] > 0x8f))
		return 0;
	return 4;
}

/* A high surrogate directly before @p, and a low one at @p. */
static bool is_split_pair(const u8 *data, const u8 *p, const u8 *end)
{
	return p - data >= 3 && p[-3] == 0xed && (p[-2] & 0xf0) == 0xa0 &&
	       end - p >= 3 && p[0] == 0xed && (p[1] & 0xf0) == 0xb0;
}

/**
 * kreg_name_check() - check that text is WTF-8
 * @data: text
 * @bytes: its length
 *
 * A pair of surrogates written as two sequences of three bytes is refused, so
 * that each name has one spelling.
 *
 * Context: Any.
 * Return: 0 or -EILSEQ.
 */
int kreg_name_check(const void *data, size_t bytes)
{
	const u8 *p = data;
	const u8 *end = p + bytes;
	size_t length;

	while (p < end) {
		if (likely(*p < 0x80)) {
			p++;
			continue;
		}
		length = wtf8_length(p, end);
		if (!length || is_split_pair(data, p, end))
			return -EILSEQ;
		p += length;
	}
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_name_check);

/**
 * kreg_name_units() - count the UTF-16 units of a name
 * @name: name
 *
 * Context: Any.
 * Return: units.
 */
u32 kreg_name_units(const struct kreg_name *name)
{
	struct units units;
	u32 count = 0;

	if (name->form == KREG_NAME_LATIN1)
		return name->bytes;
	if (name->form == KREG_NAME_UTF16)
		return name->bytes / 2;
	units = units_of(name);
	while (next_unit(&units) >= 0)
		count++;
	return count;
}
EXPORT_SYMBOL_KREG(kreg_name_units);

/**
 * kreg_name_hash() - compute the hash that lh lists store
 * @name: name
 *
 * Context: Any.
 * Return: H, from H = 37 * H + upcase(c) over the units.
 */
u32 kreg_name_hash(const struct kreg_name *name)
{
	struct units units = units_of(name);
	u32 hash = 0;
	int unit;

	while ((unit = next_unit(&units)) >= 0)
		hash = 37 * hash + kreg_upcase(unit);
	return hash;
}
EXPORT_SYMBOL_KREG(kreg_name_hash);

/* One step of the mixed hash. */
static __always_inline u32 mix(u32 hash, u32 unit)
{
	hash = (hash ^ unit) * 0x9e3779b1u;
	return hash ^ hash >> 15;
}

/**
 * kreg_name_mix() - hash a name for a table in memory
 * @name: name
 * @seed: a secret, so that no one can prepare names that collide
 *
 * Equal names in any form and case give the same hash.
 *
 * Context: Any.
 * Return: the hash.
 */
u32 kreg_name_mix(const struct kreg_name *name, u32 seed)
{
	struct units units = units_of(name);
	u32 hash = seed;
	int unit;

	if (units.form != KREG_NAME_UTF16)
		for (; units.at < units.end && *units.at < 0x80; units.at++)
			hash = mix(hash, kreg_upcase(*units.at));
	while ((unit = next_unit(&units)) >= 0)
		hash = mix(hash, kreg_upcase(unit));
	return hash;
}
EXPORT_SYMBOL_KREG(kreg_name_mix);

/**
 * kreg_name_hint() - compute the hint that lf lists store
 * @name: name
 *
 * Context: Any.
 * Return: the first four characters, one byte each, zero padded; characters
 * from the first one on that is not Latin-1 are left out.
 */
u32 kreg_name_hint(const struct kreg_name *name)
{
	struct units units = units_of(name);
	u32 hint = 0;
	int i, unit;

	for (i = 0; i < 4; i++) {
		unit = next_unit(&units);
		if (unit < 0 || unit > 0xff)
			break;
		hint |= (u32)unit << (8 * i);
	}
	return hint;
}
EXPORT_SYMBOL_KREG(kreg_name_hint);

/* Compare from a place on where one of both is not plain ASCII. */
static noinline int compare_units(struct units a, struct units b)
{
	int x, y;

	do {
		x = next_unit(&a);
		y = next_unit(&b);
		if (x < 0 || y < 0)
			return (x >= 0) - (y >= 0);
		x = kreg_upcase(x);
		y = kreg_upcase(y);
	} while (x == y);
	return x < y ? -1 : 1;
}

/* Skip what both begin with, as long as it is ASCII. */
static void skip_alike(struct units *a, struct units *b)
{
	u64 x, y;
	u32 same;

	while (a->end - a->at >= 8 && b->end - b->at >= 8) {
		x = get_unaligned_le64(a->at);
		y = get_unaligned_le64(b->at);
		if ((x | y) & 0x8080808080808080ULL)
			return;
		same = x == y ? 8 : __ffs(x ^ y) / 8;
		a->at += same;
		b->at += same;
		if (same < 8)
			return;
	}
}

/**
 * kreg_name_compare() - compare two names as subkey lists are sorted
 * @a: name
 * @b: name
 *
 * Context: Any.
 * Return: less than, equal to or greater than 0.
 */
int kreg_name_compare(const struct kreg_name *a, const struct kreg_name *b)
{
	struct units ua = units_of(a);
	struct units ub = units_of(b);
	u8 x, y;

	if (a->form == KREG_NAME_UTF16 || b->form == KREG_NAME_UTF16)
		return compare_units(ua, ub);
	skip_alike(&ua, &ub);
	while (ua.at < ua.end && ub.at < ub.end) {
		x = *ua.at;
		y = *ub.at;
		if (unlikely((x | y) & 0x80))
			return compare_units(ua, ub);
		if (x != y) {
			x = kreg_upcase(x);
			y = kreg_upcase(y);
			if (x != y)
				return x < y ? -1 : 1;
		}
		ua.at++;
		ub.at++;
	}
	return (ua.at < ua.end) - (ub.at < ub.end);
}
EXPORT_SYMBOL_KREG(kreg_name_compare);

/**
 * kreg_name_equal() - are two names the same but for case?
 * @a: name
 * @b: name
 *
 * Context: Any.
 * Return: true when they are.
 */
bool kreg_name_equal(const struct kreg_name *a, const struct kreg_name *b)
{
	if (a->form == b->form && a->form != KREG_NAME_WTF8 &&
	    a->bytes != b->bytes)
		return false;
	return !kreg_name_compare(a, b);
}
EXPORT_SYMBOL_KREG(kreg_name_equal);

/* The next character: a pair of surrogates is one; -1 at the end. */
static int next_character(struct units *units)
{
	struct units ahead;
	int high, low;

	high = next_unit(units);
	if (high < SURROGATE_HIGH || high >= SURROGATE_LOW)
		return high;
	ahead = *units;
	low = next_unit(&ahead);
	if (low < SURROGATE_LOW || low >= SURROGATE_END)
		return high;
	*units = ahead;
	return 0x10000 + ((high - SURROGATE_HIGH) << 10) +
	       (low - SURROGATE_LOW);
}

static size_t character_size(u32 c)
{
	if (c < 0x80)
		return 1;
	if (c < 0x800)
		return 2;
	return c < 0x10000 ? 3 : 4;
}

static void put_character(u8 *p, u32 c)
{
	size_t size = character_size(c);
	static const u8 heads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t i;

	for (i = size - 1; i; i--) {
		p[i] = 0x80 | (c & 0x3f);
		c >>= 6;
	}
	p[0] = heads[size] | c;
}

/**
 * kreg_name_wtf8_size() - how long a name is as WTF-8
 * @name: name
 *
 * Context: Any.
 * Return: bytes.
 */
size_t kreg_name_wtf8_size(const struct kreg_name *name)
{
	struct units units = units_of(name);
	size_t size = 0;
	int c;

	if (name->form == KREG_NAME_WTF8)
		return name->bytes;
	while ((c = next_character(&units)) >= 0)
		size += character_size(c);
	return size;
}
EXPORT_SYMBOL_KREG(kreg_name_wtf8_size);

/**
 * kreg_name_to_wtf8() - write a name as WTF-8
 * @name: name
 * @buf: where to, may overlap nothing; no NUL is added
 * @size: bytes of @buf
 *
 * Context: Any.
 * Return: the bytes the whole name takes; when this is more than @size, what
 * fits was written, whole characters only.
 */
size_t kreg_name_to_wtf8(const struct kreg_name *name, void *buf, size_t size)
{
	struct units units = units_of(name);
	size_t used = 0;
	int c;

	while ((c = next_character(&units)) >= 0) {
		if (used + character_size(c) > size)
			return kreg_name_wtf8_size(name);
		put_character((u8 *)buf + used, c);
		used += character_size(c);
	}
	return used;
}
EXPORT_SYMBOL_KREG(kreg_name_to_wtf8);

/**
 * kreg_name_is_narrow() - does a name fit into one byte per unit?
 * @name: name
 *
 * Context: Any.
 * Return: true when every unit is below 256.
 */
bool kreg_name_is_narrow(const struct kreg_name *name)
{
	struct units units = units_of(name);
	int unit;

	while ((unit = next_unit(&units)) >= 0)
		if (unit > 0xff)
			return false;
	return true;
}

/**
 * kreg_name_stored_size() - how long a name is as cells store it
 * @name: name
 *
 * Context: Any.
 * Return: bytes: one per unit if it is narrow, else two.
 */
u32 kreg_name_stored_size(const struct kreg_name *name)
{
	u32 units = kreg_name_units(name);

	return kreg_name_is_narrow(name) ? units : 2 * units;
}

/**
 * kreg_name_store() - write a name as cells store it
 * @name: name
 * @buf: where to, kreg_name_stored_size() bytes
 *
 * Context: Any.
 */
void kreg_name_store(const struct kreg_name *name, void *buf)
{
	struct units units = units_of(name);
	u8 *p = buf;
	int unit;

	if (!kreg_name_is_narrow(name)) {
		kreg_name_store_wide(name, buf);
		return;
	}
	while ((unit = next_unit(&units)) >= 0)
		*p++ = unit;
}

/**
 * kreg_name_store_wide() - write a name as UTF-16LE
 * @name: name
 * @buf: where to, two bytes per unit
 *
 * Context: Any.
 */
void kreg_name_store_wide(const struct kreg_name *name, void *buf)
{
	struct units units = units_of(name);
	u8 *p = buf;
	int unit;

	while ((unit = next_unit(&units)) >= 0) {
		put_unaligned_le16(unit, p);
		p += 2;
	}
}
