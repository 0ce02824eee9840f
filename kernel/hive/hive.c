// SPDX-License-Identifier: GPL-2.0
/* A hive in memory: its file, bins with cells in place. */
#include "hive.h"

#include "base.h"
#include "limits.h"

/* Every allocation of a hive for its own tables goes through here. */
static void *hive_alloc(const struct kreg_hive_calls *calls, void *owner,
			size_t bytes)
{
	void *memory;

	if (calls->charge && calls->charge(owner, bytes))
		return ERR_PTR(-EDQUOT);
	memory = kvzalloc(bytes, GFP_KERNEL);
	if (memory)
		return memory;
	if (calls->uncharge)
		calls->uncharge(owner, bytes);
	return ERR_PTR(-ENOMEM);
}

static void hive_release(const struct kreg_hive_calls *calls, void *owner,
			 void *memory, size_t bytes)
{
	kvfree(memory);
	if (calls->uncharge)
		calls->uncharge(owner, bytes);
}

/* Callers may pass one extent per bin, and a bin has at least a block. */
static size_t tables_bytes(u32 blocks)
{
	return blocks * sizeof(u8 *);
}

/**
 * kreg_hive_create() - make a hive from a base block, without bins yet
 * @base: the first 4096 bytes of the file, or all of a shorter file
 * @file_size: bytes of the file
 * @flags: KREG_HIVE_REPAIR
 * @calls: what the hive asks of its owner; must outlive it
 * @owner: passed to @calls
 * @findings: filled when the base block is bad
 *
 * The caller then adds @room * 4096 bytes of bins by kreg_hive_add() and calls
 * kreg_hive_check() before anything else.
 *
 * Context: Process context. May sleep.
 * Return: the hive, or ERR_PTR: -ENOEXEC not a hive or of a version we do not
 * read, -EUCLEAN broken or in need of recovery, -EDQUOT, -ENOMEM.
 */
struct kreg_hive *kreg_hive_create(const void *base, u64 file_size,
				   unsigned int flags,
				   const struct kreg_hive_calls *calls,
				   void *owner, struct kreg_findings *findings)
{
	struct kreg_hive *hive;
	struct kreg_base facts;
	int err;

	err = kreg_base_parse(base, file_size, flags, &facts, findings);
	if (err)
		return ERR_PTR(err);

	hive = hive_alloc(calls, owner, sizeof(*hive));
	if (IS_ERR(hive))
		return hive;
	hive->calls = calls;
	hive->owner = owner;
	hive->room = facts.bins_size / KREG_REGF_BLOCK;
	hive->root = facts.root;
	hive->minor = facts.minor;
	hive->stamp = facts.stamp;
	hive->sequence = facts.sequence;

	hive->pages = hive_alloc(calls, owner, tables_bytes(hive->room));
	if (IS_ERR(hive->pages)) {
		err = PTR_ERR(hive->pages);
		hive_release(calls, owner, hive, sizeof(*hive));
		return ERR_PTR(err);
	}
	hive->charged = sizeof(*hive) + tables_bytes(hive->room);
	return hive;
}
KREG_EXPORT(kreg_hive_create);

static int grow_extents(struct kreg_hive *hive)
{
	u32 room = hive->extent_room ? 2 * hive->extent_room : 1;
	size_t old = hive->extent_room * sizeof(*hive->extents);
	size_t bytes = room * sizeof(*hive->extents);
	struct kreg_extent *extents;

	extents = hive_alloc(hive->calls, hive->owner, bytes);
	if (IS_ERR(extents))
		return PTR_ERR(extents);
	if (old) {
		memcpy(extents, hive->extents, old);
		hive_release(hive->calls, hive->owner, hive->extents, old);
	}
	hive->extents = extents;
	hive->extent_room = room;
	hive->charged += bytes - old;
	return 0;
}

/**
 * kreg_hive_add() - add memory that holds the next bins
 * @hive: hive
 * @memory: one or more whole bins as they lie in the file, aligned to 8;
 *	belongs to the hive from then on, and is freed by @calls->free
 * @bytes: a multiple of 4096
 *
 * Context: Process context. May sleep.
 * Return: 0; -EINVAL when the size is wrong or more than there is room for,
 * -EDQUOT, -ENOMEM: @memory still belongs to the caller.
 */
int kreg_hive_add(struct kreg_hive *hive, void *memory, u32 bytes)
{
	u32 block = hive->size / KREG_REGF_BLOCK;
	u32 blocks = bytes / KREG_REGF_BLOCK;
	u32 i;
	int err;

	if (!bytes || bytes % KREG_REGF_BLOCK || blocks > hive->room - block)
		return -EINVAL;
	if (hive->extent_count == hive->extent_room) {
		err = grow_extents(hive);
		if (err)
			return err;
	}
	hive->extents[hive->extent_count++] = (struct kreg_extent){
		.memory = memory,
		.offset = hive->size,
		.bytes = bytes,
	};
	for (i = 0; i < blocks; i++)
		hive->pages[block + i] = (u8 *)memory + i * KREG_REGF_BLOCK;
	hive->size += bytes;
	return 0;
}
KREG_EXPORT(kreg_hive_add);

/**
 * kreg_hive_destroy() - free a hive and its extents
 * @hive: hive, may be NULL
 *
 * Context: Process context. May sleep.
 */
void kreg_hive_destroy(struct kreg_hive *hive)
{
	const struct kreg_hive_calls *calls;
	void *owner;
	u32 i;

	if (!hive)
		return;
	calls = hive->calls;
	owner = hive->owner;
	for (i = 0; i < hive->extent_count; i++)
		calls->free(owner, hive->extents[i].memory,
			    hive->extents[i].bytes);
	if (hive->extents)
		hive_release(calls, owner, hive->extents,
			     hive->extent_room * sizeof(*hive->extents));
	hive_release(calls, owner, hive->pages, tables_bytes(hive->room));
	hive_release(calls, owner, hive, sizeof(*hive));
}
KREG_EXPORT(kreg_hive_destroy);
