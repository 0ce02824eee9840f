/* SPDX-License-Identifier: GPL-2.0 */
/* What the checker found, and what a repair did about it. */
#ifndef _KREG_HIVE_FINDINGS_H
#define _KREG_HIVE_FINDINGS_H

#include "env.h"
#include "limits.h"

#define KREG_FINDING_TEXT 120 /* bytes with the NUL */

/**
 * struct kreg_finding - one broken invariant
 * @number: of the invariant, Documentation/hive-invariants.rst lists them
 * @cell: where; a cell index, or KREG_REGF_NONE for the file as a whole
 * @repaired: the repair mode mended it; @text says how
 * @text: what is wrong, and, when repaired, what was done
 */
struct kreg_finding {
	u16 number;
	bool repaired;
	u32 cell;
	char text[KREG_FINDING_TEXT];
};

/**
 * struct kreg_findings - a bounded list of findings
 * @total: all that were found, more than @kept when the list was full
 * @repaired: of these, how many were repaired
 * @kept: entries of @list
 * @full: called in repair mode for each finding past the list, so that none
 *	goes unreported; may be NULL
 * @ctx: for @full
 * @list: the first findings
 */
struct kreg_findings {
	u32 total;
	u32 repaired;
	u32 kept;
	void (*full)(void *ctx, const struct kreg_finding *finding);
	void *ctx;
	struct kreg_finding list[KREG_FINDINGS_MAX];
};

__printf(5, 6) void kreg_findings_add(struct kreg_findings *findings,
				      u16 number, u32 cell, bool repaired,
				      const char *format, ...);

#endif /* _KREG_HIVE_FINDINGS_H */
