// SPDX-License-Identifier: GPL-2.0
/* Values (vk cells) and their data: inline, in one cell, or in a db. */
#include "value.h"

#include "data.h"

/**
 * kreg_value_list() - the list of the values of a key
 * @hive: hive
 * @nk: key, with at least one value
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: the vk cells, as many as the key counts, or NULL.
 */
__le32 *kreg_value_list(const struct kreg_hive *hive,
			const struct kreg_regf_nk *nk)
{
	u32 count = le32_to_cpu(nk->values);

	if (count > kreg_hive_size(hive) / sizeof(__le32))
		return NULL;
	return kreg_hive_cell(hive, le32_to_cpu(nk->value_list),
			      count * sizeof(__le32), NULL);
}

/**
 * kreg_value_at() - the value at a place in stored order
 * @hive: hive
 * @nk: key
 * @index: place, from 0
 * @vk: where to put it
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT past the end, -EUCLEAN.
 */
int kreg_value_at(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		  u32 index, const struct kreg_regf_vk **vk)
{
	const __le32 *list;

	if (index >= le32_to_cpu(nk->values))
		return -ENOENT;
	list = kreg_value_list(hive, nk);
	if (!list)
		return -EUCLEAN;
	*vk = kreg_value(hive, le32_to_cpu(list[index]));
	return *vk ? 0 : -EUCLEAN;
}
EXPORT_SYMBOL_KREG(kreg_value_at);

/**
 * kreg_value_find() - find a value by name
 * @hive: hive
 * @nk: key
 * @name: name, any case; empty for the default value
 * @index: where to put its place in stored order, or NULL
 * @vk: where to put it
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT, -EUCLEAN.
 */
int kreg_value_find(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    const struct kreg_name *name, u32 *index,
		    const struct kreg_regf_vk **vk)
{
	u32 count = le32_to_cpu(nk->values);
	struct kreg_name other;
	const __le32 *list;
	u32 i;

	if (!count)
		return -ENOENT;
	list = kreg_value_list(hive, nk);
	if (!list)
		return -EUCLEAN;
	for (i = 0; i < count; i++) {
		*vk = kreg_value(hive, le32_to_cpu(list[i]));
		if (!*vk)
			return -EUCLEAN;
		other = kreg_value_name(*vk);
		if (!kreg_name_equal(name, &other))
			continue;
		if (index)
			*index = i;
		return 0;
	}
	return -ENOENT;
}
EXPORT_SYMBOL_KREG(kreg_value_find);

/**
 * kreg_value_read() - copy data of a value
 * @hive: hive
 * @vk: value
 * @offset: first byte
 * @buf: where to
 * @bytes: how many; @offset + @bytes is at most kreg_value_bytes()
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -EINVAL past the end, -EUCLEAN.
 */
int kreg_value_read(const struct kreg_hive *hive, const struct kreg_regf_vk *vk,
		    u32 offset, void *buf, u32 bytes)
{
	struct kreg_data_walk walk;
	u32 total = kreg_value_bytes(vk);
	u32 skip, length;
	const u8 *piece;
	int err;

	if (offset > total || bytes > total - offset)
		return -EINVAL;
	if (!bytes)
		return 0;
	err = kreg_data_start(hive, vk, &walk);
	while (!err && bytes) {
		err = kreg_data_next(&walk, &piece, &length);
		if (err)
			break;
		skip = min(offset, length);
		offset -= skip;
		length = min(length - skip, bytes);
		memcpy(buf, piece + skip, length);
		buf = (u8 *)buf + length;
		bytes -= length;
	}
	return err;
}
EXPORT_SYMBOL_KREG(kreg_value_read);
