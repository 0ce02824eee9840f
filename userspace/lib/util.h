/* SPDX-License-Identifier: LGPL-2.1 */
/* What the kernel's headers would have. */
#ifndef _KREG_LIB_UTIL_H
#define _KREG_LIB_UTIL_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#ifndef __printf
#define __printf(text, first) __attribute__((format(__printf__, text, first)))
#endif

#endif /* _KREG_LIB_UTIL_H */
