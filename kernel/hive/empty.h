/* SPDX-License-Identifier: GPL-2.0 */
/* An empty hive: a base block and one bin with a root and its descriptor. */
#ifndef _KREG_HIVE_EMPTY_H
#define _KREG_HIVE_EMPTY_H

#include "format.h"
#include "name.h"

#define KREG_EMPTY_BINS KREG_REGF_BLOCK

/**
 * struct kreg_empty - what an empty hive is to be like
 * @minor: version 1.@minor, 3 to 5
 * @name: name of the root key, narrow, at most 64 units
 * @descriptor: security descriptor of the root, checked
 * @descriptor_bytes: its length, at most 2048
 * @now: FILETIME
 */
struct kreg_empty {
	u32 minor;
	struct kreg_name name;
	const void *descriptor;
	u32 descriptor_bytes;
	u64 now;
};

int kreg_empty_make(const struct kreg_empty *empty, struct kreg_regf_base *base,
		    void *bin);

#endif /* _KREG_HIVE_EMPTY_H */
