// SPDX-License-Identifier: GPL-2.0
/* Subkey lists: li, lf, lh, and ri over them, sorted by upper-cased name. */
#include "subkeys.h"

#include "node.h"

/* Is the list at @cell an ri, and does it hold the entries it counts? */
static const struct kreg_regf_list *list_get(const struct kreg_hive *hive,
					     u32 cell, u32 *room)
{
	const struct kreg_regf_list *list;
	u32 size;

	list = kreg_hive_cell(hive, cell, sizeof(*list), &size);
	if (list)
		*room = size - sizeof(*list);
	return list;
}

/**
 * kreg_leaf_get() - look at a leaf list
 * @hive: hive
 * @cell: cell index from anywhere
 * @leaf: filled
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: true when it is a leaf that holds the entries it counts.
 */
bool kreg_leaf_get(const struct kreg_hive *hive, u32 cell,
		   struct kreg_leaf *leaf)
{
	const struct kreg_regf_list *list;
	u32 room;

	list = list_get(hive, cell, &room);
	if (unlikely(!list))
		return false;
	leaf->magic = le16_to_cpu(list->magic);
	switch (leaf->magic) {
	case KREG_LF_MAGIC:
	case KREG_LH_MAGIC:
		leaf->step = sizeof(struct kreg_regf_leaf);
		break;
	case KREG_LI_MAGIC:
		leaf->step = sizeof(__le32);
		break;
	default:
		return false;
	}
	leaf->count = le16_to_cpu(list->count);
	leaf->entries = (u8 *)(list + 1);
	return leaf->count * leaf->step <= room;
}
EXPORT_SYMBOL_KREG(kreg_leaf_get);

/* The cells of an ri list, or NULL when @cell is none that is whole. */
static const __le32 *index_get(const struct kreg_hive *hive, u32 cell,
			       u32 *count)
{
	const struct kreg_regf_list *list;
	u32 room;

	list = list_get(hive, cell, &room);
	if (!list || le16_to_cpu(list->magic) != KREG_RI_MAGIC)
		return NULL;
	*count = le16_to_cpu(list->count);
	if (*count * sizeof(__le32) > room)
		return NULL;
	return (const __le32 *)(list + 1);
}

/**
 * kreg_subkeys_start() - begin to walk over a list of subkeys
 * @hive: hive
 * @list: cell of the list, not KREG_REGF_NONE
 * @walk: filled
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0 or -EUCLEAN.
 */
int kreg_subkeys_start(const struct kreg_hive *hive, u32 list,
		       struct kreg_subkeys_walk *walk)
{
	*walk = (struct kreg_subkeys_walk){ .hive = hive };
	if (kreg_leaf_get(hive, list, &walk->leaf))
		return 0;
	walk->leaf.count = 0;
	walk->leaves = index_get(hive, list, &walk->leaf_count);
	return walk->leaves ? 0 : -EUCLEAN;
}
EXPORT_SYMBOL_KREG(kreg_subkeys_start);

/**
 * kreg_subkeys_next() - the next subkey of a walk
 * @walk: begun by kreg_subkeys_start()
 * @cell: where to put the nk cell
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT past the end, -EUCLEAN.
 */
int kreg_subkeys_next(struct kreg_subkeys_walk *walk, u32 *cell)
{
	while (walk->at == walk->leaf.count) {
		if (walk->leaf_at == walk->leaf_count)
			return -ENOENT;
		if (!kreg_leaf_get(walk->hive,
				   le32_to_cpu(walk->leaves[walk->leaf_at++]),
				   &walk->leaf))
			return -EUCLEAN;
		walk->at = 0;
	}
	*cell = kreg_leaf_key(&walk->leaf, walk->at++);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_subkeys_next);

/**
 * struct search - a name being looked for
 * @hive: hive
 * @name: the name
 * @comparisons: counted
 */
struct search {
	const struct kreg_hive *hive;
	const struct kreg_name *name;
	u32 comparisons;
};

/* Compare the name with that of a key; *@err is set when it is none. */
static int compare_key(struct search *search, u32 cell, int *err)
{
	const struct kreg_regf_nk *nk = kreg_node(search->hive, cell);
	struct kreg_name name;

	if (unlikely(!nk)) {
		*err = -EUCLEAN;
		return 0;
	}
	search->comparisons++;
	name = kreg_node_name(nk);
	return kreg_name_compare(search->name, &name);
}

/*
 * Find the first entry that is not before the name.
 * Return: 0 found, -ENOENT not there and *@at where it would be, -EUCLEAN.
 */
static int search_leaf(struct search *search, const struct kreg_leaf *leaf,
		       u32 *at, u32 *cell)
{
	u32 low = 0;
	u32 high = leaf->count;
	int err = 0;
	int order;
	u32 mid;

	while (low < high) {
		mid = (low + high) / 2;
		*cell = kreg_leaf_key(leaf, mid);
		order = compare_key(search, *cell, &err);
		if (err)
			return err;
		if (!order) {
			*at = mid;
			return 0;
		}
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	*at = low;
	return -ENOENT;
}

/*
 * Find the leaf that would hold the name: the first whose last key is not
 * before it, or the last leaf. A leaf in the middle may be empty.
 */
static int search_index(struct search *search, const __le32 *leaves, u32 count,
			u32 *at, struct kreg_leaf *leaf)
{
	u32 low = 0;
	u32 high = count - 1;
	int err = 0;
	int order;
	u32 mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (!kreg_leaf_get(search->hive, le32_to_cpu(leaves[mid]),
				   leaf) ||
		    !leaf->count)
			return -EUCLEAN;
		order = compare_key(search,
				    kreg_leaf_key(leaf, leaf->count - 1), &err);
		if (err)
			return err;
		if (order <= 0)
			high = mid;
		else
			low = mid + 1;
	}
	*at = low;
	return kreg_leaf_get(search->hive, le32_to_cpu(leaves[low]), leaf) ?
		       0 :
		       -EUCLEAN;
}

