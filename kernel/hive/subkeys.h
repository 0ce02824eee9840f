/* SPDX-License-Identifier: GPL-2.0 */
/* Subkey lists: li, lf, lh, and ri over them, sorted by upper-cased name. */
#ifndef _KREG_HIVE_SUBKEYS_H
#define _KREG_HIVE_SUBKEYS_H

#include "format.h"
#include "hive.h"
#include "name.h"

int kreg_subkeys_seek(const struct kreg_hive *hive,
		      const struct kreg_regf_nk *nk,
		      const struct kreg_name *name, u32 *index, u32 *cell,
		      u32 *comparisons);
int kreg_subkeys_at(const struct kreg_hive *hive,
		    const struct kreg_regf_nk *nk, u32 index, u32 *cell);

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
	u32 index;

	return kreg_subkeys_seek(hive, nk, name, &index, cell, NULL);
}

#endif /* _KREG_HIVE_SUBKEYS_H */
