/* SPDX-License-Identifier: GPL-2.0 */
/* The cache of key objects and snapshots: tables, LRU, shrinker. */
#ifndef _KREG_REGISTRY_CACHE_H
#define _KREG_REGISTRY_CACHE_H

#include <linux/percpu.h>
#include <linux/types.h>

struct kreg_key;
struct kreg_lookup;
struct kreg_snapshot;

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

struct kreg_cache_count {
	unsigned long hits;
	unsigned long misses;
};

DECLARE_PER_CPU(struct kreg_cache_count, kreg_cache_count);

void kreg_cache_status(struct kreg_cache_status *status);
void kreg_cache_add_key(struct kreg_key *key);
void kreg_cache_add_top(struct kreg_key *key);
void kreg_cache_drop_key(struct kreg_key *key);
int kreg_cache_add_value(struct kreg_snapshot *snapshot,
			 const struct kreg_lookup *lookup);
void kreg_cache_drop_values(struct kreg_key *key);
bool kreg_cache_crowded(void);
unsigned long kreg_cache_objects(void);
unsigned long kreg_cache_reclaim(void);
int kreg_cache_init(void);
void kreg_cache_exit(void);

#endif /* _KREG_REGISTRY_CACHE_H */
