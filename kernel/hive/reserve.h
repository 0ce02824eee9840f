/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that a change may need, allocated before any lock is taken, so that
 * the change itself cannot fail half way.
 */
#ifndef _KREG_HIVE_RESERVE_H
#define _KREG_HIVE_RESERVE_H

#include "hive.h"

/**
 * struct kreg_need - an upper bound of what a change takes
 * @bytes: of cells with their headers, by storage
 */
struct kreg_need {
	u32 bytes[KREG_STORAGES];
};

/**
 * struct kreg_spare - memory for one storage
 * @bin: for a new bin, or NULL
 * @bytes: of @bin
 * @tables: larger ones, or old ones after they were replaced; @room 0 = none
 * @extents: a larger list, or the old one, or NULL
 * @extent_room: entries of @extents
 */
struct kreg_spare {
	void *bin;
	u32 bytes;
	struct kreg_tables tables;
	struct kreg_extent *extents;
	u32 extent_room;
};

/**
 * struct kreg_reserve - what a change may need
 * @spare: by storage
 */
struct kreg_reserve {
	struct kreg_spare spare[KREG_STORAGES];
};

/**
 * kreg_need_cell() - add a cell to a bound
 * @need: bound
 * @storage: of the cell
 * @bytes: of its content
 *
 * Context: Any.
 */
static inline void kreg_need_cell(struct kreg_need *need,
				  enum kreg_storage storage, u32 bytes)
{
	need->bytes[storage] +=
		ALIGN(bytes + (u32)sizeof(struct kreg_regf_cell), 8u);
}

int kreg_reserve_fill(struct kreg_reserve *reserve,
		      const struct kreg_hive *hive,
		      const struct kreg_need *need);
bool kreg_reserve_begin(struct kreg_hive *hive, struct kreg_reserve *reserve,
			const struct kreg_need *need);
void kreg_reserve_end(struct kreg_hive *hive);
void kreg_reserve_drop(struct kreg_reserve *reserve,
		       const struct kreg_hive *hive);
u32 kreg_reserve_take_bin(struct kreg_hive *hive, enum kreg_storage storage);

#endif /* _KREG_HIVE_RESERVE_H */
