/* SPDX-License-Identifier: LGPL-2.1 */
/* What the kernel's headers would have. */
#ifndef _KREG_LIB_UTIL_H
#define _KREG_LIB_UTIL_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define __attr(...) __attribute__((__VA_ARGS__))
#define __printf(text, first) __attr(format(printf, text, first))

#endif /* _KREG_LIB_UTIL_H */
