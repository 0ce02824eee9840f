// SPDX-License-Identifier: GPL-2.0
/* Creating, deleting and renaming keys. */
#include "node_edit.h"

#include "alloc.h"
#include "node.h"
#include "security.h"
#include "security_edit.h"
#include "subkeys_edit.h"
#include "value_edit.h"

#define NONE KREG_REGF_NONE

static struct kreg_regf_nk *nk_at(const struct kreg_hive *hive, u32 cell)
{
	return (struct kreg_regf_nk *)kreg_node(hive, cell);
}

/**
 * kreg_node_stamp() - note when a key was changed
 * @hive: hive, in a change
 * @key: nk cell
 * @now: FILETIME of the change
 *
 * Marks the whole node as changed.
 *
 * Context: Under the lock for changing @hive.
 */
void kreg_node_stamp(struct kreg_hive *hive, u32 key, u64 now)
{
	struct kreg_regf_nk *nk = nk_at(hive, key);

	nk->last_write = cpu_to_le64(now);
	kreg_cell_touch(hive, key, 0, sizeof(*nk));
}

/**
 * kreg_node_need() - bound what it takes to create a key
 * @hive: hive
 * @node: key
 * @need: bound, added to
 *
 * Context: The caller holds what keeps cells from changing.
 */
void kreg_node_need(const struct kreg_hive *hive,
		    const struct kreg_node_new *node, struct kreg_need *need)
{
	u32 class = 2 * kreg_name_units(&node->class);

	kreg_need_cell(need, node->storage,
		       sizeof(struct kreg_regf_nk) +
			       kreg_name_stored_size(&node->name));
	if (class)
		kreg_need_cell(need, node->storage, class);
	kreg_security_need(node->storage, node->descriptor_bytes, need);
	kreg_subkeys_need(hive, node->parent, node->storage, need);
}
EXPORT_SYMBOL_KREG(kreg_node_need);

static int put_class(struct kreg_hive *hive, u32 cell,
		     const struct kreg_name *class)
{
	u32 bytes = 2 * kreg_name_units(class);
	u32 text;

	if (!bytes)
		return 0;
	text = kreg_cell_alloc(hive, kreg_cell_storage(cell), bytes, cell);
	if (text == NONE)
		return -ENOMEM;
	kreg_name_store_wide(class, kreg_hive_cell(hive, text, bytes, NULL));
	nk_at(hive, cell)->class = cpu_to_le32(text);
	nk_at(hive, cell)->class_len = cpu_to_le16(bytes);
	return 0;
}

/* A node that is in no list and has neither class nor security yet. */
static u32 make_node(struct kreg_hive *hive, const struct kreg_node_new *node)
{
	u32 bytes = kreg_name_stored_size(&node->name);
	u16 flags = node->flags;
	struct kreg_regf_nk *nk;
	u32 cell;

	cell = kreg_cell_alloc(hive, node->storage, sizeof(*nk) + bytes,
			       node->parent);
	if (cell == NONE)
		return NONE;
	if (node->storage == KREG_VOLATILE)
		flags |= KREG_NK_VOLATILE;
	if (kreg_name_is_narrow(&node->name))
		flags |= KREG_NK_COMP_NAME;
	nk = kreg_hive_cell(hive, cell, sizeof(*nk) + bytes, NULL);
	nk->magic = cpu_to_le16(KREG_NK_MAGIC);
	nk->flags = cpu_to_le16(flags);
	nk->last_write = cpu_to_le64(node->now);
	nk->parent = cpu_to_le32(node->parent);
	nk->subkey_list = cpu_to_le32(NONE);
	nk->volatile_list = cpu_to_le32(NONE);
	nk->value_list = cpu_to_le32(NONE);
	nk->security = cpu_to_le32(NONE);
	nk->class = cpu_to_le32(NONE);
	nk->name_len = cpu_to_le16(bytes);
	kreg_name_store(&node->name, nk->name);
	return cell;
}

