// SPDX-License-Identifier: GPL-2.0
/* The memory of one storage of a hive: extents, and tables of its blocks. */
#include "store.h"

#include <linux/kreg_regf.h>

#define SECTORS_PER_BLOCK (KREG_REGF_BLOCK / KREG_REGF_SECTOR)

/**
 * kreg_account_alloc() - allocate zeroed memory that is charged
 * @account: on whose account
 * @bytes: how much
 *
 * Context: Process context. May sleep.
 * Return: the memory, or ERR_PTR: -EDQUOT, -ENOMEM.
 */
void *kreg_account_alloc(const struct kreg_account *account, size_t bytes)
{
	const struct kreg_hive_calls *calls = account->calls;
	void *memory;

	if (calls->charge && calls->charge(account->owner, bytes))
		return ERR_PTR(-EDQUOT);
	memory = kvzalloc(bytes, GFP_KERNEL);
	if (memory)
		return memory;
	if (calls->uncharge)
		calls->uncharge(account->owner, bytes);
	return ERR_PTR(-ENOMEM);
}

/**
 * kreg_account_free() - free what kreg_account_alloc() gave
 * @account: the same
 * @memory: may be NULL
 * @bytes: the same
 *
 * Context: Process context. May sleep.
 */
void kreg_account_free(const struct kreg_account *account, void *memory,
		       size_t bytes)
{
	if (!memory)
		return;
	kvfree(memory);
	if (account->calls->uncharge)
		account->calls->uncharge(account->owner, bytes);
}

static size_t map_bytes(u32 bits)
{
	return BITS_TO_LONGS(bits) * sizeof(long);
}

/* Take the next @bytes of @memory, or just count them when it is NULL. */
static void *place(u8 *memory, size_t *at, size_t bytes)
{
	u8 *here = memory ? memory + *at : NULL;

	*at += bytes;
	return here;
}

/* Lay the tables out, one behind the other. Return: bytes of all. */
static size_t lay_out(struct kreg_tables *tables, u8 *memory, bool writable)
{
	u32 room = tables->room;
	size_t at = 0;

	tables->pages = place(memory, &at, room * sizeof(u8 *));
	if (!writable)
		return at;
	tables->starts = place(memory, &at, map_bytes(room));
	tables->dirty = place(memory, &at, map_bytes(room * SECTORS_PER_BLOCK));
	tables->free_longs = BITS_TO_LONGS(room);
	tables->free = place(memory, &at, KREG_FREE_CLASSES * map_bytes(room));
	tables->first = place(memory, &at, room * sizeof(u16));
	return at;
}

/**
 * kreg_tables_create() - make empty tables
 * @tables: filled
 * @room: blocks they have room for
 * @writable: with all tables, else @pages alone
 * @account: on whose account
 *
 * Context: Process context. May sleep.
 * Return: 0, -EDQUOT, -ENOMEM.
 */
int kreg_tables_create(struct kreg_tables *tables, u32 room, bool writable,
		       const struct kreg_account *account)
{
	u8 *memory;

	*tables = (struct kreg_tables){ .room = room };
	tables->bytes = lay_out(tables, NULL, writable);
	memory = kreg_account_alloc(account, tables->bytes);
	if (IS_ERR(memory)) {
		*tables = (struct kreg_tables){ .room = 0 };
		return PTR_ERR(memory);
	}
	lay_out(tables, memory, writable);
	return 0;
}

/**
 * kreg_tables_copy() - fill new tables with what is in the old ones
 * @to: with at least as much room, writable if @from is
 * @from: old tables
 * @blocks: that are in use
 *
 * Context: Any.
 */
void kreg_tables_copy(struct kreg_tables *to, const struct kreg_tables *from,
		      u32 blocks)
{
	int i;

	if (!blocks)
		return;
	memcpy(to->pages, from->pages, blocks * sizeof(u8 *));
	if (!from->first)
		return;
	memcpy(to->first, from->first, blocks * sizeof(u16));
	memcpy(to->starts, from->starts, map_bytes(blocks));
	memcpy(to->dirty, from->dirty, map_bytes(blocks * SECTORS_PER_BLOCK));
	for (i = 0; i < KREG_FREE_CLASSES; i++)
		memcpy(kreg_tables_free(to, i), kreg_tables_free(from, i),
		       map_bytes(blocks));
}

/**
 * kreg_store_add() - attach memory behind the last bin
 * @store: with room for it in its tables and among its extents
 * @memory: one or more whole bins
 * @bytes: a multiple of 4096
 *
 * Context: Any.
 */
void kreg_store_add(struct kreg_store *store, void *memory, u32 bytes)
{
	u8 **pages = store->tables.pages + store->size / KREG_REGF_BLOCK;
	u32 i;

	store->extents[store->extent_count++] = (struct kreg_extent){
		.memory = memory,
		.bytes = bytes,
	};
	for (i = 0; i < bytes / KREG_REGF_BLOCK; i++)
		pages[i] = (u8 *)memory + i * KREG_REGF_BLOCK;
	store->size += bytes;
}

/**
 * kreg_store_destroy() - free extents and tables
 * @store: store
 * @account: on whose account they are
 *
 * Context: Process context. May sleep.
 */
void kreg_store_destroy(struct kreg_store *store,
			const struct kreg_account *account)
{
	u32 i;

	for (i = 0; i < store->extent_count; i++)
		account->calls->free(account->owner, store->extents[i].memory,
				     store->extents[i].bytes);
	kreg_account_free(account, store->extents,
			  store->extent_room * sizeof(*store->extents));
	kreg_account_free(account, store->tables.pages, store->tables.bytes);
}
