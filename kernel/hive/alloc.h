/* SPDX-License-Identifier: GPL-2.0 */
/* Cells taken, given back, and marked as changed. */
#ifndef _KREG_HIVE_ALLOC_H
#define _KREG_HIVE_ALLOC_H

#include "hive.h"

int kreg_hive_open_for_writing(struct kreg_hive *hive);
u32 kreg_cell_alloc(struct kreg_hive *hive, enum kreg_storage storage,
		    u32 bytes, u32 near);
void kreg_cell_free(struct kreg_hive *hive, u32 cell);
void kreg_cell_touch(struct kreg_hive *hive, u32 cell, u32 from, u32 bytes);
u32 kreg_cell_room(const struct kreg_hive *hive, u32 cell);

/**
 * kreg_cell_storage() - where a cell lies
 * @cell: cell index
 *
 * Context: Any.
 * Return: its storage.
 */
static inline enum kreg_storage kreg_cell_storage(u32 cell)
{
	return cell >> 31;
}

#endif /* _KREG_HIVE_ALLOC_H */
