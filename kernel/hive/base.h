/* SPDX-License-Identifier: GPL-2.0 */
/* The base block: the first 512 bytes of a hive file. */
#ifndef _KREG_HIVE_BASE_H
#define _KREG_HIVE_BASE_H

#include "env.h"
#include "findings.h"
#include "format.h"

/**
 * struct kreg_base - what a base block says, checked
 * @stamp: FILETIME of the last write
 * @root: cell of the root key
 * @bins_size: bytes of bins to read; in repair mode all that the file holds
 * @minor: version 1.@minor
 * @sequence: primary sequence number
 */
struct kreg_base {
	u64 stamp;
	u32 root;
	u32 bins_size;
	u32 minor;
	u32 sequence;
};

u32 kreg_base_checksum(const void *base);
int kreg_base_parse(const void *block, u64 file_size, unsigned int flags,
		    struct kreg_base *facts, struct kreg_findings *findings);

#endif /* _KREG_HIVE_BASE_H */
