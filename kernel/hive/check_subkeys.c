// SPDX-License-Identifier: GPL-2.0
/* The checker, subkey lists: whole, sorted, every entry a key of its own. */
#include "checker.h"
#include "limits.h"
#include "node.h"
#include "subkeys.h"

/**
 * struct scan - a list of subkeys that is looked at
 * @c: checker
 * @parent: nk cell whose list it is
 * @count: entries seen
 * @last: the subkey before, or NULL
 * @rebuild: the list is to be written again
 */
struct scan {
	struct kreg_checker *c;
	u32 parent;
	u32 count;
	const struct kreg_regf_nk *last;
	bool rebuild;
};

static bool name_good(const struct kreg_name *name)
{
	u32 i;

	if (!name->bytes)
		return false;
	if (name->form == KREG_NAME_LATIN1)
		return name->bytes <= KREG_KEY_NAME_MAX &&
		       !memchr(name->data, '\\', name->bytes);
	if (name->bytes % 2 || name->bytes > 2 * KREG_KEY_NAME_MAX)
		return false;
	for (i = 0; i < name->bytes; i += 2)
		if (get_unaligned_le16(name->data + i) == '\\')
			return false;
	return true;
}

/* The hint of a name whose start is plain ASCII, else false. */
static bool plain_hint(const struct kreg_name *name, u32 *hint)
{
	u32 i;

	if (name->form != KREG_NAME_LATIN1)
		return false;
	*hint = 0;
	if (likely(name->bytes >= 4))
		*hint = get_unaligned_le32(name->data);
	else
		for (i = 0; i < name->bytes; i++)
			*hint |= (u32)name->data[i] << (8 * i);
	return !(*hint & 0x80808080);
}

/*
 * Writers differ in the lf hints of names that are not plain ASCII (some go by
 * a code page): nobody can look one up by them, so they are not compared.
 */
static bool hint_good(const struct kreg_leaf *leaf, u32 index,
		      const struct kreg_name *name)
{
	u32 hint, plain;

	if (leaf->magic == KREG_LI_MAGIC)
		return true;
	hint = get_unaligned_le32(leaf->entries + index * leaf->step + 4);
	if (leaf->magic == KREG_LH_MAGIC)
		return hint == kreg_name_hash(name);
	return !plain_hint(name, &plain) || hint == plain;
}

/* Compare with the subkey before. Return: false when the entry goes. */
static bool order_good(struct scan *scan, u32 cell,
		       const struct kreg_regf_nk *nk)
{
	struct kreg_name before, name;
	int order;

	if (!scan->last)
		return true;
	before = kreg_node_name(scan->last);
	name = kreg_node_name(nk);
	order = kreg_name_compare(&before, &name);
	if (likely(order < 0))
		return true;
	if (!order)
		return !kreg_found(scan->c, KREG_INV_ORDER, cell, "left out",
				   "a subkey of this name is there already");
	scan->rebuild |= kreg_found(scan->c, KREG_INV_ORDER, cell,
				    "the list is sorted again",
				    "the subkey is out of order");
	return true;
}

/* Check one entry. Return: true when it stays in the list. */
static bool entry_good(struct scan *scan, const struct kreg_leaf *leaf,
		       u32 index, u32 cell)
{
	struct kreg_checker *c = scan->c;
	const struct kreg_regf_nk *nk = kreg_node(c->hive, cell);
	struct kreg_name name;

	if (unlikely(!nk))
		return !kreg_found(c, KREG_INV_NODE, cell, "left out",
				   "subkey of 0x%x: no whole key node",
				   scan->parent);
	if (unlikely(!kreg_checker_claim(c, cell)))
		return !kreg_found(c, KREG_INV_REACH, cell, "left out",
				   "subkey of 0x%x: no cell, or reached twice",
				   scan->parent);
	name = kreg_node_name(nk);
	if (unlikely(!name_good(&name)))
		return !kreg_found(c, KREG_INV_KEY_NAME, cell, "left out",
				   "a key name of %u bytes that is none",
				   name.bytes);
	if (unlikely(!order_good(scan, cell, nk)))
		return false;
	if (unlikely(!hint_good(leaf, index, &name)) &&
	    kreg_found(c, KREG_INV_HINT, cell, "set right",
		       "the hint in the list of 0x%x is wrong", scan->parent))
		scan->rebuild = true;
	scan->last = nk;
	return true;
}

