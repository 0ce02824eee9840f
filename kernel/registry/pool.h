/* SPDX-License-Identifier: GPL-2.0 */
/* The pool: all registry memory is charged here, under one limit. */
#ifndef _KREG_REGISTRY_POOL_H
#define _KREG_REGISTRY_POOL_H

#include <linux/types.h>

/**
 * enum kreg_pool_use - what memory is charged for
 * @KREG_POOL_HIVE: bins and their tables
 * @KREG_POOL_KEY: key objects
 * @KREG_POOL_VALUE: snapshots
 * @KREG_POOL_HANDLE: handles and sessions
 * @KREG_POOL_USES: number of uses
 */
enum kreg_pool_use {
	KREG_POOL_HIVE,
	KREG_POOL_KEY,
	KREG_POOL_VALUE,
	KREG_POOL_HANDLE,
	KREG_POOL_USES,
};

/**
 * struct kreg_pool_status - counters of the pool
 * @limit: bytes
 * @used: bytes charged now
 * @high: most bytes ever charged
 * @refused: charges refused
 * @waiting: bytes given back that wait for a grace period
 * @by_use: @used by what it is for
 */
struct kreg_pool_status {
	u64 limit;
	u64 used;
	u64 high;
	u64 refused;
	u64 waiting;
	u64 by_use[KREG_POOL_USES];
};

int kreg_pool_charge(enum kreg_pool_use use, size_t bytes);
bool kreg_pool_charge_read(enum kreg_pool_use use, size_t bytes);
void kreg_pool_uncharge(enum kreg_pool_use use, size_t bytes);
void kreg_pool_wait(size_t bytes);
void kreg_pool_waited(size_t bytes);
void kreg_pool_status(struct kreg_pool_status *status);
void kreg_pool_exit(void);
int kreg_pool_fail(int nth);

#endif /* _KREG_REGISTRY_POOL_H */
