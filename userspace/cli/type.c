// SPDX-License-Identifier: GPL-2.0
#include "type.h"

static const char *const names[] = {
	[KREG_REG_NONE] = "REG_NONE",
	[KREG_REG_SZ] = "REG_SZ",
	[KREG_REG_EXPAND_SZ] = "REG_EXPAND_SZ",
	[KREG_REG_BINARY] = "REG_BINARY",
	[KREG_REG_DWORD] = "REG_DWORD",
	[KREG_REG_DWORD_BIG_ENDIAN] = "REG_DWORD_BIG_ENDIAN",
	[KREG_REG_LINK] = "REG_LINK",
	[KREG_REG_MULTI_SZ] = "REG_MULTI_SZ",
	[KREG_REG_RESOURCE_LIST] = "REG_RESOURCE_LIST",
	[KREG_REG_FULL_RESOURCE_DESCRIPTOR] = "REG_FULL_RESOURCE_DESCRIPTOR",
	[KREG_REG_RESOURCE_REQUIREMENTS_LIST] =
		"REG_RESOURCE_REQUIREMENTS_LIST",
	[KREG_REG_QWORD] = "REG_QWORD",
};

/**
 * type_name() - the name of a type
 * @type: any number
 *
 * Return: the name, or NULL when it has none.
 */
const char *type_name(uint32_t type)
{
	return type < sizeof(names) / sizeof(*names) ? names[type] : NULL;
}

void type_show(struct buffer *to, uint32_t type)
{
	const char *name = type_name(type);

	if (name)
		buffer_puts(to, name);
	else
		buffer_printf(to, "0x%08x", type);
}

bool type_is_string(uint32_t type)
{
	return type == KREG_REG_SZ || type == KREG_REG_EXPAND_SZ ||
	       type == KREG_REG_LINK;
}
