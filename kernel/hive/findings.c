// SPDX-License-Identifier: GPL-2.0
/* What the checker found, and what a repair did about it. */
#include "findings.h"

/**
 * kreg_findings_add() - add a finding, as far as there is room
 * @findings: list
 * @number: of the invariant
 * @cell: where, or KREG_REGF_NONE
 * @repaired: whether it was mended
 * @format: what is wrong, as for printf
 *
 * Context: Any.
 */
void kreg_findings_add(struct kreg_findings *findings, u16 number, u32 cell,
		       bool repaired, const char *format, ...)
{
	struct kreg_finding spill;
	struct kreg_finding *finding = &spill;
	va_list args;

	findings->total++;
	findings->repaired += repaired;
	if (findings->kept < KREG_FINDINGS_MAX)
		finding = &findings->list[findings->kept++];
	else if (!findings->full)
		return;
	finding->number = number;
	finding->cell = cell;
	finding->repaired = repaired;
	va_start(args, format);
	vsnprintf(finding->text, sizeof(finding->text), format, args);
	va_end(args);
	if (finding == &spill)
		findings->full(findings->ctx, finding);
}
EXPORT_SYMBOL_KREG(kreg_findings_add);
