/* SPDX-License-Identifier: GPL-2.0 */
/* Subkey lists: li, lf, lh, and ri over them, sorted by upper-cased name. */
#ifndef _KREG_HIVE_SUBKEYS_H
#define _KREG_HIVE_SUBKEYS_H

#include "format.h"
#include "hive.h"
#include "name.h"

/**
 * struct kreg_leaf - a leaf list (li, lf, lh), looked at
 * @entries: the first entry
 * @count: entries
 * @magic: KREG_LI_MAGIC, KREG_LF_MAGIC or KREG_LH_MAGIC
 * @step: bytes of an entry
 */
struct kreg_leaf {
	u8 *entries;
	u16 count;
	u16 magic;
	u8 step;
};

/**
 * struct kreg_subkeys_walk - a place in the list of subkeys of a key
 * @hive: hive
 * @leaf: current leaf
 * @at: next entry of @leaf
 * @leaves: the cells of the ri list, or NULL without one
 * @leaf_count: entries of @leaves
 * @leaf_at: next entry of @leaves
 */
struct kreg_subkeys_walk {
	const struct kreg_hive *hive;
	struct kreg_leaf leaf;
	u32 at;
	const __le32 *leaves;
	u32 leaf_count;
	u32 leaf_at;
};

/**
 * struct kreg_subkeys_place - where a subkey is in a list, or would be
 * @leaf: cell of the leaf
 * @at: entry of @leaf
 * @index: cell of the ri list, or KREG_REGF_NONE without one
 * @leaf_at: entry of @index that names @leaf
 */
struct kreg_subkeys_place {
	u32 leaf;
	u32 at;
	u32 index;
	u32 leaf_at;
};

bool kreg_leaf_get(const struct kreg_hive *hive, u32 cell,
		   struct kreg_leaf *leaf);
int kreg_subkeys_start(const struct kreg_hive *hive, u32 list,
		       struct kreg_subkeys_walk *walk);
int kreg_subkeys_next(struct kreg_subkeys_walk *walk, u32 *cell);
int kreg_subkeys_locate(const struct kreg_hive *hive, u32 list,
			const struct kreg_name *name,
			struct kreg_subkeys_place *place, u32 *cell);
int kreg_subkeys_seek(const struct kreg_hive *hive,
		      const struct kreg_regf_nk *nk,
		      const struct kreg_name *name, u32 *index, u32 *cell,
		      u32 *comparisons);
int kreg_subkeys_at(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    u32 index, u32 *cell);

/**
 * kreg_leaf_key() - the key an entry of a leaf names
 * @leaf: from kreg_leaf_get()
 * @index: below @leaf->count
 *
 * Context: Any.
 * Return: nk cell.
 */
static inline u32 kreg_leaf_key(const struct kreg_leaf *leaf, u32 index)
{
	return get_unaligned_le32(leaf->entries + index * leaf->step);
}

/**
 * kreg_subkeys_find() - find a subkey by name
 * @hive: hive
 * @nk: parent
 * @name: name, any case
 * @cell: where to put the nk cell
 *
 * Binary search, O(log n) comparisons.
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT, -EUCLEAN when a list is broken.
 */
static inline int kreg_subkeys_find(const struct kreg_hive *hive,
				    const struct kreg_regf_nk *nk,
				    const struct kreg_name *name, u32 *cell)
{
	return kreg_subkeys_seek(hive, nk, name, NULL, cell, NULL);
}

#endif /* _KREG_HIVE_SUBKEYS_H */
