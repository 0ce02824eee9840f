/* SPDX-License-Identifier: GPL-2.0 */
/* A hive from bytes in memory, and a look at everything in it. */
#ifndef _KREG_FUZZ_MEMORY_H
#define _KREG_FUZZ_MEMORY_H

#include "hive/env.h"
#include "hive/hive.h"

struct kreg_hive *memory_load(const u8 *data, size_t size, unsigned int flags,
			      struct kreg_findings *findings);
void memory_walk(const struct kreg_hive *hive);

#endif /* _KREG_FUZZ_MEMORY_H */
