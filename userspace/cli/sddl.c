// SPDX-License-Identifier: GPL-2.0
/* Security descriptors as SDDL. */
#include "descriptor.h"

struct word {
	uint32_t mask;
	const char *letters;
};

static const struct word types[] = {
	{ 0, "A" },  { 1, "D" },   { 2, "AU" },	 { 3, "AL" },
	{ 9, "XA" }, { 10, "XD" }, { 17, "ML" },
};

static const struct word flags[] = {
	{ 0x01, "OI" }, { 0x02, "CI" }, { 0x04, "NP" }, { 0x08, "IO" },
	{ 0x10, "ID" }, { 0x40, "SA" }, { 0x80, "FA" },
};

static const struct word whole[] = {
	{ 0xf003f, "KA" },
	{ 0x20019, "KR" },
	{ 0x20006, "KW" },
};

static const struct word bits[] = {
	{ 0x00000001, "CC" }, { 0x00000002, "DC" }, { 0x00000004, "LC" },
	{ 0x00000008, "SW" }, { 0x00000010, "RP" }, { 0x00000020, "WP" },
	{ 0x00000040, "DT" }, { 0x00000080, "LO" }, { 0x00000100, "CR" },
	{ 0x00010000, "SD" }, { 0x00020000, "RC" }, { 0x00040000, "WD" },
	{ 0x00080000, "WO" }, { 0x10000000, "GA" }, { 0x20000000, "GX" },
	{ 0x40000000, "GW" }, { 0x80000000, "GR" },
};

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

static const char *find_word(const struct word *words, size_t count,
			     uint32_t mask)
{
	for (size_t i = 0; i < count; i++)
		if (words[i].mask == mask)
			return words[i].letters;
	return NULL;
}

static uint32_t all_bits(void)
{
	uint32_t all = 0;

	for (size_t i = 0; i < COUNT(bits); i++)
		all |= bits[i].mask;
	return all;
}

/* A right without letters makes the whole mask a number. */
static void put_rights(struct buffer *to, uint32_t mask)
{
	const char *letters = find_word(whole, COUNT(whole), mask);

	if (letters) {
		buffer_puts(to, letters);
	} else if (!mask || mask & ~all_bits()) {
		buffer_printf(to, "0x%x", mask);
	} else {
		for (size_t i = 0; i < COUNT(bits); i++)
			if (mask & bits[i].mask)
				buffer_puts(to, bits[i].letters);
	}
}

static void put_ace(struct buffer *to, const struct ace *ace)
{
	const char *letters = find_word(types, COUNT(types), ace->type);

	buffer_putc(to, '(');
	if (letters)
		buffer_puts(to, letters);
	else
		buffer_printf(to, "0x%x", ace->type);
	buffer_putc(to, ';');
	for (size_t i = 0; i < COUNT(flags); i++)
		if (ace->flags & flags[i].mask)
			buffer_puts(to, flags[i].letters);
	buffer_putc(to, ';');
	put_rights(to, ace->mask);
	buffer_puts(to, ";;;");
	if (ace->sid.bytes)
		sid_sddl(to, &ace->sid);
	buffer_putc(to, ')');
}

static void put_acl(struct buffer *to, char letter, struct acl acl,
		    uint16_t control, unsigned int shift)
{
	struct ace ace;

	buffer_printf(to, "%c:", letter);
	if (control & 0x1000 << shift)
		buffer_putc(to, 'P');
	if (control & 0x0100 << shift)
		buffer_puts(to, "AR");
	if (control & 0x0400 << shift)
		buffer_puts(to, "AI");
	if (!acl.there)
		buffer_puts(to, "NO_ACCESS_CONTROL");
	while (acl.there && ace_next(&acl, &ace))
		put_ace(to, &ace);
}

/**
 * descriptor_sddl() - write a security descriptor as SDDL
 * @to: where to append
 * @descriptor: descriptor
 */
void descriptor_sddl(struct buffer *to, const struct descriptor *descriptor)
{
	if (descriptor->owner.bytes) {
		buffer_puts(to, "O:");
		sid_sddl(to, &descriptor->owner);
	}
	if (descriptor->group.bytes) {
		buffer_puts(to, "G:");
		sid_sddl(to, &descriptor->group);
	}
	if (descriptor->dacl.there || descriptor->control & 0x0004)
		put_acl(to, 'D', descriptor->dacl, descriptor->control, 0);
	if (descriptor->sacl.there)
		put_acl(to, 'S', descriptor->sacl, descriptor->control, 1);
}
