/* SPDX-License-Identifier: GPL-2.0 */
/* The roots: keys without a hive, whose subkeys are the mounts. */
#ifndef _KREG_REGISTRY_ROOT_H
#define _KREG_REGISTRY_ROOT_H

#include "path.h"

#include <linux/types.h>

struct kreg_key;
struct kreg_lookup;
struct kreg_mount;
struct kreg_name;
struct kreg_node_info;

extern struct kreg_key *kreg_roots[KREG_ROOT_COUNT];

void kreg_root_attach(struct kreg_mount *mount);
void kreg_root_detach(struct kreg_mount *mount);
struct kreg_key *kreg_root_child(struct kreg_key *root,
				 const struct kreg_lookup *lookup);
struct kreg_key *kreg_root_next(struct kreg_key *root, u32 index,
				const struct kreg_name *last);
int kreg_root_info(struct kreg_key *root, struct kreg_node_info *info);
int kreg_root_descriptor(void **descriptor, u32 *bytes);
int kreg_root_init(void);
void kreg_root_exit(void);

#endif /* _KREG_REGISTRY_ROOT_H */
