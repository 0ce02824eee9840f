/* SPDX-License-Identifier: GPL-2.0 */
/* Changing lists of subkeys: entries in and out, leaves split and merged. */
#ifndef _KREG_HIVE_SUBKEYS_EDIT_H
#define _KREG_HIVE_SUBKEYS_EDIT_H

#include "hive.h"
#include "reserve.h"

void kreg_subkeys_need(const struct kreg_hive *hive, u32 parent,
		       enum kreg_storage storage, struct kreg_need *need);
int kreg_subkeys_insert(struct kreg_hive *hive, u32 parent, u32 child);
int kreg_subkeys_remove(struct kreg_hive *hive, u32 parent, u32 child);

#endif /* _KREG_HIVE_SUBKEYS_EDIT_H */
