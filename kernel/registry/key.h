/* SPDX-License-Identifier: GPL-2.0 */
/* Key objects: one per key cell in use, as dentries lie over a file system. */
#ifndef _KREG_REGISTRY_KEY_H
#define _KREG_REGISTRY_KEY_H

#include "../hive/name.h"
#include "../hive/node.h"

#include <linux/types.h>

struct kreg_key;
struct kreg_lookup;
struct kreg_mount;

/*
 * The texts and the descriptor are copies that the caller gives to kvfree().
 * A class name is WTF-8, NULL with 0 bytes when there is none. A path begins
 * with the root's short name, "HKLM" or "HKU".
 */
struct kreg_key *kreg_key_get(struct kreg_key *key);
void kreg_key_put(struct kreg_key *key);
int kreg_key_info(struct kreg_key *key, struct kreg_node_info *info);
int kreg_key_class(struct kreg_key *key, void **text, u32 *bytes);
int kreg_key_descriptor(struct kreg_key *key, void **descriptor, u32 *bytes);
int kreg_key_path(struct kreg_key *key, void **text, u32 *bytes);

/* For this folder. */
size_t kreg_key_size(u32 name_bytes);
struct kreg_key *kreg_key_create(struct kreg_key *parent,
				 struct kreg_mount *mount, u32 cell,
				 u32 name_bytes);
void kreg_key_discard(struct kreg_key *key);
void kreg_key_free(struct kreg_key *key);
struct kreg_key *kreg_key_child(struct kreg_key *parent,
				const struct kreg_lookup *lookup);
bool kreg_key_below(const struct kreg_key *key, const struct kreg_key *top);

#endif /* _KREG_REGISTRY_KEY_H */