/* Count subkeys, and raise the maxima and the time of their parent. */
static void note_child(struct kreg_hive *hive, u32 parent, u32 child,
		       int change, u64 now)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, child);
	struct kreg_regf_nk *up = nk_at(hive, parent);
	struct kreg_name name = kreg_node_name(nk);
	u32 longest = 2 * kreg_name_units(&name);
	u32 max = le32_to_cpu(up->max_name);

	if (child >> 31) {
		up->volatile_subkeys =
			cpu_to_le32(le32_to_cpu(up->volatile_subkeys) + change);
	} else {
		up->subkeys = cpu_to_le32(le32_to_cpu(up->subkeys) + change);
		hive->keys += change;
	}
	/* the upper half holds flags since Vista */
	if ((max & 0xffff) < longest)
		up->max_name = cpu_to_le32((max & 0xffff0000) | longest);
	if (le32_to_cpu(up->max_class) < le16_to_cpu(nk->class_len))
		up->max_class = cpu_to_le32(le16_to_cpu(nk->class_len));
	kreg_node_stamp(hive, parent, now);
}

static int fill_node(struct kreg_hive *hive, const struct kreg_node_new *node,
		     u32 cell)
{
	u32 likely = le32_to_cpu(kreg_node(hive, node->parent)->security);
	u32 sk;

	sk = kreg_security_share(hive, node->storage, node->descriptor,
				 node->descriptor_bytes, likely);
	if (sk == NONE)
		return -ENOMEM;
	nk_at(hive, cell)->security = cpu_to_le32(sk);
	return put_class(hive, cell, &node->class);
}

/**
 * kreg_node_create() - create a key
 * @hive: hive, in a change that was reserved
 * @node: key
 * @cell: where to put its nk cell
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -EEXIST a subkey of this name is there, nothing is changed;
 * -EXDEV a stable key below a volatile one; -EUCLEAN, -ENOMEM are bugs of the
 * caller.
 */
int kreg_node_create(struct kreg_hive *hive, const struct kreg_node_new *node,
		     u32 *cell)
{
	int err;

	if (!kreg_node(hive, node->parent))
		return -EUCLEAN;
	if (kreg_cell_storage(node->parent) > node->storage)
		return -EXDEV;
	*cell = make_node(hive, node);
	if (*cell == NONE)
		return -ENOMEM;
	err = kreg_subkeys_insert(hive, node->parent, *cell);
	if (err) {
		kreg_cell_free(hive, *cell);
		return err;
	}
	err = fill_node(hive, node, *cell);
	if (err)
		return err;
	note_child(hive, node->parent, *cell, 1, node->now);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_node_create);

/**
 * kreg_node_delete() - delete a key that has no subkeys
 * @hive: hive, in a change
 * @cell: nk cell
 * @now: FILETIME of the change
 *
 * Needs no memory.
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -ENOTEMPTY it has subkeys; -EPERM it is the root; -EUCLEAN. Then
 * nothing is changed.
 */
int kreg_node_delete(struct kreg_hive *hive, u32 cell, u64 now)
{
	struct kreg_regf_nk *nk = nk_at(hive, cell);
	u32 parent;
	int err;

	if (!nk)
		return -EUCLEAN;
	if (cell == hive->root)
		return -EPERM;
	if (nk->subkeys || nk->volatile_subkeys)
		return -ENOTEMPTY;
	parent = le32_to_cpu(nk->parent);
	err = kreg_subkeys_remove(hive, parent, cell);
	if (err)
		return err == -ENOENT ? -EUCLEAN : err;
	note_child(hive, parent, cell, -1, now);
	kreg_values_free(hive, cell);
	if (nk->class_len)
		kreg_cell_free(hive, le32_to_cpu(nk->class));
	kreg_security_unshare(hive, le32_to_cpu(nk->security));
	kreg_cell_free(hive, cell);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_node_delete);

/**
 * kreg_node_set_security() - give a key another security descriptor
 * @hive: hive, in a change that was reserved
 * @cell: nk cell
 * @descriptor: checked
 * @bytes: its length
 * @now: FILETIME of the change
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -EUCLEAN, -ENOMEM are bugs of the caller.
 */
int kreg_node_set_security(struct kreg_hive *hive, u32 cell,
			   const void *descriptor, u32 bytes, u64 now)
{
	struct kreg_regf_nk *nk = nk_at(hive, cell);
	u32 old, sk;

	if (!nk)
		return -EUCLEAN;
	old = le32_to_cpu(nk->security);
	sk = kreg_security_share(hive, kreg_cell_storage(cell), descriptor,
				 bytes, old);
	if (sk == NONE)
		return -ENOMEM;
	nk->security = cpu_to_le32(sk);
	kreg_security_unshare(hive, old);
	kreg_node_stamp(hive, cell, now);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_node_set_security);
