// SPDX-License-Identifier: GPL-2.0
/* Cells taken, given back, and marked as changed. */
#include "alloc.h"

#include "free.h"
#include "reserve.h"

static struct kreg_regf_cell *head_at(const struct kreg_store *store, u32 at)
{
	return (void *)(store->tables.pages[at / KREG_REGF_BLOCK] +
			at % KREG_REGF_BLOCK);
}

static void mark(struct kreg_store *store, u32 at, u32 bytes)
{
	u32 first = at / KREG_REGF_SECTOR;
	u32 last = (at + bytes - 1) / KREG_REGF_SECTOR;

	bitmap_set(store->tables.dirty, first, last - first + 1);
}

static void set_head(struct kreg_store *store, u32 at, u32 raw)
{
	head_at(store, at)->size = cpu_to_le32(raw);
	mark(store, at, sizeof(struct kreg_regf_cell));
}

/* Find where each bin begins and note its cells. */
static void index_bins(struct kreg_store *store)
{
	const struct kreg_regf_bin *bin;
	u32 at;

	for (at = 0; at < store->size; at += le32_to_cpu(bin->size)) {
		bin = (void *)head_at(store, at);
		kreg_free_add_bin(store, at);
	}
}

/**
 * kreg_hive_open_for_writing() - make a checked hive ready for changes
 * @hive: hive that kreg_hive_check() accepted
 *
 * Context: Process context. May sleep. Nobody else looks at the hive.
 * Return: 0, -EDQUOT, -ENOMEM: the hive can still be read.
 */
int kreg_hive_open_for_writing(struct kreg_hive *hive)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];
	u32 blocks = store->size / KREG_REGF_BLOCK;
	struct kreg_tables tables;
	int err;

	err = kreg_tables_create(&tables, blocks, true, &hive->account);
	if (err)
		return err;
	kreg_tables_copy(&tables, &store->tables, blocks);
	kreg_account_free(&hive->account, store->tables.pages,
			  store->tables.bytes);
	store->tables = tables;
	index_bins(store);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_hive_open_for_writing);

/* Use the front of a free cell; what is left stays free. */
static void split(struct kreg_store *store, u32 at, u32 bytes)
{
	u32 rest = le32_to_cpu(head_at(store, at)->size) - bytes;

	set_head(store, at, -bytes);
	if (rest) {
		set_head(store, at + bytes, rest);
		kreg_free_cell_begins(store, at + bytes);
		kreg_free_update(store, at + bytes);
	}
	kreg_free_update(store, at);
}

/**
 * kreg_cell_alloc() - take a cell
 * @hive: hive, in a change that was reserved
 * @storage: where
 * @bytes: of content
 * @near: a cell it should be near to, of any storage, or KREG_REGF_NONE
 *
 * Context: Under the lock for changing @hive.
 * Return: the cell, its content zeroed and marked as changed; KREG_REGF_NONE
 * when more was taken than had been reserved, which is a bug.
 */
u32 kreg_cell_alloc(struct kreg_hive *hive, enum kreg_storage storage,
		    u32 bytes, u32 near)
{
	struct kreg_store *store = &hive->stores[storage];
	u32 total = ALIGN(bytes + (u32)sizeof(struct kreg_regf_cell), 8u);
	u32 at;

	at = kreg_free_find(store, total, near & ~KREG_REGF_VOLATILE);
	if (at == KREG_REGF_NONE)
		at = kreg_reserve_take_bin(hive, storage);
	if (at == KREG_REGF_NONE)
		return at;
	split(store, at, total);
	memset(head_at(store, at) + 1, 0,
	       total - sizeof(struct kreg_regf_cell));
	mark(store, at, total);
	if (storage == KREG_STABLE)
		hive->free_bytes -= total;
	return at | (u32)storage << 31;
}
EXPORT_SYMBOL_KREG(kreg_cell_alloc);

/* Make two free neighbours one cell. */
static void merge(struct kreg_store *store, u32 at, u32 next)
{
	u32 more = le32_to_cpu(head_at(store, next)->size);

	set_head(store, at, le32_to_cpu(head_at(store, at)->size) + more);
	kreg_free_cell_ends(store, next, next + more);
	kreg_free_update(store, next);
}

/**
 * kreg_cell_free() - give a cell back
 * @hive: hive, in a change
 * @cell: cell in use, or KREG_REGF_NONE
 *
 * Context: Under the lock for changing @hive. Never fails.
 */
void kreg_cell_free(struct kreg_hive *hive, u32 cell)
{
	struct kreg_store *store = &hive->stores[kreg_cell_storage(cell)];
	u32 at = cell & ~KREG_REGF_VOLATILE;
	u32 bytes, other;

	if (cell == KREG_REGF_NONE)
		return;
	bytes = -le32_to_cpu(head_at(store, at)->size);
	set_head(store, at, bytes);
	if (!(cell >> 31))
		hive->free_bytes += bytes;
	other = kreg_free_after(store, at);
	if (other != KREG_REGF_NONE)
		merge(store, at, other);
	other = kreg_free_before(store, at);
	if (other != KREG_REGF_NONE) {
		merge(store, other, at);
		at = other;
	}
	kreg_free_update(store, at);
}
EXPORT_SYMBOL_KREG(kreg_cell_free);

/**
 * kreg_cell_touch() - mark a part of a cell as changed
 * @hive: hive, in a change
 * @cell: cell in use
 * @from: offset of the part in the content
 * @bytes: of the part, at least 1
 *
 * Context: Under the lock for changing @hive.
 */
void kreg_cell_touch(struct kreg_hive *hive, u32 cell, u32 from, u32 bytes)
{
	u32 at = cell & ~KREG_REGF_VOLATILE;

	mark(&hive->stores[kreg_cell_storage(cell)],
	     at + sizeof(struct kreg_regf_cell) + from, bytes);
}
EXPORT_SYMBOL_KREG(kreg_cell_touch);

/**
 * kreg_cell_room() - how much content a cell has room for
 * @hive: hive
 * @cell: cell in use
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: bytes.
 */
u32 kreg_cell_room(const struct kreg_hive *hive, u32 cell)
{
	u32 size = 0;

	return kreg_hive_cell(hive, cell, 0, &size) ? size : 0;
}
EXPORT_SYMBOL_KREG(kreg_cell_room);
