/* SPDX-License-Identifier: GPL-2.0 */
/* Key nodes (nk cells). */
#ifndef _KREG_HIVE_NODE_H
#define _KREG_HIVE_NODE_H

#include "format.h"
#include "hive.h"
#include "name.h"

/**
 * struct kreg_node_info - what query-info answers of a key
 * @last_write: FILETIME
 * @subkeys: number of stable subkeys
 * @values: number of values
 * @max_name: longest subkey name, bytes as UTF-16
 * @max_class: longest class name of a subkey, bytes
 * @max_value_name: longest value name, bytes as UTF-16
 * @max_value_data: longest value data, bytes
 * @class_bytes: class name, bytes as UTF-16
 * @flags: KREG_NK_*
 * @security: sk cell
 * @parent: nk cell, meaningless for the root
 *
 * The maxima are those of the file and may be larger than the truth.
 */
struct kreg_node_info {
	u64 last_write;
	u32 subkeys;
	u32 values;
	u32 max_name;
	u32 max_class;
	u32 max_value_name;
	u32 max_value_data;
	u32 class_bytes;
	u32 security;
	u32 parent;
	u16 flags;
};

/**
 * kreg_node() - look at a key node
 * @hive: hive
 * @cell: cell index from anywhere
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: the node, whose name lies inside its cell, or NULL.
 */
static inline const struct kreg_regf_nk *kreg_node(const struct kreg_hive *hive,
						   u32 cell)
{
	const struct kreg_regf_nk *nk;
	u32 size;

	nk = kreg_hive_cell(hive, cell, sizeof(*nk), &size);
	if (unlikely(!nk || le16_to_cpu(nk->magic) != KREG_NK_MAGIC))
		return NULL;
	if (unlikely(le16_to_cpu(nk->name_len) > size - sizeof(*nk)))
		return NULL;
	return nk;
}

/**
 * kreg_node_name() - the name of a key node
 * @nk: from kreg_node()
 *
 * Context: Any.
 * Return: a view into the node.
 */
static inline struct kreg_name kreg_node_name(const struct kreg_regf_nk *nk)
{
	return (struct kreg_name){
		.data = nk->name,
		.bytes = le16_to_cpu(nk->name_len),
		.form = le16_to_cpu(nk->flags) & KREG_NK_COMP_NAME ?
				KREG_NAME_LATIN1 :
				KREG_NAME_UTF16,
	};
}

void kreg_node_info(const struct kreg_regf_nk *nk, struct kreg_node_info *info);
int kreg_node_class(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    struct kreg_name *class);

#endif /* _KREG_HIVE_NODE_H */