static int scan_leaf(struct scan *scan, const struct kreg_leaf *leaf)
{
	u32 cell, i;
	int err = 0;

	for (i = 0; !err && i < leaf->count; i++) {
		cell = kreg_leaf_key(leaf, i);
		scan->count++;
		if (unlikely(!entry_good(scan, leaf, i, cell)))
			scan->rebuild = true;
		else if (scan->c->repair)
			err = kreg_cells_push(&scan->c->children, cell);
		if (!err)
			err = kreg_checker_yield(scan->c);
	}
	return err;
}

/* Look at the leaf at @cell, and keep it for a repair. */
static int take_leaf(struct scan *scan, u32 cell)
{
	struct kreg_checker *c = scan->c;
	struct kreg_leaf leaf;
	int err = 0;

	if (!kreg_leaf_get(c->hive, cell, &leaf) ||
	    !kreg_checker_claim(c, cell)) {
		if (kreg_found(c, KREG_INV_LIST, scan->parent,
			       "left out with its subkeys",
			       "leaf 0x%x is no whole list of its own", cell))
			scan->rebuild = true;
		return 0;
	}
	if (c->repair)
		err = kreg_cells_push(&c->leaves, cell);
	return err ? err : scan_leaf(scan, &leaf);
}

static int scan_index(struct scan *scan, u32 list,
		      const struct kreg_subkeys_walk *walk)
{
	u32 before, cell, i;
	int err = 0;

	if (!kreg_checker_claim(scan->c, list)) {
		scan->rebuild |=
			kreg_found(scan->c, KREG_INV_LIST, scan->parent,
				   "left out with its subkeys",
				   "list 0x%x was reached before", list);
		return 0;
	}
	for (i = 0; !err && i < walk->leaf_count; i++) {
		before = scan->count;
		cell = le32_to_cpu(walk->leaves[i]);
		err = take_leaf(scan, cell);
		if (scan->count == before && !scan->rebuild)
			scan->rebuild = kreg_found(scan->c, KREG_INV_LIST,
						   scan->parent, "left out",
						   "leaf 0x%x is empty", cell);
	}
	return err;
}

static int by_name(struct kreg_checker *c, u32 a, u32 b)
{
	struct kreg_name x = kreg_node_name(kreg_node(c->hive, a));
	struct kreg_name y = kreg_node_name(kreg_node(c->hive, b));

	return kreg_name_compare(&x, &y);
}

/* Sift down, for a heap sort: sort() passes no context to the comparison. */
static void sift(struct kreg_checker *c, u32 *heap, u32 at, u32 count)
{
	u32 child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count &&
		    by_name(c, heap[child], heap[child + 1]) < 0)
			child++;
		if (by_name(c, heap[at], heap[child]) >= 0)
			return;
		swap(heap[at], heap[child]);
		at = child;
	}
}

static void sort_children(struct kreg_checker *c)
{
	u32 *list = c->children.list;
	u32 i;

	for (i = c->children.count / 2; i--;)
		sift(c, list, i, c->children.count);
	for (i = c->children.count; i-- > 1;) {
		swap(list[0], list[i]);
		sift(c, list, 0, i);
	}
}

/* After sorting, equal names are neighbours. */
static void drop_twins(struct kreg_checker *c)
{
	u32 *list = c->children.list;
	u32 kept = 0;
	u32 i;

	for (i = 0; i < c->children.count; i++) {
		if (kept && !by_name(c, list[kept - 1], list[i]))
			kreg_found(c, KREG_INV_ORDER, list[i], "left out",
				   "a subkey of this name is there already");
		else
			list[kept++] = list[i];
	}
	c->children.count = kept;
}

