// SPDX-License-Identifier: GPL-2.0
/* Key nodes (nk cells). */
#include "node.h"

/**
 * kreg_node_info() - what query-info answers of a key
 * @nk: from kreg_node()
 * @info: filled
 *
 * Context: Any.
 */
void kreg_node_info(const struct kreg_regf_nk *nk, struct kreg_node_info *info)
{
	*info = (struct kreg_node_info){
		.last_write = le64_to_cpu(nk->last_write),
		.subkeys = le32_to_cpu(nk->subkeys),
		.values = le32_to_cpu(nk->values),
		/* the upper half holds flags since Vista */
		.max_name = le32_to_cpu(nk->max_name) & 0xffff,
		.max_class = le32_to_cpu(nk->max_class),
		.max_value_name = le32_to_cpu(nk->max_value_name),
		.max_value_data = le32_to_cpu(nk->max_value_data),
		.class_bytes = le16_to_cpu(nk->class_len),
		.security = le32_to_cpu(nk->security),
		.parent = le32_to_cpu(nk->parent),
		.flags = le16_to_cpu(nk->flags),
	};
}
EXPORT_SYMBOL_KREG(kreg_node_info);

/**
 * kreg_node_class() - the class name of a key
 * @hive: hive
 * @nk: from kreg_node()
 * @class: filled with a view of it, UTF-16LE
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT when it has none, -EUCLEAN.
 */
int kreg_node_class(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    struct kreg_name *class)
{
	u32 bytes = le16_to_cpu(nk->class_len);
	const void *text;

	if (!bytes)
		return -ENOENT;
	text = kreg_hive_cell(hive, le32_to_cpu(nk->class), bytes, NULL);
	if (!text)
		return -EUCLEAN;
	*class = (struct kreg_name){ text, bytes, KREG_NAME_UTF16 };
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_node_class);
