/* SPDX-License-Identifier: GPL-2.0 */
/* Sharing security cells: equal descriptors have one cell, which is counted. */
#ifndef _KREG_HIVE_SECURITY_EDIT_H
#define _KREG_HIVE_SECURITY_EDIT_H

#include "hive.h"
#include "reserve.h"

void kreg_security_need(enum kreg_storage storage, u32 bytes,
			struct kreg_need *need);
u32 kreg_security_share(struct kreg_hive *hive, enum kreg_storage storage,
			const void *descriptor, u32 bytes, u32 likely);
void kreg_security_unshare(struct kreg_hive *hive, u32 cell);

#endif /* _KREG_HIVE_SECURITY_EDIT_H */
