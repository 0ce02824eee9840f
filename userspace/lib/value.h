/* SPDX-License-Identifier: LGPL-2.1 */
/* Values of keys. */
#ifndef _KREG_LIB_VALUE_H
#define _KREG_LIB_VALUE_H

#include "key.h"

int kreg_value_fetch(struct kreg *ctx, const struct kreg_where *where,
		     const struct kreg_text *name, struct kreg_data **value);

#endif /* _KREG_LIB_VALUE_H */
