// SPDX-License-Identifier: GPL-2.0
/* Memory that a change may need, allocated before any lock is taken. */
#include "reserve.h"

#include "free.h"
#include "limits.h"

#define TABLES_GROW 64 /* blocks at least */

static u32 bin_bytes(u32 cells)
{
	return ALIGN(cells + (u32)sizeof(struct kreg_regf_bin),
		     KREG_REGF_BLOCK);
}

/* Would @cells bytes of cells surely find their place without a new bin? */
static bool fits(const struct kreg_store *store, u32 cells)
{
	return !cells || (store->size && kreg_free_has(store, cells));
}

static bool tables_fit(const struct kreg_store *store, u32 bytes)
{
	return store->tables.room - store->size / KREG_REGF_BLOCK >=
	       bytes / KREG_REGF_BLOCK;
}

static int fill_tables(struct kreg_spare *spare, const struct kreg_hive *hive,
		       const struct kreg_store *store)
{
	u32 blocks = (store->size + spare->bytes) / KREG_REGF_BLOCK;

	if (tables_fit(store, spare->bytes) || spare->tables.room >= blocks)
		return 0;
	kreg_account_free(&hive->account, spare->tables.pages,
			  spare->tables.bytes);
	return kreg_tables_create(&spare->tables,
				  blocks + max_t(u32, blocks / 4, TABLES_GROW),
				  true, &hive->account);
}

static int fill_extents(struct kreg_spare *spare, const struct kreg_hive *hive,
			const struct kreg_store *store)
{
	u32 room = 2 * store->extent_count + 8;

	if (store->extent_count < store->extent_room ||
	    store->extent_count < spare->extent_room)
		return 0;
	kreg_account_free(&hive->account, spare->extents,
			  spare->extent_room * sizeof(*spare->extents));
	spare->extent_room = 0;
	spare->extents = kreg_account_alloc(&hive->account,
					    room * sizeof(*spare->extents));
	if (IS_ERR(spare->extents)) {
		int err = PTR_ERR(spare->extents);

		spare->extents = NULL;
		return err;
	}
	spare->extent_room = room;
	return 0;
}

static int fill_bin(struct kreg_spare *spare, const struct kreg_hive *hive,
		    u32 bytes)
{
	void *bin;

	if (spare->bytes >= bytes)
		return 0;
	bin = kreg_account_alloc(&hive->account, bytes);
	if (IS_ERR(bin))
		return PTR_ERR(bin);
	kreg_account_free(&hive->account, spare->bin, spare->bytes);
	spare->bin = bin;
	spare->bytes = bytes;
	return 0;
}

/**
 * kreg_reserve_fill() - allocate what a change may need
 * @reserve: zeroed, or from an attempt before this one
 * @hive: hive
 * @need: upper bound of the change
 *
 * Context: Process context, without the lock for changing @hive, which may be
 * changed meanwhile: kreg_reserve_begin() looks again. May sleep.
 * Return: 0; -EDQUOT, -ENOMEM, -ENOSPC the hive would pass 2 GiB: then the
 * caller still has to drop the reserve.
 */
