// SPDX-License-Identifier: LGPL-2.1
#include "data.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(struct kreg_data) % 8 == 0, "data is aligned to 8");

/**
 * kreg_data_new() - make a value whose data is filled in later
 * @name: its name
 * @name_len: bytes or KREG_NTS
 * @type: its type
 * @size: bytes of its data, which are behind the structure
 *
 * Return: a block for kreg_free(), or NULL when memory is short.
 */
struct kreg_data *kreg_data_new(const char *name, size_t name_len,
				uint32_t type, size_t size)
{
	struct kreg_data *value;
	char *copy;

	if (name_len == KREG_NTS)
		name_len = strlen(name);
	value = malloc(sizeof(*value) + size + name_len + 1);
	if (!value)
		return NULL;
	copy = (char *)(value + 1) + size;
	if (name_len)
		memcpy(copy, name, name_len);
	copy[name_len] = '\0';
	*value = (struct kreg_data){
		.name = copy,
		.name_len = name_len,
		.type = type,
		.size = size,
		.data = value + 1,
	};
	return value;
}

/**
 * kreg_data_copy() - make a value with a copy of its data
 * @name: its name
 * @name_len: bytes or KREG_NTS
 * @type: its type
 * @data: its data
 * @size: bytes of it
 *
 * Return: a block for kreg_free(), or NULL when memory is short.
 */
struct kreg_data *kreg_data_copy(const char *name, size_t name_len,
				 uint32_t type, const void *data, size_t size)
{
	struct kreg_data *value = kreg_data_new(name, name_len, type, size);

	if (value && size)
		memcpy(value + 1, data, size);
	return value;
}

/**
 * kreg_data_missing() - make a value without data
 * @name: its name
 * @name_len: bytes or KREG_NTS
 * @error: why the data is not here, a negative errno
 *
 * Return: a block for kreg_free(), or NULL when memory is short.
 */
struct kreg_data *kreg_data_missing(const char *name, size_t name_len,
				    int error)
{
	struct kreg_data *value = kreg_data_new(name, name_len, 0, 0);

	if (value) {
		value->error = error;
		value->data = NULL;
	}
	return value;
}
