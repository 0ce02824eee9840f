/* SPDX-License-Identifier: GPL-2.0 */
/* Recovery: a hive that was being written is brought up to date by its logs. */
#ifndef _KREG_HIVE_RECOVER_H
#define _KREG_HIVE_RECOVER_H

#include "bytes.h"
#include "log.h"

#define KREG_LOGS 2

/**
 * struct kreg_recovery - what is to be done, and what was
 * @base: base block of the recovered hive, clean, with its checksum
 * @bins_size: bytes of bins of the recovered hive
 * @from_log: the base block is that of a log, the hive's was bad
 * @logs: the logs that are used, in this order
 * @count: of @logs
 * @start: HvLE: sequence number that is applied first
 * @entries: HvLE: entries that are applied
 * @bytes: of pages that are applied
 */
struct kreg_recovery {
	struct kreg_regf_base base;
	u32 bins_size;
	bool from_log;
	struct kreg_log logs[KREG_LOGS];
	u32 count;
	u32 start;
	u32 entries;
	u64 bytes;
};

bool kreg_recovery_needed(const struct kreg_regf_base *base);
int kreg_recovery_plan(struct kreg_recovery *recovery,
		       const struct kreg_bytes *hive,
		       const struct kreg_bytes *files, u32 count);
int kreg_recovery_apply(const struct kreg_recovery *recovery, u8 *bins);

#endif /* _KREG_HIVE_RECOVER_H */
