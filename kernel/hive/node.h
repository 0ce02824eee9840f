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

const struct kreg_regf_nk *kreg_node(const struct kreg_hive *hive, u32 cell);
struct kreg_name kreg_node_name(const struct kreg_regf_nk *nk);
void kreg_node_info(const struct kreg_regf_nk *nk, struct kreg_node_info *info);
int kreg_node_class(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    struct kreg_name *class);

#endif /* _KREG_HIVE_NODE_H */
