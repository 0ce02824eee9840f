// SPDX-License-Identifier: GPL-2.0
/*
 * Where the free cells of a storage are, by block and size.
 *
 * The cells themselves say which of them are free, and nothing is written
 * into those. What is kept beside them is small: for each block the first
 * cell that begins there, so that a walk over a block needs no walk over its
 * bin, and for each class of sizes one bit per block.
 */
#include "free.h"

#include "format.h"

#define SMALL_CLASSES 16 /* of 8, 16, ... 128 bytes, exact */
#define NONE KREG_REGF_NONE

static u32 *head_at(const struct kreg_store *store, u32 at)
{
	return (u32 *)(store->tables.pages[at / KREG_REGF_BLOCK] +
		       at % KREG_REGF_BLOCK);
}

static u32 raw_at(const struct kreg_store *store, u32 at)
{
	return get_unaligned_le32(head_at(store, at));
}

static u32 bytes_of(u32 raw)
{
	return raw >> 31 ? -raw : raw;
}

static bool is_free(u32 raw)
{
	return !(raw >> 31);
}

/* Sizes up to 128 have a class of their own, then each power of two. */
static u32 class_of(u32 bytes)
{
	if (bytes <= 8 * SMALL_CLASSES)
		return bytes / 8 - 1;
	return SMALL_CLASSES + fls(bytes - 1) - 8;
}

/* The first cell that begins in a block, or NONE. */
static u32 first_in(const struct kreg_store *store, u32 block)
{
	u16 first = store->tables.first[block];

	return first == KREG_NO_CELL ? NONE :
				       block * KREG_REGF_BLOCK + 8 * first;
}

static u32 blocks_of(const struct kreg_store *store)
{
	return store->size / KREG_REGF_BLOCK;
}

/* A free cell of a block that has @bytes, or NONE. */
static u32 find_in(const struct kreg_store *store, u32 block, u32 bytes)
{
	u32 end = (block + 1) * KREG_REGF_BLOCK;
	u32 at, raw;

	for (at = first_in(store, block); at < end; at += bytes_of(raw)) {
		raw = raw_at(store, at);
		if (is_free(raw) && raw >= bytes)
			return at;
	}
	return NONE;
}

/**
 * kreg_free_update() - note the free cells of a block anew
 * @store: store
 * @at: offset of a cell that begins in the block
 *
 * Context: Any. The caller holds what keeps others from looking at cells.
 */
void kreg_free_update(struct kreg_store *store, u32 at)
{
	u32 block = at / KREG_REGF_BLOCK;
	u32 end = (block + 1) * KREG_REGF_BLOCK;
	u64 has = 0;
	u32 cell, raw;
	int i;

	for (cell = first_in(store, block); cell < end; cell += bytes_of(raw)) {
		raw = raw_at(store, cell);
		if (is_free(raw))
			has |= 1ULL << class_of(raw);
	}
	for (i = 0; i < KREG_FREE_CLASSES; i++)
		__assign_bit(block, kreg_tables_free(&store->tables, i),
			     has >> i & 1);
}

/**
 * kreg_free_cell_begins() - note that a cell begins where none did
 * @store: store
 * @at: its offset
 *
 * Context: Any. The caller holds what keeps others from looking at cells.
 */
void kreg_free_cell_begins(struct kreg_store *store, u32 at)
{
	u16 *first = &store->tables.first[at / KREG_REGF_BLOCK];

	*first = min_t(u16, *first, at % KREG_REGF_BLOCK / 8);
}

/**
 * kreg_free_cell_ends() - note that a cell was merged into the one before it
 * @store: store
 * @at: its offset
 * @next: offset of the cell behind it, or of what follows its bin
 *
 * Context: Any. The caller holds what keeps others from looking at cells.
 */
void kreg_free_cell_ends(struct kreg_store *store, u32 at, u32 next)
{
	u32 block = at / KREG_REGF_BLOCK;
	u16 *first = &store->tables.first[block];

	if (first_in(store, block) != at)
		return;
	*first = next / KREG_REGF_BLOCK == block ? next % KREG_REGF_BLOCK / 8 :
						   KREG_NO_CELL;
}

/**
 * kreg_free_add_bin() - note all cells of a bin
 * @store: store
 * @offset: of the bin, whose header and cells are whole
 *
 * Context: Any. The caller holds what keeps others from looking at cells.
 */
