/* SPDX-License-Identifier: LGPL-2.1 */
/* The public header, whose functions alone are visible outside the library. */
#ifndef _KREG_LIB_PUBLIC_H
#define _KREG_LIB_PUBLIC_H

#pragma GCC visibility push(default)
#include "include/kreg/kreg.h"
#pragma GCC visibility pop

#endif /* _KREG_LIB_PUBLIC_H */
