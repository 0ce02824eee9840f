/* SPDX-License-Identifier: GPL-2.0 */
/* Values (vk cells): name, type, data in this order. */
#ifndef _KREG_HIVE_VALUE_H
#define _KREG_HIVE_VALUE_H

#include "format.h"
#include "hive.h"
#include "name.h"

/**
 * kreg_value() - look at a value
 * @hive: hive
 * @cell: cell index from anywhere
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: the value, whose name lies inside its cell, or NULL.
 */
static inline const struct kreg_regf_vk *
kreg_value(const struct kreg_hive *hive, u32 cell)
{
	const struct kreg_regf_vk *vk;
	u32 size;

	vk = kreg_hive_cell(hive, cell, sizeof(*vk), &size);
	if (unlikely(!vk || le16_to_cpu(vk->magic) != KREG_VK_MAGIC))
		return NULL;
	if (unlikely(le16_to_cpu(vk->name_len) > size - sizeof(*vk)))
		return NULL;
	return vk;
}

/**
 * kreg_value_name() - the name of a value
 * @vk: value
 *
 * Context: Any.
 * Return: a view into the value.
 */
static inline struct kreg_name kreg_value_name(const struct kreg_regf_vk *vk)
{
	return (struct kreg_name){
		.data = vk->name,
		.bytes = le16_to_cpu(vk->name_len),
		.form = le16_to_cpu(vk->flags) & KREG_VK_COMP_NAME ?
				KREG_NAME_LATIN1 :
				KREG_NAME_UTF16,
	};
}

/**
 * kreg_value_type() - the type of a value
 * @vk: value
 *
 * Context: Any.
 * Return: REG_*, or any other number.
 */
static inline u32 kreg_value_type(const struct kreg_regf_vk *vk)
{
	return le32_to_cpu(vk->type);
}

/**
 * kreg_value_bytes() - the length of a value's data
 * @vk: value
 *
 * Context: Any.
 * Return: bytes.
 */
static inline u32 kreg_value_bytes(const struct kreg_regf_vk *vk)
{
	return le32_to_cpu(vk->data_size) & ~KREG_VK_INLINE;
}

__le32 *kreg_value_list(const struct kreg_hive *hive,
			const struct kreg_regf_nk *nk);
int kreg_value_at(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		  u32 index, const struct kreg_regf_vk **vk);
int kreg_value_find(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    const struct kreg_name *name, u32 *index,
		    const struct kreg_regf_vk **vk);
int kreg_value_read(const struct kreg_hive *hive, const struct kreg_regf_vk *vk,
		    u32 offset, void *buf, u32 bytes);

#endif /* _KREG_HIVE_VALUE_H */
