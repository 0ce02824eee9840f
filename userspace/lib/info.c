// SPDX-License-Identifier: LGPL-2.1
#include "info.h"

#include <stdlib.h>
#include <string.h>

/* The name is the last component of the path, where only that was told. */
static void name_from_path(struct kreg_info *info)
{
	const char *slash;

	if (info->name)
		return;
	slash = info->path ? memrchr(info->path, '\\', info->path_len) : NULL;
	info->name = slash ? slash + 1 : "";
	info->name_len = slash ? info->path + info->path_len - info->name : 0;
}

/**
 * kreg_info_new() - take a reply of query-info or enum-keys apart
 * @attrs: of kreg_attr_parse()
 * @texts: bytes of the message
 *
 * Return: a block for kreg_free(), or NULL when memory is short.
 */
struct kreg_info *kreg_info_new(struct nlattr **attrs, size_t texts)
{
	struct kreg_info *info = calloc(1, sizeof(*info) + texts);
	char *at = (char *)(info + 1);

	if (!info)
		return NULL;
	info->name = kreg_attr_copy(&at, attrs[KREG_A_NAME], &info->name_len);
	info->path = kreg_attr_copy(&at, attrs[KREG_A_PATH], &info->path_len);
	info->class_name =
		kreg_attr_copy(&at, attrs[KREG_A_CLASS], &info->class_len);
	info->last_write = kreg_attr_uint(attrs[KREG_A_LAST_WRITE]);
	info->subkeys = kreg_attr_u32(attrs[KREG_A_SUBKEYS]);
	info->values = kreg_attr_u32(attrs[KREG_A_VALUES]);
	info->flags = kreg_attr_u32(attrs[KREG_A_KEY_FLAGS]);
	info->access = kreg_attr_u32(attrs[KREG_A_ACCESS]);
	info->max_name = kreg_attr_u32(attrs[KREG_A_MAX_NAME]);
	info->max_class = kreg_attr_u32(attrs[KREG_A_MAX_CLASS]);
	info->max_value_name = kreg_attr_u32(attrs[KREG_A_MAX_VALUE_NAME]);
	info->max_value_data = kreg_attr_u32(attrs[KREG_A_MAX_VALUE_DATA]);
	name_from_path(info);
	return info;
}
