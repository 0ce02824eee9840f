/* SPDX-License-Identifier: GPL-2.0 */
/* Log files, looked at: the old kind (DIRT) and the new kind (HvLE). */
#ifndef _KREG_HIVE_LOG_H
#define _KREG_HIVE_LOG_H

#include "bytes.h"
#include "format.h"

/**
 * struct kreg_log - a log file that can be read
 * @file: the file
 * @base: its base block
 * @type: KREG_REGF_TYPE_LOG*
 * @first: HvLE: sequence number of the first entry
 * @entries: HvLE: whole entries, each one more than the last
 * @pages: pages in it
 * @bytes: of pages in it
 * @bins_size: bytes of bins of the hive, once the log is applied
 * @flags: HvLE: flags of the last entry
 */
struct kreg_log {
	const struct kreg_bytes *file;
	struct kreg_regf_base base;
	u32 type;
	u32 first;
	u32 entries;
	u32 pages;
	u64 bytes;
	u32 bins_size;
	u32 flags;
};

int kreg_log_open(struct kreg_log *log, const struct kreg_bytes *file);
int kreg_log_apply(const struct kreg_log *log, u32 from, u8 *bins, u32 bytes);

#endif /* _KREG_HIVE_LOG_H */
