// SPDX-License-Identifier: GPL-2.0
/*
 * The strategy "log", for all hives but SYSTEM.
 *
 *	1. changed sectors and a map of where they belong -> log	sync
 *	2. base block in transition -> hive				sync
 *	3. changed sectors -> hive					sync
 *	4. base block complete -> hive					sync
 *
 * Each sync orders what stands before it and what stands behind it, and the
 * last one what the next flush does to the log.
 */
#include "volume.h"

#include "../hive/base.h"

#define SECTOR KREG_REGF_SECTOR

static u32 map_bytes(const struct kreg_picture *picture)
{
	return picture->bins_size / SECTOR / 8;
}

static u32 data_at(const struct kreg_picture *picture)
{
	return SECTOR + ALIGN(map_bytes(picture) + 4, (u32)SECTOR);
}

static int write_base(const struct kreg_volume *volume,
		      const struct kreg_picture *picture,
		      const struct kreg_io *io)
{
	struct kreg_regf_base base = volume->base;

	base.type = cpu_to_le32(KREG_REGF_TYPE_LOG);
	base.primary = cpu_to_le32(volume->sequence + 1);
	base.secondary = base.primary;
	base.bins_size = cpu_to_le32(picture->bins_size);
	base.checksum = cpu_to_le32(kreg_base_checksum(&base));
	return kreg_io_write(io, 0, &base, sizeof(base));
}

static int write_log(const struct kreg_volume *volume,
		     const struct kreg_picture *picture,
		     const struct kreg_io *io)
{
	__le32 magic = cpu_to_le32(KREG_LOG_DIRT_MAGIC);
	int err;

	err = kreg_io_reserve(io,
			      data_at(picture) + (u64)picture->count * SECTOR);
	if (!err)
		err = write_base(volume, picture, io);
	if (!err)
		err = kreg_io_write(io, SECTOR, &magic, sizeof(magic));
	if (!err)
		err = kreg_io_write(io, SECTOR + 4, picture->map,
				    map_bytes(picture));
	if (!err)
		err = kreg_io_write(io, data_at(picture), picture->data,
				    picture->count * SECTOR);
	return err ? err : kreg_io_sync(io);
}

/*
 * The log may still be needed by a hive in transition: then a new file takes
 * its place, once it is whole. It holds all that the old one does and more.
 */
static int renew_log(struct kreg_volume *volume,
		     const struct kreg_picture *picture)
{
	struct kreg_io fresh;
	int err;

	err = volume->calls->fresh(volume->owner, &fresh);
	if (err)
		return err;
	err = write_log(volume, picture, &fresh);
	if (err)
		return err;
	err = volume->calls->adopt(volume->owner, &fresh);
	if (!err)
		volume->second = fresh;
	return err;
}

static int flush(struct kreg_volume *volume, const struct kreg_picture *picture)
{
	int err;

	err = kreg_io_reserve(&volume->primary,
			      KREG_REGF_BLOCK + (u64)picture->bins_size);
	if (err)
		return err;
	if (volume->unsure)
		err = renew_log(volume, picture);
	else
		err = write_log(volume, picture, &volume->second);
	if (err)
		return err;
	volume->unsure = &volume->primary;
	err = kreg_volume_mark(volume, &volume->primary, picture,
			       volume->sequence);
	if (!err)
		err = kreg_picture_write(picture, &volume->primary,
					 KREG_REGF_BLOCK);
	if (!err)
		err = kreg_io_sync(&volume->primary);
	if (!err)
		err = kreg_volume_mark(volume, &volume->primary, picture,
				       volume->sequence + 1);
	return err;
}

const struct kreg_strategy kreg_strategy_log = {
	.name = "log",
	.flush = flush,
};