void kreg_free_add_bin(struct kreg_store *store, u32 offset)
{
	const struct kreg_regf_bin *bin = (void *)head_at(store, offset);
	u32 end = offset + le32_to_cpu(bin->size);
	u32 block, at;

	for (block = offset / KREG_REGF_BLOCK; block < end / KREG_REGF_BLOCK;
	     block++)
		store->tables.first[block] = KREG_NO_CELL;
	__set_bit(offset / KREG_REGF_BLOCK, store->tables.starts);
	for (at = offset + sizeof(*bin); at < end;
	     at += bytes_of(raw_at(store, at)))
		kreg_free_cell_begins(store, at);
	for (at = offset; at < end; at += KREG_REGF_BLOCK)
		kreg_free_update(store, at);
}

/* Go over the blocks that have a free cell of a class, @near and up first. */
static u32 find_class(const struct kreg_store *store, u32 kind, u32 bytes,
		      u32 near)
{
	const unsigned long *map = kreg_tables_free(&store->tables, kind);
	u32 blocks = blocks_of(store);
	u32 block, at;

	for (block = find_next_bit(map, blocks, near); block < blocks;
	     block = find_next_bit(map, blocks, block + 1)) {
		at = find_in(store, block, bytes);
		if (at != NONE)
			return at;
	}
	for (block = find_next_bit(map, near, 0); block < near;
	     block = find_next_bit(map, near, block + 1)) {
		at = find_in(store, block, bytes);
		if (at != NONE)
			return at;
	}
	return NONE;
}

/**
 * kreg_free_find() - find a free cell
 * @store: store
 * @bytes: size it must have, with its header
 * @near: offset of a cell it should be near to
 *
 * In the block of @near if that has one, else the smallest class that will do.
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: its offset, or KREG_REGF_NONE.
 */
u32 kreg_free_find(const struct kreg_store *store, u32 bytes, u32 near)
{
	u32 block = near / KREG_REGF_BLOCK;
	u32 kind, at;

	if (block >= blocks_of(store))
		block = 0;
	if (!store->size)
		return NONE;
	at = find_in(store, block, bytes);
	for (kind = class_of(bytes); at == NONE && kind < KREG_FREE_CLASSES;
	     kind++)
		at = find_class(store, kind, bytes, block);
	return at;
}

/**
 * kreg_free_has() - is there surely a free cell of this size?
 * @store: store
 * @bytes: size
 *
 * Looks at classes alone, so it may say no where there is one.
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: true when there is.
 */
bool kreg_free_has(const struct kreg_store *store, u32 bytes)
{
	u32 blocks = blocks_of(store);
	u32 kind;

	for (kind = class_of(ALIGN(bytes, 8u)) + 1; kind < KREG_FREE_CLASSES;
	     kind++)
		if (find_first_bit(kreg_tables_free(&store->tables, kind),
				   blocks) < blocks)
			return true;
	return false;
}

/**
 * kreg_free_after() - the free cell that follows a cell in its bin
 * @store: store
 * @at: offset of the cell
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: its offset, or KREG_REGF_NONE.
 */
u32 kreg_free_after(const struct kreg_store *store, u32 at)
{
	u32 next = at + bytes_of(raw_at(store, at));

	if (next >= store->size)
		return NONE;
	if (next % KREG_REGF_BLOCK == 0 &&
	    test_bit(next / KREG_REGF_BLOCK, store->tables.starts))
		return NONE;
	return is_free(raw_at(store, next)) ? next : NONE;
}

/* The last cell that begins before @at in the bin of @at, or NONE. */
static u32 cell_before(const struct kreg_store *store, u32 at)
{
	u32 block = at / KREG_REGF_BLOCK;
	u32 cell = first_in(store, block);
	u32 next;

	while (cell >= at) {
		if (test_bit(block, store->tables.starts))
			return NONE;
		cell = first_in(store, --block);
	}
	while ((next = cell + bytes_of(raw_at(store, cell))) < at)
		cell = next;
	return cell;
}

/**
 * kreg_free_before() - the free cell that a cell follows in its bin
 * @store: store
 * @at: offset of the cell
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: its offset, or KREG_REGF_NONE.
 */
u32 kreg_free_before(const struct kreg_store *store, u32 at)
{
	u32 before = cell_before(store, at);

	if (before == NONE || !is_free(raw_at(store, before)))
		return NONE;
	return before;
}
