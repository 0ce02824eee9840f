/* SPDX-License-Identifier: GPL-2.0 */
/* Writing the data of values: in a cell, or in the segments of a db. */
#ifndef _KREG_HIVE_DATA_EDIT_H
#define _KREG_HIVE_DATA_EDIT_H

#include "hive.h"
#include "reserve.h"

void kreg_data_need(const struct kreg_hive *hive, enum kreg_storage storage,
		    u32 bytes, struct kreg_need *need);
u32 kreg_data_write(struct kreg_hive *hive, enum kreg_storage storage,
		    const void *data, u32 bytes, u32 near);
void kreg_data_free(struct kreg_hive *hive, const struct kreg_regf_vk *vk);

#endif /* _KREG_HIVE_DATA_EDIT_H */
