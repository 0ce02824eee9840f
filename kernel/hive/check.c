// SPDX-License-Identifier: GPL-2.0
/*
 * The checker: everything in a hive is validated once, when it is loaded.
 *
 * First the bins are walked and every cell in use gets a bit. Then whatever
 * the root leads to is looked at, and takes its bit away: a cell that is
 * reached without one is none, or is reached twice. So loops end by themselves.
 */
#include "check.h"

#include "checker.h"
#include "node.h"

/**
 * kreg_found() - report a broken invariant
 * @c: checker
 * @number: invariant
 * @cell: where, or KREG_REGF_NONE
 * @mend: what a repair does about it, or NULL when nothing can be done
 * @format: what is wrong, as for printf, up to 80 characters
 *
 * Context: Any.
 * Return: true when the caller is to mend it now.
 */
bool kreg_found(struct kreg_checker *c, enum kreg_invariant number, u32 cell,
		const char *mend, const char *format, ...)
{
	bool repair = c->repair && mend;
	char text[KREG_FINDING_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	kreg_findings_add(c->findings, number, cell, repair, "%s%s%s", text,
			  repair ? ": " : "", repair ? mend : "");
	return repair;
}

/**
 * kreg_cells_push() - append a cell to a list
 * @cells: list
 * @cell: cell
 *
 * Context: Process context. May sleep.
 * Return: 0 or -ENOMEM.
 */
int kreg_cells_push(struct kreg_cells *cells, u32 cell)
{
	u32 room = cells->room ? 2 * cells->room : 64;
	u32 *list;

	if (cells->count == cells->room) {
		list = kvmalloc_array(room, sizeof(*list), GFP_KERNEL);
		if (!list)
			return -ENOMEM;
		if (cells->count)
			memcpy(list, cells->list, cells->count * sizeof(*list));
		kvfree(cells->list);
		cells->list = list;
		cells->room = room;
	}
	cells->list[cells->count++] = cell;
	return 0;
}

/* Look at the root, then at everything below it. */
static int check_keys(struct kreg_checker *c)
{
	u32 cell = c->hive->root;
	struct kreg_regf_nk *nk;
	int err;

	nk = (struct kreg_regf_nk *)kreg_node(c->hive, cell);
	if (!nk || !kreg_checker_claim(c, cell)) {
		kreg_found(c, KREG_INV_ROOT, cell, NULL,
			   "the root cell is no key node");
		return 0;
	}
	err = kreg_checker_ring(c, nk);
	if (err)
		return err;
	err = kreg_checker_tree(c, nk);
	if (err)
		return err;
	kreg_checker_refs(c);
	return 0;
}

static int run(struct kreg_checker *c)
{
	u32 before = c->findings->total;
	int err;

	err = kreg_checker_bins(c);
	if (err)
		return err;
	if (c->findings->total != before && !c->repair)
		return 0;
	return check_keys(c);
}

/**
 * kreg_hive_check() - validate a hive that was read, once and wholly
 * @hive: hive with all its bins
 * @flags: KREG_HIVE_REPAIR: drop or mend what is broken, in memory;
 *	KREG_HIVE_NO_WRITE: the memory is a mapping that is only read
 * @findings: every broken invariant, and what was done about it; may hold
 *	findings of the base block already
 *
 * Resets what lies stale in files (volatile counts and lists), counts keys
 * and values. After success every link in the hive leads to what it should.
 *
 * Context: Process context. May sleep. Nobody else looks at the hive.
 * Return: 0; -EINVAL for both flags at once; -EUCLEAN when something is broken
 * and not repaired; -EINTR, -ENOMEM.
 */
int kreg_hive_check(struct kreg_hive *hive, unsigned int flags,
		    struct kreg_findings *findings)
{
	struct kreg_checker c = {
		.hive = hive,
		.findings = findings,
		.repair = flags & KREG_HIVE_REPAIR,
		.no_write = flags & KREG_HIVE_NO_WRITE,
	};
	size_t longs = BITS_TO_LONGS(kreg_hive_size(hive) / 8);
	int err;

	if (c.repair && c.no_write)
		return -EINVAL;
	hive->bins = 0;
	hive->keys = 0;
	hive->values = 0;
	hive->securities = 0;
	hive->free_bytes = 0;
	c.live = kvcalloc(longs, sizeof(long), GFP_KERNEL);
	if (!c.live)
		return -ENOMEM;
	err = run(&c);
	kvfree(c.leaves.list);
	kvfree(c.children.list);
	kvfree(c.sks);
	kvfree(c.live);
	if (err)
		return err;
	return findings->total == findings->repaired ? 0 : -EUCLEAN;
}
EXPORT_SYMBOL_KREG(kreg_hive_check);
