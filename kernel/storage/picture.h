/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A picture: the changed sectors of a hive as they were at one moment, to be
 * written without any lock.
 */
#ifndef _KREG_STORAGE_PICTURE_H
#define _KREG_STORAGE_PICTURE_H

#include "../hive/hive.h"
#include "io.h"

/**
 * struct kreg_picture - changed sectors at one moment
 * @base: base block to be written; sequence numbers and checksum come last
 * @bins_size: bytes of bins
 * @map: one bit per sector of bins that is in @data
 * @map_room: sectors @map has room for
 * @count: sectors in @data
 * @data: the sectors, one behind the other
 * @room: sectors @data has room for
 */
struct kreg_picture {
	struct kreg_regf_base base;
	u32 bins_size;
	unsigned long *map;
	u32 map_room;
	u32 count;
	u8 *data;
	u32 room;
};

int kreg_picture_reserve(struct kreg_picture *picture,
			 const struct kreg_account *account, u32 bins_size,
			 u32 sectors);
void kreg_picture_free(struct kreg_picture *picture,
		       const struct kreg_account *account);
int kreg_picture_take(struct kreg_picture *picture, struct kreg_hive *hive,
		      u64 stamp);
void kreg_picture_failed(const struct kreg_picture *picture,
			 struct kreg_hive *hive);
int kreg_picture_write(const struct kreg_picture *picture,
		       const struct kreg_io *io, u64 start);

#endif /* _KREG_STORAGE_PICTURE_H */
