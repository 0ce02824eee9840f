/* SPDX-License-Identifier: GPL-2.0 */
/* The data of a value: inline, in one cell, or in the segments of a db. */
#ifndef _KREG_HIVE_DATA_H
#define _KREG_HIVE_DATA_H

#include "format.h"
#include "hive.h"

/**
 * struct kreg_data_walk - the pieces of a value's data, one after the other
 * @hive: hive
 * @left: bytes to come
 * @piece: the data where it is one piece, else NULL
 * @segments: the cells of a db's list, or NULL
 * @at: next entry of @segments
 */
struct kreg_data_walk {
	const struct kreg_hive *hive;
	u32 left;
	const u8 *piece;
	const __le32 *segments;
	u32 at;
};

/**
 * kreg_data_is_big() - does data of this length lie in a db?
 * @hive: hive, its version decides
 * @bytes: length of the data
 *
 * Context: Any.
 * Return: true when it does.
 */
static inline bool kreg_data_is_big(const struct kreg_hive *hive, u32 bytes)
{
	return hive->minor >= 4 && bytes > KREG_DB_SEGMENT;
}

int kreg_data_start(const struct kreg_hive *hive, const struct kreg_regf_vk *vk,
		    struct kreg_data_walk *walk);
int kreg_data_next(struct kreg_data_walk *walk, const u8 **piece, u32 *bytes);

#endif /* _KREG_HIVE_DATA_H */
