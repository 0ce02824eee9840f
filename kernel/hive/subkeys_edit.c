// SPDX-License-Identifier: GPL-2.0
/*
 * Changing lists of subkeys: entries in and out, leaves split and merged.
 *
 * A key has a list for each storage. New leaves are of the kind that the
 * version knows; a leaf that is there keeps its kind.
 */
#include "subkeys_edit.h"

#include "alloc.h"
#include "node.h"
#include "subkeys.h"

#define NONE KREG_REGF_NONE
#define LF_MAX 511 /* entries, as Windows splits them */
#define LH_MAX 1012
#define HEAD ((u32)sizeof(struct kreg_regf_list))
#define ENTRY_MAX ((u32)sizeof(struct kreg_regf_leaf))

/**
 * struct edit - a list that is being changed
 * @hive: hive
 * @parent: nk cell whose list it is
 * @nk: the same
 * @storage: of the list and its keys
 */
struct edit {
	struct kreg_hive *hive;
	u32 parent;
	struct kreg_regf_nk *nk;
	enum kreg_storage storage;
};

static bool edit_begin(struct edit *edit, struct kreg_hive *hive, u32 parent,
		       enum kreg_storage storage)
{
	*edit = (struct edit){
		.hive = hive,
		.parent = parent,
		.nk = (struct kreg_regf_nk *)kreg_node(hive, parent),
		.storage = storage,
	};
	return edit->nk;
}

static u32 get_list(const struct edit *edit)
{
	return le32_to_cpu(edit->storage ? edit->nk->volatile_list :
					   edit->nk->subkey_list);
}

/* Lists of volatile subkeys are never written, so they change no sector. */
static void set_list(const struct edit *edit, u32 list)
{
	if (edit->storage) {
		edit->nk->volatile_list = cpu_to_le32(list);
		return;
	}
	edit->nk->subkey_list = cpu_to_le32(list);
	kreg_cell_touch(edit->hive, edit->parent,
			offsetof(struct kreg_regf_nk, subkey_list), 4);
}

static u16 new_magic(const struct kreg_hive *hive)
{
	return hive->minor >= 5 ? KREG_LH_MAGIC : KREG_LF_MAGIC;
}

static u32 most(u16 magic)
{
	return magic == KREG_LF_MAGIC ? LF_MAX : LH_MAX;
}

static u32 grown(u32 count, u32 max)
{
	return min(count + count / 2 + 4, max);
}

static struct kreg_regf_list *list_at(const struct kreg_hive *hive, u32 cell)
{
	return kreg_hive_cell(hive, cell, HEAD, NULL);
}

static void set_count(const struct edit *edit, u32 cell, u32 count)
{
	list_at(edit->hive, cell)->count = cpu_to_le16(count);
	kreg_cell_touch(edit->hive, cell, 0, HEAD);
}

static u32 new_list(const struct edit *edit, u16 magic, u32 bytes)
{
	u32 cell = kreg_cell_alloc(edit->hive, edit->storage, HEAD + bytes,
				   edit->parent);

	if (cell != NONE)
		list_at(edit->hive, cell)->magic = cpu_to_le16(magic);
	return cell;
}

static void put_entry(const struct edit *edit, const struct kreg_leaf *leaf,
		      u32 at, u32 child)
{
	u8 *entry = leaf->entries + at * leaf->step;
	struct kreg_name name = kreg_node_name(kreg_node(edit->hive, child));

	put_unaligned_le32(child, entry);
	if (leaf->magic == KREG_LH_MAGIC)
		put_unaligned_le32(kreg_name_hash(&name), entry + 4);
	if (leaf->magic == KREG_LF_MAGIC)
		put_unaligned_le32(kreg_name_hint(&name), entry + 4);
}

/* Put @leaf in the place of the one at @place. */
static void set_leaf(const struct edit *edit,
		     const struct kreg_subkeys_place *place, u32 leaf)
{
	__le32 *leaves;

	if (place->index == NONE) {
		set_list(edit, leaf);
		return;
	}
	leaves = (__le32 *)(list_at(edit->hive, place->index) + 1);
	leaves[place->leaf_at] = cpu_to_le32(leaf);
	kreg_cell_touch(edit->hive, place->index, HEAD + place->leaf_at * 4, 4);
}

