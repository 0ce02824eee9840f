/* SPDX-License-Identifier: GPL-2.0 */
/* Security cells (sk) and the form of the descriptors in them. */
#ifndef _KREG_HIVE_SECURITY_H
#define _KREG_HIVE_SECURITY_H

#include "format.h"
#include "hive.h"

const struct kreg_regf_sk *kreg_security(const struct kreg_hive *hive,
					 u32 cell);
int kreg_descriptor_check(const void *descriptor, u32 bytes);

#endif /* _KREG_HIVE_SECURITY_H */
