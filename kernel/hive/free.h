/* SPDX-License-Identifier: GPL-2.0 */
/* Where the free cells of a storage are, by block and size. */
#ifndef _KREG_HIVE_FREE_H
#define _KREG_HIVE_FREE_H

#include "store.h"

void kreg_free_add_bin(struct kreg_store *store, u32 offset);
u32 kreg_free_find(const struct kreg_store *store, u32 bytes, u32 near);
bool kreg_free_has(const struct kreg_store *store, u32 bytes);
u32 kreg_free_before(const struct kreg_store *store, u32 at);
u32 kreg_free_after(const struct kreg_store *store, u32 at);
void kreg_free_cell_begins(struct kreg_store *store, u32 at);
void kreg_free_cell_ends(struct kreg_store *store, u32 at, u32 next);
void kreg_free_update(struct kreg_store *store, u32 at);

#endif /* _KREG_HIVE_FREE_H */