/* A copy of some entries of a leaf in a new one with room for more. */
static u32 copy_leaf(const struct edit *edit, const struct kreg_leaf *leaf,
		     u32 from, u32 count, u32 room, struct kreg_leaf *copy)
{
	u32 cell = new_list(edit, leaf->magic, room * leaf->step);

	if (cell == NONE)
		return NONE;
	kreg_leaf_get(edit->hive, cell, copy);
	memcpy(copy->entries, leaf->entries + from * leaf->step,
	       count * leaf->step);
	copy->count = count;
	set_count(edit, cell, count);
	return cell;
}

static void insert_entry(const struct edit *edit, u32 cell,
			 const struct kreg_leaf *leaf, u32 at, u32 child)
{
	u8 *entry = leaf->entries + at * leaf->step;
	u32 tail = (leaf->count - at) * leaf->step;

	memmove(entry + leaf->step, entry, tail);
	put_entry(edit, leaf, at, child);
	kreg_cell_touch(edit->hive, cell, HEAD + at * leaf->step,
			tail + leaf->step);
	set_count(edit, cell, leaf->count + 1);
}

/* Insert into a leaf that has not the most entries yet. */
static int insert_here(const struct edit *edit,
		       const struct kreg_subkeys_place *place,
		       const struct kreg_leaf *leaf, u32 child)
{
	u32 need = HEAD + (leaf->count + 1) * leaf->step;
	struct kreg_leaf copy = *leaf;
	u32 cell = place->leaf;

	if (need > kreg_cell_room(edit->hive, cell)) {
		cell = copy_leaf(edit, leaf, 0, leaf->count,
				 grown(leaf->count, most(leaf->magic)), &copy);
		if (cell == NONE)
			return -ENOMEM;
		set_leaf(edit, place, cell);
		kreg_cell_free(edit->hive, place->leaf);
	}
	insert_entry(edit, cell, &copy, place->at, child);
	return 0;
}

/* The list becomes an ri of its one leaf. */
static int make_index(const struct edit *edit, struct kreg_subkeys_place *place)
{
	u32 cell = new_list(edit, KREG_RI_MAGIC, 4 * 4);

	if (cell == NONE)
		return -ENOMEM;
	place->index = cell;
	place->leaf_at = 0;
	set_leaf(edit, place, place->leaf);
	set_count(edit, cell, 1);
	set_list(edit, cell);
	return 0;
}

static int grow_index(const struct edit *edit, struct kreg_subkeys_place *place,
		      u32 count)
{
	u32 cell;

	if (HEAD + (count + 1) * 4 <= kreg_cell_room(edit->hive, place->index))
		return 0;
	cell = new_list(edit, KREG_RI_MAGIC, grown(count, U16_MAX) * 4);
	if (cell == NONE)
		return -ENOMEM;
	memcpy(list_at(edit->hive, cell) + 1,
	       list_at(edit->hive, place->index) + 1, count * 4);
	set_list(edit, cell);
	kreg_cell_free(edit->hive, place->index);
	place->index = cell;
	return 0;
}

/* Put @leaf behind the one at @place. */
static int add_leaf(const struct edit *edit, struct kreg_subkeys_place *place,
		    u32 leaf)
{
	u32 count, at = place->leaf_at + 1;
	__le32 *leaves;
	int err = 0;

	if (place->index == NONE) {
		err = make_index(edit, place);
		if (err)
			return err;
		at = 1;
	}
	count = le16_to_cpu(list_at(edit->hive, place->index)->count);
	err = grow_index(edit, place, count);
	if (err)
		return err;
	leaves = (__le32 *)(list_at(edit->hive, place->index) + 1);
	memmove(leaves + at + 1, leaves + at, (count - at) * 4);
	leaves[at] = cpu_to_le32(leaf);
	kreg_cell_touch(edit->hive, place->index, HEAD + at * 4,
			(count + 1 - at) * 4);
	set_count(edit, place->index, count + 1);
	return 0;
}

/*
 * Split a full leaf. Keys often come in order: then the full leaf stays as it
 * is, and a new one begins with the key that comes.
 */
