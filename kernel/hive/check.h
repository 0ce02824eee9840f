/* SPDX-License-Identifier: GPL-2.0 */
/* The checker: everything in a hive is validated once, when it is loaded. */
#ifndef _KREG_HIVE_CHECK_H
#define _KREG_HIVE_CHECK_H

#include "hive.h"

int kreg_hive_check(struct kreg_hive *hive, unsigned int flags,
		    struct kreg_findings *findings);

#endif /* _KREG_HIVE_CHECK_H */
