/* SPDX-License-Identifier: LGPL-2.1 */
/* What is known of a key, out of a reply. */
#ifndef _KREG_LIB_INFO_H
#define _KREG_LIB_INFO_H

#include "attr.h"

struct kreg_info *kreg_info_new(struct nlattr **attrs, size_t texts);

#endif /* _KREG_LIB_INFO_H */