static int split_leaf(const struct edit *edit, struct kreg_subkeys_place *place,
		      const struct kreg_leaf *leaf)
{
	u32 from = place->at == leaf->count ? leaf->count : leaf->count / 2;
	u32 moved = leaf->count - from;
	struct kreg_leaf upper;
	u32 cell;
	int err;

	cell = copy_leaf(edit, leaf, from, moved,
			 grown(moved, most(leaf->magic)), &upper);
	if (cell == NONE)
		return -ENOMEM;
	err = add_leaf(edit, place, cell);
	if (err)
		return err;
	set_count(edit, place->leaf, from);
	if (place->at < from || (place->at == from && moved))
		return 0;
	place->leaf = cell;
	place->leaf_at++;
	place->at -= from;
	return 0;
}

static int insert_first(const struct edit *edit, u32 child)
{
	u16 magic = new_magic(edit->hive);
	u32 cell = new_list(edit, magic, 4 * ENTRY_MAX);
	struct kreg_leaf leaf;

	if (cell == NONE)
		return -ENOMEM;
	kreg_leaf_get(edit->hive, cell, &leaf);
	insert_entry(edit, cell, &leaf, 0, child);
	set_list(edit, cell);
	return 0;
}

/**
 * kreg_subkeys_need() - bound what one more subkey takes
 * @hive: hive
 * @parent: nk cell
 * @storage: of the new subkey
 * @need: bound, added to
 *
 * Context: The caller holds what keeps cells from changing.
 */
void kreg_subkeys_need(const struct kreg_hive *hive, u32 parent,
		       enum kreg_storage storage, struct kreg_need *need)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, parent);
	u32 list, count, leaves;

	if (!nk)
		return;
	list = le32_to_cpu(storage ? nk->volatile_list : nk->subkey_list);
	count = le32_to_cpu(storage ? nk->volatile_subkeys : nk->subkeys);
	/* a leaf that grows or is split, and the index it then gets */
	kreg_need_cell(need, storage,
		       HEAD + grown(min_t(u32, count, LH_MAX), LH_MAX) *
				       ENTRY_MAX);
	if (count < LF_MAX && kreg_cell_room(hive, list) < LF_MAX * 4)
		return;
	leaves = kreg_cell_room(hive, list) / 4;
	kreg_need_cell(need, storage, HEAD + grown(leaves, U16_MAX) * 4);
	kreg_need_cell(need, storage, HEAD + LH_MAX * ENTRY_MAX);
	kreg_need_cell(need, storage, HEAD + 4 * 4);
}
EXPORT_SYMBOL_KREG(kreg_subkeys_need);

/**
 * kreg_subkeys_insert() - put a key into the list of its parent
 * @hive: hive, in a change that was reserved
 * @parent: nk cell
 * @child: nk cell, not in the list, its name whole
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -EEXIST a key of this name is there, nothing is changed;
 * -EUCLEAN, -ENOMEM are bugs of the caller.
 */
int kreg_subkeys_insert(struct kreg_hive *hive, u32 parent, u32 child)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, child);
	struct kreg_subkeys_place place;
	struct kreg_leaf leaf;
	struct kreg_name name;
	struct edit edit;
	u32 found;
	int err;

	if (!nk || !edit_begin(&edit, hive, parent, kreg_cell_storage(child)))
		return -EUCLEAN;
	if (get_list(&edit) == NONE)
		return insert_first(&edit, child);
	name = kreg_node_name(nk);
	err = kreg_subkeys_locate(hive, get_list(&edit), &name, &place, &found);
	if (err != -ENOENT)
		return err ? err : -EEXIST;
	kreg_leaf_get(hive, place.leaf, &leaf);
	if (leaf.count >= most(leaf.magic)) {
		err = split_leaf(&edit, &place, &leaf);
		if (err)
			return err;
		kreg_leaf_get(hive, place.leaf, &leaf);
	}
	return insert_here(&edit, &place, &leaf, child);
}
EXPORT_SYMBOL_KREG(kreg_subkeys_insert);