static void put_entry(struct kreg_checker *c, const struct kreg_leaf *leaf,
		      u32 index, u32 cell)
{
	u8 *entry = leaf->entries + index * leaf->step;
	struct kreg_name name = kreg_node_name(kreg_node(c->hive, cell));

	put_unaligned_le32(cell, entry);
	if (leaf->magic == KREG_LH_MAGIC)
		put_unaligned_le32(kreg_name_hash(&name), entry + 4);
	if (leaf->magic == KREG_LF_MAGIC)
		put_unaligned_le32(kreg_name_hint(&name), entry + 4);
}

static void set_count(struct kreg_checker *c, u32 cell, u32 count)
{
	struct kreg_regf_list *list =
		kreg_hive_cell(c->hive, cell, sizeof(*list), NULL);

	list->count = cpu_to_le16(count);
}

/* Write the children back into the leaves. Return: leaves used. */
static u32 fill_leaves(struct kreg_checker *c)
{
	struct kreg_leaf leaf;
	u32 done = 0;
	u32 used, i;

	for (used = 0; done < c->children.count; used++) {
		kreg_leaf_get(c->hive, c->leaves.list[used], &leaf);
		for (i = 0; i < leaf.count && done < c->children.count; i++)
			put_entry(c, &leaf, i, c->children.list[done++]);
		set_count(c, c->leaves.list[used], i);
		if (!i) { /* it was empty: out of the index */
			memmove(&c->leaves.list[used],
				&c->leaves.list[used + 1],
				(--c->leaves.count - used) * sizeof(u32));
			used--;
		}
	}
	return used;
}

static void rebuild(struct kreg_checker *c, struct kreg_regf_nk *nk)
{
	struct kreg_subkeys_walk walk;
	u32 list = le32_to_cpu(nk->subkey_list);
	u32 used, i;

	sort_children(c);
	drop_twins(c);
	nk->subkeys = cpu_to_le32(c->children.count);
	if (!c->children.count) {
		nk->subkey_list = cpu_to_le32(KREG_REGF_NONE);
		return;
	}
	used = fill_leaves(c);
	if (kreg_subkeys_start(c->hive, list, &walk) || !walk.leaves)
		return;
	for (i = 0; i < used; i++)
		((__le32 *)walk.leaves)[i] = cpu_to_le32(c->leaves.list[i]);
	set_count(c, list, used);
}

static int scan_list(struct scan *scan, u32 list, bool *whole)
{
	struct kreg_subkeys_walk walk;

	*whole = !kreg_subkeys_start(scan->c->hive, list, &walk);
	if (!*whole)
		return 0;
	return walk.leaves ? scan_index(scan, list, &walk) :
			     take_leaf(scan, list);
}

/**
 * kreg_checker_subkeys() - check the list of subkeys of a key
 * @c: checker
 * @cell: nk cell
 * @nk: key
 *
 * In repair mode the list is whole and sorted afterwards.
 *
 * Context: Process context. May sleep.
 * Return: 0, -EINTR, -ENOMEM.
 */
int kreg_checker_subkeys(struct kreg_checker *c, u32 cell,
			 struct kreg_regf_nk *nk)
{
	struct scan scan = { .c = c, .parent = cell };
	u32 count = le32_to_cpu(nk->subkeys);
	bool whole;
	int err;

	if (!count)
		return 0;
	c->children.count = 0;
	c->leaves.count = 0;
	err = scan_list(&scan, le32_to_cpu(nk->subkey_list), &whole);
	if (err)
		return err;
	if (!whole &&
	    kreg_found(c, KREG_INV_LIST, cell, "they are left out",
		       "the list of its %u subkeys is not whole", count))
		scan.rebuild = true;
	if (whole && scan.count != count)
		scan.rebuild |=
			kreg_found(c, KREG_INV_SUBKEY_COUNT, cell, "set right",
				   "it counts %u subkeys, the list holds %u",
				   count, scan.count);
	if (c->repair && scan.rebuild)
		rebuild(c, nk);
	return 0;
}
