// SPDX-License-Identifier: GPL-2.0
/* The checker, tree: every key below the root, without recursion. */
#include "checker.h"
#include "limits.h"
#include "node.h"
#include "subkeys.h"

/**
 * struct frame - a key on the way from the root to where the walk is
 * @cell: nk cell
 * @walk: its subkeys that are still to come
 */
struct frame {
	u32 cell;
	struct kreg_subkeys_walk walk;
};

/* Lists of volatile subkeys in a file are remnants, not findings. */
static void reset_volatile(struct kreg_regf_nk *nk)
{
	if (nk->volatile_subkeys)
		nk->volatile_subkeys = 0;
	if (le32_to_cpu(nk->volatile_list) != KREG_REGF_NONE)
		nk->volatile_list = cpu_to_le32(KREG_REGF_NONE);
}

static void check_flags(struct kreg_checker *c, u32 cell,
			struct kreg_regf_nk *nk)
{
	u16 flags = le16_to_cpu(nk->flags);

	if (unlikely(flags & KREG_NK_VOLATILE) &&
	    kreg_found(c, KREG_INV_VOLATILE, cell, "it becomes stable",
		       "a volatile key in a file"))
		nk->flags = cpu_to_le16(flags & ~KREG_NK_VOLATILE);
	if (unlikely(c->hive->minor >= 6 &&
		     (le32_to_cpu(nk->access_bits) & 0xff00)))
		kreg_found(c, KREG_INV_LAYERED, cell, NULL, "a layered key");
}

static void check_class(struct kreg_checker *c, u32 cell,
			struct kreg_regf_nk *nk)
{
	struct kreg_name class;
	int err = kreg_node_class(c->hive, nk, &class);

	if (err == -ENOENT)
		return;
	if (!err && class.bytes % 2 == 0 &&
	    kreg_checker_claim(c, le32_to_cpu(nk->class)))
		return;
	if (!kreg_found(c, KREG_INV_CLASS, cell, "left out",
			"the class name of %u bytes is not whole",
			le16_to_cpu(nk->class_len)))
		return;
	nk->class = cpu_to_le32(KREG_REGF_NONE);
	nk->class_len = 0;
}

/* Check all of a key but its subkeys and its place in the tree. */
static int check_key(struct kreg_checker *c, u32 cell, struct kreg_regf_nk *nk)
{
	int err;

	c->hive->keys++;
	check_flags(c, cell, nk);
	if (!c->no_write)
		reset_volatile(nk);
	check_class(c, cell, nk);
	err = kreg_checker_security(c, cell, nk);
	return err ? err : kreg_checker_values(c, cell, nk);
}

static void check_parent(struct kreg_checker *c, u32 cell, u32 parent,
			 struct kreg_regf_nk *nk)
{
	if (likely(le32_to_cpu(nk->parent) == parent))
		return;
	if (kreg_found(c, KREG_INV_PARENT, cell, "set right",
		       "the parent is 0x%x, should be 0x%x",
		       le32_to_cpu(nk->parent), parent))
		nk->parent = cpu_to_le32(parent);
}

/* Keys deeper than the bound are not looked at, and go in a repair. */
static bool too_deep(struct kreg_checker *c, u32 cell, u32 depth,
		     struct kreg_regf_nk *nk)
{
	if (depth < KREG_DEPTH_MAX || !nk->subkeys)
		return false;
	if (kreg_found(c, KREG_INV_DEPTH, cell, "its subkeys are left out",
		       "keys more than %u levels deep", KREG_DEPTH_MAX)) {
		nk->subkeys = 0;
		nk->subkey_list = cpu_to_le32(KREG_REGF_NONE);
	}
	return true;
}

/*
 * Check a key and make ready to walk over its subkeys. Return: 1 when there
 * are some to walk over, 0 when not, or an errno.
 */
static int enter(struct kreg_checker *c, struct frame *frame, u32 depth,
		 u32 cell, struct kreg_regf_nk *nk)
{
	u32 found;
	int err;

	if (unlikely(too_deep(c, cell, depth, nk)) && !c->repair)
		return 0;
	err = check_key(c, cell, nk);
	if (err || !nk->subkeys)
		return err;
	found = c->findings->total;
	err = kreg_checker_subkeys(c, cell, nk);
	if (err || !nk->subkeys)
		return err;
	/* What was reached twice and still is in the list would never end. */
	if (c->findings->total != found && !c->repair)
		return 0;
	frame->cell = cell;
	err = kreg_subkeys_start(c->hive, le32_to_cpu(nk->subkey_list),
				 &frame->walk);
	return err ?: 1;
}

static int walk_tree(struct kreg_checker *c, struct frame *frames,
		     struct kreg_regf_nk *root)
{
	struct frame *frame = frames;
	struct kreg_regf_nk *nk;
	u32 cell;
	int err;

	err = enter(c, frame, 1, c->hive->root, root);
	if (err <= 0)
		return err;
	for (;;) {
		if (kreg_subkeys_next(&frame->walk, &cell)) {
			if (frame == frames)
				return 0;
			frame--;
			continue;
		}
		nk = (struct kreg_regf_nk *)kreg_node(c->hive, cell);
		if (!nk)
			continue;
		check_parent(c, cell, frame->cell, nk);
		err = enter(c, frame + 1, frame - frames + 2, cell, nk);
		if (err < 0)
			return err;
		frame += err;
	}
}

/**
 * kreg_checker_tree() - check all keys from the root down
 * @c: checker, with the ring of security cells known
 * @root: root key
 *
 * Context: Process context. May sleep.
 * Return: 0, -EINTR, -ENOMEM.
 */
int kreg_checker_tree(struct kreg_checker *c, struct kreg_regf_nk *root)
{
	struct frame *frames;
	int err;

	frames = kvmalloc_array(KREG_DEPTH_MAX, sizeof(*frames), GFP_KERNEL);
	if (!frames)
		return -ENOMEM;
	err = walk_tree(c, frames, root);
	kvfree(frames);
	return err;
}