int kreg_reserve_fill(struct kreg_reserve *reserve,
		      const struct kreg_hive *hive,
		      const struct kreg_need *need)
{
	const struct kreg_store *store;
	struct kreg_spare *spare;
	int err, i;

	for (i = 0; i < KREG_STORAGES; i++) {
		store = &hive->stores[i];
		spare = &reserve->spare[i];
		if (fits(store, need->bytes[i]))
			continue;
		if (need->bytes[i] > KREG_BINS_MAX - 2 * KREG_REGF_BLOCK ||
		    store->size > KREG_BINS_MAX - bin_bytes(need->bytes[i]))
			return -ENOSPC;
		err = fill_bin(spare, hive, bin_bytes(need->bytes[i]));
		if (!err)
			err = fill_tables(spare, hive, store);
		if (!err)
			err = fill_extents(spare, hive, store);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_reserve_fill);

static bool enough(const struct kreg_store *store,
		   const struct kreg_spare *spare, u32 cells)
{
	u32 blocks = (store->size + spare->bytes) / KREG_REGF_BLOCK;

	if (fits(store, cells))
		return true;
	if (spare->bytes < bin_bytes(cells) ||
	    store->size > KREG_BINS_MAX - spare->bytes)
		return false;
	return (tables_fit(store, spare->bytes) ||
		spare->tables.room >= blocks) &&
	       (store->extent_count < store->extent_room ||
		store->extent_count < spare->extent_room);
}

/**
 * kreg_reserve_begin() - begin a change
 * @hive: hive
 * @reserve: filled
 * @need: upper bound of the change, computed again under the lock
 *
 * Context: Under the lock for changing @hive.
 * Return: true: the change cannot fail for memory any more. False: the hive
 * has changed; unlock, fill the reserve for the new bound, try again.
 */
bool kreg_reserve_begin(struct kreg_hive *hive, struct kreg_reserve *reserve,
			const struct kreg_need *need)
{
	int i;

	for (i = 0; i < KREG_STORAGES; i++)
		if (!enough(&hive->stores[i], &reserve->spare[i],
			    need->bytes[i]))
			return false;
	hive->reserve = reserve;
	return true;
}
EXPORT_SYMBOL_KREG(kreg_reserve_begin);

/**
 * kreg_reserve_end() - end a change
 * @hive: hive
 *
 * Context: Under the lock for changing @hive.
 */
void kreg_reserve_end(struct kreg_hive *hive)
{
	hive->reserve = NULL;
}
EXPORT_SYMBOL_KREG(kreg_reserve_end);

/**
 * kreg_reserve_drop() - free what a change did not need
 * @reserve: reserve
 * @hive: hive
 *
 * Context: Process context, without the lock. May sleep.
 */
void kreg_reserve_drop(struct kreg_reserve *reserve,
		       const struct kreg_hive *hive)
{
	const struct kreg_account *account = &hive->account;
	struct kreg_spare *spare;
	int i;

	for (i = 0; i < KREG_STORAGES; i++) {
		spare = &reserve->spare[i];
		kreg_account_free(account, spare->bin, spare->bytes);
		kreg_account_free(account, spare->tables.pages,
				  spare->tables.bytes);
		kreg_account_free(account, spare->extents,
				  spare->extent_room * sizeof(*spare->extents));
	}
	memset(reserve, 0, sizeof(*reserve));
}
EXPORT_SYMBOL_KREG(kreg_reserve_drop);

/* Put the larger tables in the place of those that are full. */
static void replace_tables(struct kreg_store *store, struct kreg_spare *spare)
{
	kreg_tables_copy(&spare->tables, &store->tables,
			 store->size / KREG_REGF_BLOCK);
	swap(store->tables, spare->tables);
}

static void replace_extents(struct kreg_store *store, struct kreg_spare *spare)
{
	if (store->extent_count)
		memcpy(spare->extents, store->extents,
		       store->extent_count * sizeof(*store->extents));
	swap(store->extents, spare->extents);
	swap(store->extent_room, spare->extent_room);
}

/* One bin with one free cell. */
static void make_bin(void *memory, u32 offset, u32 bytes)
{
	struct kreg_regf_bin *bin = memory;
	struct kreg_regf_cell *cell = (void *)(bin + 1);

	bin->magic = cpu_to_le32(KREG_HBIN_MAGIC);
	bin->offset = cpu_to_le32(offset);
	bin->size = cpu_to_le32(bytes);
	cell->size = cpu_to_le32(bytes - sizeof(*bin));
}

/**
 * kreg_reserve_take_bin() - make the reserved memory a new bin
 * @hive: hive, in a change
 * @storage: where the bin is needed
 *
 * Context: Under the lock for changing @hive.
 * Return: offset of the free cell that is the whole bin, or KREG_REGF_NONE
 * when the bound was too low, which is a bug.
 */
u32 kreg_reserve_take_bin(struct kreg_hive *hive, enum kreg_storage storage)
{
	struct kreg_store *store = &hive->stores[storage];
	struct kreg_spare *spare;
	u32 offset = store->size;

	if (!hive->reserve || !hive->reserve->spare[storage].bin)
		return KREG_REGF_NONE;
	spare = &hive->reserve->spare[storage];
	if (!tables_fit(store, spare->bytes))
		replace_tables(store, spare);
	if (store->extent_count == store->extent_room)
		replace_extents(store, spare);
	make_bin(spare->bin, offset, spare->bytes);
	kreg_store_add(store, spare->bin, spare->bytes);
	kreg_free_add_bin(store, offset);
	if (storage == KREG_STABLE) {
		bitmap_set(store->tables.dirty, offset / KREG_REGF_SECTOR,
			   spare->bytes / KREG_REGF_SECTOR);
		hive->bins++;
		hive->free_bytes += spare->bytes - sizeof(struct kreg_regf_bin);
	}
	spare->bin = NULL;
	spare->bytes = 0;
	return offset + sizeof(struct kreg_regf_bin);
}
