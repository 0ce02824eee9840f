/* SPDX-License-Identifier: GPL-2.0 */
/* Creating, deleting and renaming keys. */
#ifndef _KREG_HIVE_NODE_EDIT_H
#define _KREG_HIVE_NODE_EDIT_H

#include "hive.h"
#include "name.h"
#include "reserve.h"

/**
 * struct kreg_node_new - a key to be created
 * @parent: nk cell
 * @storage: stable, or volatile; below a volatile key only volatile
 * @name: name, checked
 * @class: class name, checked; no bytes for none
 * @flags: KREG_NK_SYM_LINK or 0
 * @descriptor: security descriptor, checked
 * @descriptor_bytes: its length
 * @now: FILETIME of the change
 */
struct kreg_node_new {
	u32 parent;
	enum kreg_storage storage;
	struct kreg_name name;
	struct kreg_name class;
	u16 flags;
	const void *descriptor;
	u32 descriptor_bytes;
	u64 now;
};

void kreg_node_stamp(struct kreg_hive *hive, u32 key, u64 now);
void kreg_node_need(const struct kreg_hive *hive,
		    const struct kreg_node_new *node, struct kreg_need *need);
int kreg_node_create(struct kreg_hive *hive, const struct kreg_node_new *node,
		     u32 *cell);
int kreg_node_delete(struct kreg_hive *hive, u32 cell, u64 now);
int kreg_node_set_security(struct kreg_hive *hive, u32 cell,
			   const void *descriptor, u32 bytes, u64 now);

#endif /* _KREG_HIVE_NODE_EDIT_H */
