/* SPDX-License-Identifier: GPL-2.0 */
/* A hive in memory: its file, bins with cells in place. */
#ifndef _KREG_HIVE_HIVE_H
#define _KREG_HIVE_HIVE_H

#include "env.h"
#include "findings.h"
#include "format.h"
#include "store.h"

/**
 * enum kreg_storage - where a cell lies: bit 31 of its index
 * @KREG_STABLE: in the file
 * @KREG_VOLATILE: in memory alone, never written
 * @KREG_STORAGES: number of them
 */
enum kreg_storage {
	KREG_STABLE,
	KREG_VOLATILE,
	KREG_STORAGES,
};

struct kreg_reserve;

/**
 * struct kreg_hive - a hive
 * @account: of its owner
 * @stores: bins, by storage
 * @reserve: for the change that is being made, see reserve.h, or NULL
 * @room: blocks of bins the caller of kreg_hive_create() is to add
 * @root: cell of the root key
 * @ring: an sk cell of the ring in volatile storage, or KREG_REGF_NONE
 * @minor: version 1.@minor
 * @stamp: FILETIME of the base block
 * @sequence: primary sequence number
 * @keys: stable key nodes
 * @values: their values
 * @securities: sk cells in the file
 * @bins: bins in the file, counted by the checker
 * @free_bytes: bytes of free cells, counted by the checker
 */
struct kreg_hive {
	struct kreg_account account;
	struct kreg_store stores[KREG_STORAGES];
	struct kreg_reserve *reserve;
	u32 room;
	u32 root;
	u32 ring;
	u32 minor;
	u64 stamp;
	u32 sequence;
	u32 keys;
	u32 values;
	u32 securities;
	u32 bins;
	u32 free_bytes;
};

#define KREG_HIVE_REPAIR 0x1 /* mend what is broken, report each */
#define KREG_HIVE_NO_WRITE 0x2 /* leave the memory as it is */

struct kreg_hive *kreg_hive_create(const void *base, u64 file_size,
				   unsigned int flags,
				   const struct kreg_hive_calls *calls,
				   void *owner, struct kreg_findings *findings);
int kreg_hive_add(struct kreg_hive *hive, void *memory, u32 bytes);
void kreg_hive_destroy(struct kreg_hive *hive);

/**
 * kreg_hive_cell() - turn a cell index into memory
 * @hive: hive
 * @cell: cell index from anywhere, checked here
 * @need: bytes the caller is about to look at
 * @size: where to put the bytes of the cell's content, or NULL
 *
 * The only place that makes this step. The index must be aligned and inside
 * the bins, the cell in use, in one piece of memory, and hold @need bytes.
 * A piece is told by its blocks: the last one lies where it would if they all
 * follow each other. Extents never touch, each is an allocation of its own.
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: the content of the cell, or NULL.
 */
static inline void *kreg_hive_cell(const struct kreg_hive *hive, u32 cell,
				   u32 need, u32 *size)
{
	const struct kreg_store *store = &hive->stores[cell >> 31];
	u32 at = cell & ~KREG_REGF_VOLATILE;
	u32 first = at / KREG_REGF_BLOCK;
	u8 **pages = store->tables.pages;
	struct kreg_regf_cell *head;
	u32 raw, bytes, last;

	if (unlikely(at >= store->size || at % 8))
		return NULL;
	head = (void *)(pages[first] + at % KREG_REGF_BLOCK);
	raw = le32_to_cpu(head->size);
	bytes = -raw;
	if (unlikely(!(raw >> 31) || bytes % 8 || bytes > store->size - at ||
		     bytes - sizeof(*head) < need))
		return NULL;
	last = (at + bytes - 1) / KREG_REGF_BLOCK;
	if (unlikely(last != first) &&
	    (uintptr_t)pages[last] - (uintptr_t)pages[first] !=
		    (uintptr_t)(last - first) * KREG_REGF_BLOCK)
		return NULL;
	if (size)
		*size = bytes - sizeof(*head);
	return head + 1;
}

/**
 * kreg_hive_size() - bytes of the bins in the file
 * @hive: hive
 *
 * Context: Any.
 * Return: bytes.
 */
static inline u32 kreg_hive_size(const struct kreg_hive *hive)
{
	return hive->stores[KREG_STABLE].size;
}

#endif /* _KREG_HIVE_HIVE_H */
