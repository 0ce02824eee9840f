/* SPDX-License-Identifier: GPL-2.0 */
/* The memory of one storage of a hive: extents, and tables of its blocks. */
#ifndef _KREG_HIVE_STORE_H
#define _KREG_HIVE_STORE_H

#include "env.h"
#include "limits.h"

#define KREG_NO_CELL 0xffff /* in @first: none begins here */
#define KREG_FREE_CLASSES 40 /* of sizes of free cells */

/**
 * struct kreg_hive_calls - what a hive asks of its owner
 * @charge: account @bytes before they are allocated; 0 or -EDQUOT
 * @uncharge: give @bytes back
 * @free: free the memory of an extent that was charged, see kreg_hive_add()
 *
 * @charge and @uncharge may be NULL together.
 */
struct kreg_hive_calls {
	int (*charge)(void *owner, size_t bytes);
	void (*uncharge)(void *owner, size_t bytes);
	void (*free)(void *owner, void *memory, size_t bytes);
};

/**
 * struct kreg_account - on whose account memory is taken
 * @calls: of the owner
 * @owner: passed to @calls
 */
struct kreg_account {
	const struct kreg_hive_calls *calls;
	void *owner;
};

/**
 * struct kreg_extent - memory of one or more whole bins
 * @memory: the bins
 * @bytes: a multiple of 4096
 */
struct kreg_extent {
	u8 *memory;
	u32 bytes;
};

/**
 * struct kreg_tables - what is known of each block of 4096 bytes
 * @room: blocks there is room for
 * @bytes: of the allocation that holds all of it; @pages lies at its start
 * @pages: memory; only kreg_hive_cell() and walks over bins follow it
 * @first: the first cell that begins in the block, in units of 8 bytes from
 *	the block's start, or KREG_NO_CELL
 * @starts: bit per block: a bin begins with it
 * @dirty: bit per sector: changed since it was last written
 * @free: for each class of sizes a map, one bit per block: such a free cell
 *	begins there
 * @free_longs: longs of each of these maps
 *
 * All but @pages are NULL while a hive is only read.
 */
struct kreg_tables {
	u32 room;
	size_t bytes;
	u8 **pages;
	u16 *first;
	unsigned long *starts;
	unsigned long *dirty;
	unsigned long *free;
	u32 free_longs;
};

/**
 * kreg_tables_free() - the map of the free cells of a class
 * @tables: writable tables
 * @kind: the class
 *
 * Context: Any.
 * Return: one bit per block.
 */
static inline unsigned long *kreg_tables_free(const struct kreg_tables *tables,
					      u32 kind)
{
	return tables->free + (size_t)kind * tables->free_longs;
}

/**
 * struct kreg_store - bins of one storage
 * @size: bytes of bins that have memory
 * @tables: of its blocks
 * @extents: where the memory came from
 * @extent_count: entries of @extents
 * @extent_room: entries there is room for
 */
struct kreg_store {
	u32 size;
	struct kreg_tables tables;
	struct kreg_extent *extents;
	u32 extent_count;
	u32 extent_room;
};

void *kreg_account_alloc(const struct kreg_account *account, size_t bytes);
void kreg_account_free(const struct kreg_account *account, void *memory,
		       size_t bytes);
int kreg_tables_create(struct kreg_tables *tables, u32 room, bool writable,
		       const struct kreg_account *account);
void kreg_tables_copy(struct kreg_tables *to, const struct kreg_tables *from,
		      u32 blocks);
void kreg_store_add(struct kreg_store *store, void *memory, u32 bytes);
void kreg_store_destroy(struct kreg_store *store,
			const struct kreg_account *account);

#endif /* _KREG_HIVE_STORE_H */
