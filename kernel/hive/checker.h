/* SPDX-License-Identifier: GPL-2.0 */
/* The parts of the checker, for one another. check.h is for the others. */
#ifndef _KREG_HIVE_CHECKER_H
#define _KREG_HIVE_CHECKER_H

#include "env.h"
#include "findings.h"
#include "format.h"
#include "hive.h"
#include "invariants.h"
#include "limits.h"

/**
 * struct kreg_sk_count - keys counted that name a security cell
 * @cell: sk cell
 * @refs: keys
 */
struct kreg_sk_count {
	u32 cell;
	u32 refs;
};

/**
 * struct kreg_cells - a growing list of cells, for repairs
 * @list: cells
 * @count: entries of @list
 * @room: entries there is room for
 */
struct kreg_cells {
	u32 *list;
	u32 count;
	u32 room;
};

/**
 * struct kreg_checker - a check that runs
 * @hive: hive
 * @findings: what was found
 * @repair: mend what can be mended
 * @no_write: leave the memory as it is
 * @live: one bit per 8 bytes of bins: a cell in use begins here and was not
 *	reached yet
 * @sks: security cells of the ring, sorted by cell
 * @sk_room: entries there is room for in @sks
 * @sk_last: entry of @sks that was asked for last
 * @ring_broken: the ring is to be made anew
 * @children: good subkeys of the key that is looked at, in repair mode
 * @leaves: good leaves of the key that is looked at, in repair mode
 * @items: looked at since the last time the check gave way
 */
struct kreg_checker {
	struct kreg_hive *hive;
	struct kreg_findings *findings;
	bool repair;
	bool no_write;
	unsigned long *live;
	struct kreg_sk_count *sks;
	u32 sk_room;
	u32 sk_last;
	bool ring_broken;
	struct kreg_cells children;
	struct kreg_cells leaves;
	u32 items;
};

/* check.c */
__printf(5, 6) bool kreg_found(struct kreg_checker *c,
			       enum kreg_invariant number, u32 cell,
			       const char *mend, const char *format, ...);
int kreg_cells_push(struct kreg_cells *cells, u32 cell);

/* check_bins.c */
int kreg_checker_bins(struct kreg_checker *c);

/* check_security.c */
int kreg_checker_ring(struct kreg_checker *c, struct kreg_regf_nk *root);
int kreg_checker_security(struct kreg_checker *c, u32 cell,
			  struct kreg_regf_nk *nk);
void kreg_checker_refs(struct kreg_checker *c);

/* check_values.c */
int kreg_checker_values(struct kreg_checker *c, u32 cell,
			struct kreg_regf_nk *nk);

/* check_subkeys.c */
int kreg_checker_subkeys(struct kreg_checker *c, u32 cell,
			 struct kreg_regf_nk *nk);

/* check_tree.c */
int kreg_checker_tree(struct kreg_checker *c, struct kreg_regf_nk *root);

/**
 * kreg_checker_claim() - reach a cell, for the first and only time
 * @c: checker
 * @cell: cell index that kreg_hive_cell() accepted
 *
 * Context: Any.
 * Return: false when no cell in use begins here, or it was reached before.
 */
static inline bool kreg_checker_claim(struct kreg_checker *c, u32 cell)
{
	return __test_and_clear_bit(cell / 8, c->live);
}

/**
 * kreg_checker_yield() - give way now and then
 * @c: checker
 *
 * Context: Process context. May sleep.
 * Return: 0 or -EINTR.
 */
static inline int kreg_checker_yield(struct kreg_checker *c)
{
	if (likely(++c->items < KREG_YIELD_EVERY))
		return 0;
	c->items = 0;
	return kreg_env_yield();
}

#endif /* _KREG_HIVE_CHECKER_H */
