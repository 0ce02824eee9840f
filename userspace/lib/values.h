/* SPDX-License-Identifier: LGPL-2.1 */
/* Several values of a key as they were at one instant. */
#ifndef _KREG_LIB_VALUES_H
#define _KREG_LIB_VALUES_H

#include "key.h"

int kreg_values_dump(struct kreg *ctx, const struct kreg_where *where,
		     const struct kreg_text *names, size_t count,
		     struct kreg_values **values);
struct kreg_data *kreg_values_steal(struct kreg_values *values, size_t index);

#endif /* _KREG_LIB_VALUES_H */
