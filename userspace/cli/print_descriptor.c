// SPDX-License-Identifier: GPL-2.0
/* Security descriptors for people. */
#include "descriptor.h"
#include "terminal.h"
#include "text.h"

static const struct {
	uint32_t mask;
	const char *name;
} rights[] = {
	{ 0x00000001, "query value" },	   { 0x00000002, "set value" },
	{ 0x00000004, "create subkey" },   { 0x00000008, "enumerate subkeys" },
	{ 0x00000010, "notify" },	   { 0x00000020, "create link" },
	{ 0x00000100, "64-bit view" },	   { 0x00000200, "32-bit view" },
	{ 0x00010000, "delete" },	   { 0x00020000, "read control" },
	{ 0x00040000, "write DAC" },	   { 0x00080000, "write owner" },
	{ 0x00100000, "synchronize" },	   { 0x01000000, "access SACL" },
	{ 0x02000000, "maximum allowed" }, { 0x10000000, "generic all" },
	{ 0x20000000, "generic execute" }, { 0x40000000, "generic write" },
	{ 0x80000000, "generic read" },
};

#define RIGHTS (sizeof(rights) / sizeof(*rights))

/**
 * rights_show() - write access rights by name
 * @to: where to append
 * @mask: rights
 */
void rights_show(struct buffer *to, uint32_t mask)
{
	const char *mark = "";

	if (mask == 0xf003f || mask == 0x20019 || mask == 0x20006) {
		buffer_puts(to, mask == 0xf003f ? "full control" :
				mask == 0x20019 ? "read" :
						  "write");
		return;
	}
	for (size_t i = 0; i < RIGHTS; i++) {
		if (!(mask & rights[i].mask))
			continue;
		buffer_printf(to, "%s%s", mark, rights[i].name);
		mask &= ~rights[i].mask;
		mark = ", ";
	}
	if (mask || !*mark)
		buffer_printf(to, "%s0x%x", mark, mask);
}

static void scope_show(struct buffer *to, const struct ace *ace)
{
	bool below = ace->flags & 0x02, only = ace->flags & 0x08;

	buffer_puts(to, !below ? (only ? "nothing" : "this key") :
			only   ? "subkeys" :
				 "this key and subkeys");
	if (ace->flags & 0x04)
		buffer_puts(to, ", one level");
	if (ace->flags & 0x01)
		buffer_puts(to, ", objects");
	if (ace->flags & 0x10)
		buffer_puts(to, ", inherited");
	if (ace->flags & 0x40)
		buffer_puts(to, ", on success");
	if (ace->flags & 0x80)
		buffer_puts(to, ", on failure");
}

static void ace_type_show(struct buffer *to, uint8_t type)
{
	static const char *const names[] = { "allow", "deny", "audit",
					     "alarm" };
	const char *name = type == 9  ? "allow if" :
			   type == 10 ? "deny if" :
			   type == 17 ? "label" :
					NULL;

	if (type < 4)
		name = names[type];
	if (name)
		buffer_printf(to, "%-8s", name);
	else
		buffer_printf(to, "type %-3u", type);
}

static size_t sid_columns(struct acl acl)
{
	struct buffer shown = { 0 };
	size_t most = 0, columns;
	struct ace ace;

	while (ace_next(&acl, &ace)) {
		shown.bytes = 0;
		if (ace.sid.bytes)
			sid_show(&shown, &ace.sid);
		columns = text_columns(text_in(&shown));
		if (columns > most)
			most = columns;
	}
	buffer_free(&shown);
	return most;
}

static void ace_line(struct buffer *to, const struct ace *ace, size_t columns)
{
	struct buffer sid = { 0 };

	if (ace->sid.bytes)
		sid_show(&sid, &ace->sid);
	buffer_puts(to, "  ");
	paint_begin(to, ace->type == 1 ? PAINT_BAD : PAINT_GOOD);
	ace_type_show(to, ace->type);
	paint_end(to);
	buffer_add(to, sid.data, sid.bytes);
	buffer_pad(to, columns - text_columns(text_in(&sid)) + 2);
	rights_show(to, ace->mask);
	paint_begin(to, PAINT_NOTE);
	buffer_puts(to, "  [");
	scope_show(to, ace);
	buffer_putc(to, ']');
	paint_end(to);
	buffer_putc(to, '\n');
	buffer_free(&sid);
}

static void acl_lines(struct buffer *to, const char *name, struct acl acl,
		      bool is_protected, bool automatic)
{
	size_t columns = sid_columns(acl);
	struct ace ace;

	paint_begin(to, PAINT_NAME);
	buffer_puts(to, name);
	paint_end(to);
	if (!acl.there)
		buffer_puts(to, "  none");
	else if (!acl.count)
		buffer_puts(to, "  empty");
	if (is_protected)
		buffer_puts(to, "  protected");
	if (automatic)
		buffer_puts(to, "  auto-inherited");
	buffer_putc(to, '\n');
	while (acl.there && ace_next(&acl, &ace))
		ace_line(to, &ace, columns);
	if (acl.there && acl.count)
		buffer_printf(to, "  and %u entries that are broken\n",
			      acl.count);
}

static void sid_line(struct buffer *to, const char *name, const struct sid *sid)
{
	paint_begin(to, PAINT_NAME);
	buffer_puts(to, name);
	paint_end(to);
	buffer_puts(to, "  ");
	if (sid->bytes)
		sid_show(to, sid);
	else
		buffer_puts(to, "none");
	buffer_putc(to, '\n');
}

/**
 * descriptor_lines() - write a security descriptor for people
 * @to: where to append, each line with its newline
 * @descriptor: descriptor
 */
void descriptor_lines(struct buffer *to, const struct descriptor *descriptor)
{
	uint16_t control = descriptor->control;

	sid_line(to, "owner", &descriptor->owner);
	sid_line(to, "group", &descriptor->group);
	acl_lines(to, "DACL", descriptor->dacl, control & 0x1000,
		  control & 0x0400);
	acl_lines(to, "SACL", descriptor->sacl, control & 0x2000,
		  control & 0x0800);
}
