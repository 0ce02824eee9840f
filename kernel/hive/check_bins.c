// SPDX-License-Identifier: GPL-2.0
/* The checker, bins: headers, and cells that fill them without gaps. */
#include "checker.h"

static struct kreg_regf_bin *bin_at(const struct kreg_hive *hive, u32 offset)
{
	return (void *)hive->stores[KREG_STABLE]
		.tables.pages[offset / KREG_REGF_BLOCK];
}

/* Bytes of memory in one piece from @offset on, at most @want. */
static u32 one_piece(const struct kreg_hive *hive, u32 offset, u32 want)
{
	u32 first = offset / KREG_REGF_BLOCK;
	u32 blocks = want / KREG_REGF_BLOCK;
	u32 i;

	for (i = 1; i < blocks; i++)
		if (hive->stores[KREG_STABLE].tables.pages[first + i] !=
		    hive->stores[KREG_STABLE].tables.pages[first] +
			    (size_t)i * KREG_REGF_BLOCK)
			break;
	return i * KREG_REGF_BLOCK;
}

static bool is_bin(const struct kreg_hive *hive, u32 offset)
{
	const struct kreg_regf_bin *bin = bin_at(hive, offset);
	u32 size = le32_to_cpu(bin->size);

	return le32_to_cpu(bin->magic) == KREG_HBIN_MAGIC &&
	       le32_to_cpu(bin->offset) == offset && size &&
	       size % KREG_REGF_BLOCK == 0;
}

/* A free cell from @at to the end of its bin. */
static void free_rest(struct kreg_hive *hive, u8 *at, u32 bytes)
{
	struct kreg_regf_cell *head = (void *)at;

	head->size = cpu_to_le32(bytes);
	hive->free_bytes += bytes;
}

/* Walk over the cells of a bin and mark those in use. */
static void walk_cells(struct kreg_checker *c, u32 offset, u8 *bin, u32 end)
{
	unsigned long *live = c->live;
	u32 at = sizeof(struct kreg_regf_bin);
	u32 free = 0;
	u32 raw, bytes;

	while (at < end) {
		raw = le32_to_cpu(((struct kreg_regf_cell *)(bin + at))->size);
		bytes = raw >> 31 ? -raw : raw;
		if (unlikely(!bytes || bytes % 8 || bytes > end - at)) {
			if (kreg_found(c, KREG_INV_CELLS, offset + at,
				       "the rest of the bin is free",
				       "a cell of %u bytes does not fit its bin",
				       bytes))
				free_rest(c->hive, bin + at, end - at);
			break;
		}
		if (raw >> 31)
			__set_bit((offset + at) / 8, live);
		else
			free += bytes;
		at += bytes;
	}
	c->hive->free_bytes += free;
}

/* Make an empty bin of what is none. */
static void empty_bin(struct kreg_checker *c, u32 offset, u32 bytes)
{
	struct kreg_regf_bin *bin = bin_at(c->hive, offset);

	c->hive->bins++;
	memset(bin, 0, bytes);
	bin->magic = cpu_to_le32(KREG_HBIN_MAGIC);
	bin->offset = cpu_to_le32(offset);
	bin->size = cpu_to_le32(bytes);
	free_rest(c->hive, (u8 *)(bin + 1), bytes - sizeof(*bin));
}

/* In repair mode: step over what is no bin, or end the hive here. */
static u32 skip_bad(struct kreg_checker *c, u32 offset)
{
	struct kreg_hive *hive = c->hive;
	u32 next = offset;

	do {
		next += KREG_REGF_BLOCK;
	} while (next < kreg_hive_size(hive) && !is_bin(hive, next));
	if (next < kreg_hive_size(hive)) {
		for (; offset < next; offset += KREG_REGF_BLOCK)
			empty_bin(c, offset, KREG_REGF_BLOCK);
		return next;
	}
	hive->stores[KREG_STABLE].size = offset;
	return offset;
}

static u32 bad_bin(struct kreg_checker *c, u32 offset)
{
	if (!kreg_found(c, KREG_INV_BIN, offset, offset ? "left out" : NULL,
			"no header of a bin at 0x%x", offset))
		return kreg_hive_size(c->hive);
	return skip_bad(c, offset);
}

/* Check the bin at @offset. Return: where the next one should be. */
static u32 check_bin(struct kreg_checker *c, u32 offset)
{
	struct kreg_hive *hive = c->hive;
	struct kreg_regf_bin *bin = bin_at(hive, offset);
	u32 size, there;

	if (unlikely(!is_bin(hive, offset)))
		return bad_bin(c, offset);
	size = le32_to_cpu(bin->size);
	there = one_piece(hive, offset,
			  min(size, kreg_hive_size(hive) - offset));
	if (unlikely(size > there)) {
		if (!kreg_found(c, KREG_INV_BIN, offset, "cut short",
				"a bin of %u bytes, %u are there", size, there))
			return kreg_hive_size(hive);
		bin->size = cpu_to_le32(there);
	}
	hive->bins++;
	walk_cells(c, offset, (u8 *)bin, min(size, there));
	return offset + min(size, there);
}

/**
 * kreg_checker_bins() - check all bins and mark the cells in use
 * @c: checker
 *
 * In repair mode the hive may become shorter.
 *
 * Context: Process context. May sleep.
 * Return: 0 or -EINTR.
 */
int kreg_checker_bins(struct kreg_checker *c)
{
	u32 offset = 0;
	int err;

	if (!kreg_hive_size(c->hive))
		kreg_found(c, KREG_INV_BIN, 0, NULL, "no bins");
	while (offset < kreg_hive_size(c->hive)) {
		offset = check_bin(c, offset);
		err = kreg_checker_yield(c);
		if (err)
			return err;
	}
	return 0;
}
