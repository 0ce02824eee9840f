/* SPDX-License-Identifier: GPL-2.0 */
/* Values (vk cells): name, type, data in this order. */
#ifndef _KREG_HIVE_VALUE_H
#define _KREG_HIVE_VALUE_H

#include "format.h"
#include "hive.h"
#include "name.h"

const struct kreg_regf_vk *kreg_value(const struct kreg_hive *hive, u32 cell);
__le32 *kreg_value_list(const struct kreg_hive *hive,
			const struct kreg_regf_nk *nk);
int kreg_value_at(const struct kreg_hive *hive, const struct kreg_regf_nk *nk,
		  u32 index, const struct kreg_regf_vk **vk);
int kreg_value_find(const struct kreg_hive *hive,
		    const struct kreg_regf_nk *nk,
		    const struct kreg_name *name, u32 *index,
		    const struct kreg_regf_vk **vk);
struct kreg_name kreg_value_name(const struct kreg_regf_vk *vk);
u32 kreg_value_type(const struct kreg_regf_vk *vk);
u32 kreg_value_bytes(const struct kreg_regf_vk *vk);
int kreg_value_read(const struct kreg_hive *hive, const struct kreg_regf_vk *vk,
		    u32 offset, void *buf, u32 bytes);

#endif /* _KREG_HIVE_VALUE_H */
