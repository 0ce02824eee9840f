/* SPDX-License-Identifier: GPL-2.0 */
/* A hive in memory: its file, bins with cells in place. */
#ifndef _KREG_HIVE_HIVE_H
#define _KREG_HIVE_HIVE_H

#include "env.h"
#include "findings.h"
#include "format.h"

/**
 * struct kreg_hive_calls - what a hive asks of its owner
 * @charge: account @bytes before they are allocated; 0 or -EDQUOT
 * @uncharge: give @bytes back
 * @free: free the memory of an extent, see kreg_hive_add()
 *
 * @charge and @uncharge may be NULL together.
 */
struct kreg_hive_calls {
	int (*charge)(void *owner, size_t bytes);
	void (*uncharge)(void *owner, size_t bytes);
	void (*free)(void *owner, void *memory, size_t bytes);
};

/**
 * struct kreg_extent - memory of one or more whole bins
 * @memory: the bins
 * @offset: of the first byte from the start of the bins
 * @bytes: a multiple of 4096
 */
struct kreg_extent {
	u8 *memory;
	u32 offset;
	u32 bytes;
};

/**
 * struct kreg_hive - a hive
 * @calls: of the owner
 * @owner: passed to @calls
 * @pages: one pointer per 4096 bytes of bins; only kreg_hive_cell() and the
 *	walk over the bins follow it
 * @extents: where the memory came from
 * @extent_count: entries of @extents
 * @extent_room: entries there is room for
 * @room: entries of @pages, from the bins size of the base block
 * @size: bytes of bins that have memory
 * @root: cell of the root key
 * @minor: version 1.@minor
 * @stamp: FILETIME of the base block
 * @sequence: primary sequence number
 * @keys: key nodes, counted by the checker
 * @values: values, counted by the checker
 * @securities: sk cells, counted by the checker
 * @free_bytes: bytes of free cells, counted by the checker
 * @charged: bytes charged for this struct and its tables
 */
struct kreg_hive {
	const struct kreg_hive_calls *calls;
	void *owner;
	u8 **pages;
	struct kreg_extent *extents;
	u32 extent_count;
	u32 extent_room;
	u32 room;
	u32 size;
	u32 root;
	u32 minor;
	u64 stamp;
	u32 sequence;
	u32 keys;
	u32 values;
	u32 securities;
	u32 free_bytes;
	size_t charged;
};

#define KREG_HIVE_REPAIR	0x1	/* mend what is broken, report each */
#define KREG_HIVE_NO_WRITE	0x2	/* leave the memory as it is */

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
	u32 first = cell / KREG_REGF_BLOCK;
	struct kreg_regf_cell *head;
	u32 raw, bytes, last;

	if (unlikely(cell >= hive->size || cell % 8))
		return NULL;
	head = (void *)(hive->pages[first] + cell % KREG_REGF_BLOCK);
	raw = le32_to_cpu(head->size);
	bytes = -raw;
	if (unlikely(!(raw >> 31) || bytes % 8 || bytes > hive->size - cell ||
		     bytes - sizeof(*head) < need))
		return NULL;
	last = (cell + bytes - 1) / KREG_REGF_BLOCK;
	if (unlikely(last != first) &&
	    (uintptr_t)hive->pages[last] - (uintptr_t)hive->pages[first] !=
		    (uintptr_t)(last - first) * KREG_REGF_BLOCK)
		return NULL;
	if (size)
		*size = bytes - sizeof(*head);
	return head + 1;
}

#endif /* _KREG_HIVE_HIVE_H */
