/* SPDX-License-Identifier: GPL-2.0 */
/* All limits of the hive engine. */
#ifndef _KREG_HIVE_LIMITS_H
#define _KREG_HIVE_LIMITS_H

#define KREG_KEY_NAME_MAX 255 /* UTF-16 units */
#define KREG_VALUE_NAME_MAX 16383 /* UTF-16 units */
#define KREG_DEPTH_MAX 512 /* keys from the root down */
#define KREG_VALUE_DATA_MAX 1048576 /* bytes, of what we write */
#define KREG_BINS_MAX 0x7ffff000U /* bytes; bit 31 is taken */
#define KREG_FINDINGS_MAX 64 /* texts that are kept */
#define KREG_YIELD_EVERY 1000 /* items of a long loop */

#endif /* _KREG_HIVE_LIMITS_H */
