// SPDX-License-Identifier: LGPL-2.1
#include "error.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#define PREFIX_LEN 4 /* "REG_" */

static const char *const names[] = {
	[KREG_TYPE_NONE] = "REG_NONE",
	[KREG_TYPE_SZ] = "REG_SZ",
	[KREG_TYPE_EXPAND_SZ] = "REG_EXPAND_SZ",
	[KREG_TYPE_BINARY] = "REG_BINARY",
	[KREG_TYPE_DWORD] = "REG_DWORD",
	[KREG_TYPE_DWORD_BIG_ENDIAN] = "REG_DWORD_BIG_ENDIAN",
	[KREG_TYPE_LINK] = "REG_LINK",
	[KREG_TYPE_MULTI_SZ] = "REG_MULTI_SZ",
	[KREG_TYPE_RESOURCE_LIST] = "REG_RESOURCE_LIST",
	[KREG_TYPE_FULL_RESOURCE_DESCRIPTOR] = "REG_FULL_RESOURCE_DESCRIPTOR",
	[KREG_TYPE_RESOURCE_REQUIREMENTS_LIST] =
		"REG_RESOURCE_REQUIREMENTS_LIST",
	[KREG_TYPE_QWORD] = "REG_QWORD",
};

const char *kreg_type_name(uint32_t type)
{
	return type < ARRAY_SIZE(names) ? names[type] : NULL;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static int parse_number(const char *text, size_t len, uint32_t *number)
{
	unsigned int base = 10, digit;
	uint64_t sum = 0;
	size_t i = 0;

	if (len > 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
		base = 16;
		i = 2;
	}
	if (i == len)
		return -EINVAL;
	for (; i < len; i++) {
		digit = digit_of(text[i]);
		if (digit >= base)
			return -EINVAL;
		sum = sum * base + digit;
		if (sum > UINT32_MAX)
			return -EINVAL;
	}
	*number = sum;
	return 0;
}

static int is_name(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && !strncasecmp(name, text, len);
}

int kreg_parse_type(const char *text, size_t len, uint32_t *type)
{
	uint32_t i;

	if (len == KREG_NTS)
		len = strlen(text);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (is_name(names[i], text, len) ||
		    is_name(names[i] + PREFIX_LEN, text, len)) {
			*type = i;
			return 0;
		}
	}
	if (parse_number(text, len, type))
		return kreg_error(NULL, -EINVAL,
				  "a type is a name as REG_SZ or a number");
	return 0;
}
