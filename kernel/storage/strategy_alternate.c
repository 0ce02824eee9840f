// SPDX-License-Identifier: GPL-2.0
/*
 * The strategy "alternate", for SYSTEM: two copies, one after the other.
 *
 *	1. base block in transition -> SYSTEM		sync
 *	2. changed sectors -> SYSTEM			sync
 *	3. base block complete -> SYSTEM		sync
 *	4. to 6. the same -> SYSTEM.ALT			sync each
 *
 * At any instant one of them is complete. After an error the copy that may not
 * be is written first; what only one of them got is in that picture, too.
 */
#include "volume.h"

static int write_copy(struct kreg_volume *volume, const struct kreg_io *io,
		      const struct kreg_picture *picture)
{
	int err;

	volume->unsure = io;
	err = kreg_volume_mark(volume, io, picture, volume->sequence);
	if (!err)
		err = kreg_picture_write(picture, io, KREG_REGF_BLOCK);
	if (!err)
		err = kreg_io_sync(io);
	if (!err)
		err = kreg_volume_mark(volume, io, picture,
				       volume->sequence + 1);
	return err;
}

static int flush(struct kreg_volume *volume, const struct kreg_picture *picture)
{
	u64 size = KREG_REGF_BLOCK + (u64)picture->bins_size;
	const struct kreg_io *first = &volume->primary;
	const struct kreg_io *then = &volume->second;
	int err;

	if (volume->unsure == then)
		swap(first, then);

	err = kreg_io_reserve(&volume->primary, size);
	if (!err)
		err = kreg_io_reserve(&volume->second, size);
	if (!err)
		err = write_copy(volume, first, picture);
	if (!err)
		err = write_copy(volume, then, picture);
	return err;
}

const struct kreg_strategy kreg_strategy_alternate = {
	.name = "alternate",
	.flush = flush,
};
