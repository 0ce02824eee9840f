/* SPDX-License-Identifier: GPL-2.0 */
/* Setting and deleting values. */
#ifndef _KREG_HIVE_VALUE_EDIT_H
#define _KREG_HIVE_VALUE_EDIT_H

#include "hive.h"
#include "name.h"
#include "reserve.h"

/**
 * struct kreg_value_new - a value to be set
 * @name: name, checked
 * @type: REG_*, any number
 * @data: data
 * @bytes: its length, at most KREG_VALUE_DATA_MAX
 */
struct kreg_value_new {
	struct kreg_name name;
	u32 type;
	const void *data;
	u32 bytes;
};

void kreg_value_need(const struct kreg_hive *hive, u32 key,
		     const struct kreg_value_new *value,
		     struct kreg_need *need);
int kreg_value_set(struct kreg_hive *hive, u32 key,
		   const struct kreg_value_new *value, u64 now);
int kreg_value_delete(struct kreg_hive *hive, u32 key,
		      const struct kreg_name *name, u64 now);
void kreg_values_free(struct kreg_hive *hive, u32 key);

#endif /* _KREG_HIVE_VALUE_EDIT_H */