static void remove_entry(const struct edit *edit, u32 cell,
			 const struct kreg_leaf *leaf, u32 at)
{
	u8 *entry = leaf->entries + at * leaf->step;
	u32 tail = (leaf->count - at - 1) * leaf->step;

	memmove(entry, entry + leaf->step, tail);
	memset(entry + tail, 0, leaf->step);
	kreg_cell_touch(edit->hive, cell, HEAD + at * leaf->step,
			tail + leaf->step);
	set_count(edit, cell, leaf->count - 1);
}

/* Take a leaf out of the index; an index of one leaf is none any more. */
static void drop_leaf(const struct edit *edit,
		      const struct kreg_subkeys_place *place, u32 at)
{
	struct kreg_regf_list *list = list_at(edit->hive, place->index);
	__le32 *leaves = (__le32 *)(list + 1);
	u32 count = le16_to_cpu(list->count) - 1;

	kreg_cell_free(edit->hive, le32_to_cpu(leaves[at]));
	memmove(leaves + at, leaves + at + 1, (count - at) * 4);
	if (count == 1) {
		set_list(edit, le32_to_cpu(leaves[0]));
		kreg_cell_free(edit->hive, place->index);
		return;
	}
	leaves[count] = 0;
	kreg_cell_touch(edit->hive, place->index, HEAD + at * 4,
			(count + 1 - at) * 4);
	set_count(edit, place->index, count);
}

/* Append the leaf behind @at to the one at @at, where that is worth it. */
static bool merge_leaves(const struct edit *edit,
			 const struct kreg_subkeys_place *place, u32 at)
{
	__le32 *leaves = (__le32 *)(list_at(edit->hive, place->index) + 1);
	u32 left = le32_to_cpu(leaves[at]);
	struct kreg_leaf a, b;
	u32 bytes;

	kreg_leaf_get(edit->hive, left, &a);
	kreg_leaf_get(edit->hive, le32_to_cpu(leaves[at + 1]), &b);
	bytes = (a.count + b.count) * a.step;
	if (a.magic != b.magic || a.count + b.count > most(a.magic) / 2 ||
	    HEAD + bytes > kreg_cell_room(edit->hive, left))
		return false;
	memcpy(a.entries + a.count * a.step, b.entries, b.count * b.step);
	kreg_cell_touch(edit->hive, left, HEAD, bytes);
	set_count(edit, left, a.count + b.count);
	drop_leaf(edit, place, at + 1);
	return true;
}

static void shrink_list(const struct edit *edit,
			const struct kreg_subkeys_place *place, u32 left)
{
	u32 count;

	if (place->index == NONE) {
		if (left)
			return;
		set_list(edit, NONE);
		kreg_cell_free(edit->hive, place->leaf);
		return;
	}
	if (!left) {
		drop_leaf(edit, place, place->leaf_at);
		return;
	}
	count = le16_to_cpu(list_at(edit->hive, place->index)->count);
	if (place->leaf_at + 1 < count &&
	    merge_leaves(edit, place, place->leaf_at))
		return;
	if (place->leaf_at)
		merge_leaves(edit, place, place->leaf_at - 1);
}

/**
 * kreg_subkeys_remove() - take a key out of the list of its parent
 * @hive: hive, in a change
 * @parent: nk cell
 * @child: nk cell, in the list under the name it has
 *
 * Needs no memory.
 *
 * Context: Under the lock for changing @hive.
 * Return: 0, -ENOENT, -EUCLEAN; then nothing is changed.
 */
int kreg_subkeys_remove(struct kreg_hive *hive, u32 parent, u32 child)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, child);
	struct kreg_subkeys_place place;
	struct kreg_leaf leaf;
	struct kreg_name name;
	struct edit edit;
	u32 found;
	int err;

	if (!nk || !edit_begin(&edit, hive, parent, kreg_cell_storage(child)))
		return -EUCLEAN;
	if (get_list(&edit) == NONE)
		return -ENOENT;
	name = kreg_node_name(nk);
	err = kreg_subkeys_locate(hive, get_list(&edit), &name, &place, &found);
	if (err)
		return err;
	if (found != child)
		return -ENOENT;
	kreg_leaf_get(hive, place.leaf, &leaf);
	remove_entry(&edit, place.leaf, &leaf, place.at);
	shrink_list(&edit, &place, leaf.count - 1);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_subkeys_remove);