/* Keys in the leaves before the one numbered @end. */
static int count_before(const struct kreg_hive *hive, const __le32 *leaves,
			u32 end, u32 *count)
{
	struct kreg_leaf leaf;
	u32 i;

	*count = 0;
	for (i = 0; i < end; i++) {
		if (!kreg_leaf_get(hive, le32_to_cpu(leaves[i]), &leaf))
			return -EUCLEAN;
		*count += leaf.count;
	}
	return 0;
}

static int locate(struct search *search, u32 list,
		  struct kreg_subkeys_place *place, u32 *cell)
{
	struct kreg_leaf leaf;
	const __le32 *leaves;
	u32 count;
	int err;

	*place = (struct kreg_subkeys_place){
		.leaf = list,
		.index = KREG_REGF_NONE,
	};
	if (!kreg_leaf_get(search->hive, list, &leaf)) {
		leaves = index_get(search->hive, list, &count);
		if (!leaves || !count)
			return -EUCLEAN;
		err = search_index(search, leaves, count, &place->leaf_at,
				   &leaf);
		if (err)
			return err;
		place->index = list;
		place->leaf = le32_to_cpu(leaves[place->leaf_at]);
	}
	return search_leaf(search, &leaf, &place->at, cell);
}

/**
 * kreg_subkeys_locate() - find the place of a name in a list of subkeys
 * @hive: hive
 * @list: cell of the list, not KREG_REGF_NONE
 * @name: name, any case
 * @place: filled unless the answer is -EUCLEAN
 * @cell: where to put the nk cell when it is found
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT, -EUCLEAN when the list is broken.
 */
int kreg_subkeys_locate(const struct kreg_hive *hive, u32 list,
			const struct kreg_name *name,
			struct kreg_subkeys_place *place, u32 *cell)
{
	struct search search = { .hive = hive, .name = name };

	return locate(&search, list, place, cell);
}

static int seek(struct search *search, u32 list, u32 *index, u32 *cell)
{
	struct kreg_subkeys_place place;
	const __le32 *leaves;
	u32 before = 0;
	u32 count;
	int err, broken;

	err = locate(search, list, &place, cell);
	if (!index || err == -EUCLEAN)
		return err;
	if (place.index != KREG_REGF_NONE) {
		leaves = index_get(search->hive, list, &count);
		broken = count_before(search->hive, leaves, place.leaf_at,
				      &before);
		if (broken)
			return broken;
	}
	*index = before + place.at;
	return err;
}

/**
 * kreg_subkeys_seek() - find a subkey by name, or the place it would have
 * @hive: hive
 * @nk: parent
 * @name: name, any case
 * @index: where to put the number of subkeys before it, or NULL: counting
 *	takes a look at each leaf of a large list
 * @cell: where to put the nk cell when it is found
 * @comparisons: where to put how many names were compared, or NULL
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT (@index is set), -EUCLEAN when a list is broken.
 */
int kreg_subkeys_seek(const struct kreg_hive *hive,
		      const struct kreg_regf_nk *nk,
		      const struct kreg_name *name, u32 *index, u32 *cell,
		      u32 *comparisons)
{
	struct search search = { .hive = hive, .name = name };
	int err = -ENOENT;

	if (index)
		*index = 0;
	if (nk->subkeys)
		err = seek(&search, le32_to_cpu(nk->subkey_list), index, cell);
	if (comparisons)
		*comparisons = search.comparisons;
	return err;
}
EXPORT_SYMBOL_KREG(kreg_subkeys_seek);

/**
 * kreg_subkeys_at() - the subkey at a place in sorted order
 * @hive: hive
 * @nk: parent
 * @index: place, from 0
 * @cell: where to put the nk cell
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT past the end, -EUCLEAN when a list is broken.
 */
int kreg_subkeys_at(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		    u32 index, u32 *cell)
{
	u32 list = le32_to_cpu(nk->subkey_list);
	const __le32 *leaves;
	struct kreg_leaf leaf;
	u32 count, i;

	if (index >= le32_to_cpu(nk->subkeys))
		return -ENOENT;
	if (kreg_leaf_get(hive, list, &leaf)) {
		if (index >= leaf.count)
			return -EUCLEAN;
		*cell = kreg_leaf_key(&leaf, index);
		return 0;
	}
	leaves = index_get(hive, list, &count);
	for (i = 0; leaves && i < count; i++) {
		if (!kreg_leaf_get(hive, le32_to_cpu(leaves[i]), &leaf))
			break;
		if (index < leaf.count) {
			*cell = kreg_leaf_key(&leaf, index);
			return 0;
		}
		index -= leaf.count;
	}
	return -EUCLEAN;
}
EXPORT_SYMBOL_KREG(kreg_subkeys_at);
