// SPDX-License-Identifier: GPL-2.0
/*
 * A picture: the changed sectors of a hive as they were at one moment, to be
 * written without any lock.
 */
#include "picture.h"

#define SECTOR KREG_REGF_SECTOR

static size_t map_bytes(u32 sectors)
{
	return BITS_TO_LONGS(sectors) * sizeof(long);
}

/**
 * kreg_picture_reserve() - make room, so that taking a picture cannot fail
 * @picture: zeroed, or used before
 * @account: on whose account
 * @bins_size: bytes of bins there may be
 * @sectors: changed sectors there may be
 *
 * Context: Process context, no lock. May sleep.
 * Return: 0, -EDQUOT, -ENOMEM: the picture is as it was.
 */
int kreg_picture_reserve(struct kreg_picture *picture,
			 const struct kreg_account *account, u32 bins_size,
			 u32 sectors)
{
	u32 map_room = bins_size / SECTOR;
	unsigned long *map;
	u8 *data;

	if (map_room > picture->map_room) {
		map = kreg_account_alloc(account, map_bytes(map_room));
		if (IS_ERR(map))
			return PTR_ERR(map);
		kreg_account_free(account, picture->map,
				  map_bytes(picture->map_room));
		picture->map = map;
		picture->map_room = map_room;
	}
	if (sectors > picture->room) {
		data = kreg_account_alloc(account, (size_t)sectors * SECTOR);
		if (IS_ERR(data))
			return PTR_ERR(data);
		kreg_account_free(account, picture->data,
				  (size_t)picture->room * SECTOR);
		picture->data = data;
		picture->room = sectors;
	}
	return 0;
}

/**
 * kreg_picture_free() - free the room of a picture
 * @picture: picture
 * @account: on whose account it is
 *
 * Context: Process context. May sleep.
 */
void kreg_picture_free(struct kreg_picture *picture,
		       const struct kreg_account *account)
{
	kreg_account_free(account, picture->map, map_bytes(picture->map_room));
	kreg_account_free(account, picture->data,
			  (size_t)picture->room * SECTOR);
	memset(picture, 0, sizeof(*picture));
}

/* The first bin carries the stamp of the base block. */
static void stamp_first_bin(struct kreg_hive *hive, u64 stamp)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];
	struct kreg_regf_bin *bin = (void *)store->tables.pages[0];

	bin->stamp = cpu_to_le64(stamp);
	__set_bit(0, store->tables.dirty);
}

static void copy_sectors(struct kreg_picture *picture,
			 const struct kreg_store *store, u32 sectors)
{
	const unsigned long *dirty = store->tables.dirty;
	u8 *to = picture->data;
	const u8 *from;
	u32 i;

	for (i = find_first_bit(dirty, sectors); i < sectors;
	     i = find_next_bit(dirty, sectors, i + 1)) {
		from = store->tables.pages[i * SECTOR / KREG_REGF_BLOCK];
		memcpy(to, from + i * SECTOR % KREG_REGF_BLOCK, SECTOR);
		to += SECTOR;
	}
}

/**
 * kreg_picture_take() - copy the changed sectors of a hive
 * @picture: with room
 * @hive: hive
 * @stamp: FILETIME of this flush
 *
 * They count as written from now on; kreg_picture_failed() takes that back.
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -EAGAIN the room is too small by now: make more and try again.
 */
int kreg_picture_take(struct kreg_picture *picture, struct kreg_hive *hive,
		      u64 stamp)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];
	u32 sectors = store->size / SECTOR;
	u32 count, i;

	if (sectors > picture->map_room)
		return -EAGAIN;
	stamp_first_bin(hive, stamp);
	for (count = 0, i = 0; i < BITS_TO_LONGS(sectors); i++)
		count += hweight_long(store->tables.dirty[i]);
	if (count > picture->room)
		return -EAGAIN;
	picture->count = count;
	picture->bins_size = store->size;
	memcpy(picture->map, store->tables.dirty, map_bytes(sectors));
	copy_sectors(picture, store, sectors);
	memset(store->tables.dirty, 0, map_bytes(sectors));
	hive->stamp = stamp;
	return 0;
}

/**
 * kreg_picture_failed() - mark the sectors of a picture as changed again
 * @picture: whose writing failed at some point
 * @hive: its hive, which may have more sectors by now
 *
 * Context: Under the lock for changing @hive.
 */
void kreg_picture_failed(const struct kreg_picture *picture,
			 struct kreg_hive *hive)
{
	unsigned long *dirty = hive->stores[KREG_STABLE].tables.dirty;
	u32 i;

	for (i = 0; i < BITS_TO_LONGS(picture->bins_size / SECTOR); i++)
		dirty[i] |= picture->map[i];
}

/**
 * kreg_picture_write() - write the sectors to where they belong
 * @picture: picture
 * @io: file
 * @start: offset of the bins in it
 *
 * Context: Process context. Sleeps, does I/O.
 * Return: 0, or what writing answers.
 */
int kreg_picture_write(const struct kreg_picture *picture,
		       const struct kreg_io *io, u64 start)
{
	u32 sectors = picture->bins_size / SECTOR;
	const u8 *from = picture->data;
	u32 i, end;
	int err;

	for (i = find_first_bit(picture->map, sectors); i < sectors;
	     i = find_next_bit(picture->map, sectors, end)) {
		end = find_next_zero_bit(picture->map, sectors, i);
		err = kreg_io_write(io, start + (u64)i * SECTOR, from,
				    (end - i) * SECTOR);
		if (err)
			return err;
		from += (size_t)(end - i) * SECTOR;
	}
	return 0;
}
