/* SPDX-License-Identifier: GPL-2.0 */
/* The cache of key objects and snapshots: tables, LRU, shrinker. */
#ifndef _KREG_REGISTRY_CACHE_H
#define _KREG_REGISTRY_CACHE_H

#include <linux/types.h>

/**
 * struct kreg_cache_status - counters of the cache
 * @keys: key objects
 * @values: snapshots, names that are not there among them
 * @hits: look-ups answered from the cache (approximate)
 * @misses: look-ups that went to the cells
 * @shrunk: objects given up under memory pressure
 */
struct kreg_cache_status {
	u64 keys;
	u64 values;
	u64 hits;
	u64 misses;
	u64 shrunk;
};

void kreg_cache_status(struct kreg_cache_status *status);

#endif /* _KREG_REGISTRY_CACHE_H */
