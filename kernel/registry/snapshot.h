/* SPDX-License-Identifier: GPL-2.0 */
/* Snapshots: immutable copies of values that were read, kept by their key. */
#ifndef _KREG_REGISTRY_SNAPSHOT_H
#define _KREG_REGISTRY_SNAPSHOT_H

#include "../hive/name.h"

#include <linux/types.h>

struct kreg_key;
struct kreg_lookup;
struct kreg_path;
struct kreg_snapshot;

/**
 * struct kreg_data - a value as a reader sees it
 * @type: REG_*, any number
 * @bytes: length of @data
 * @data: valid as long as what it came from is held
 */
struct kreg_data {
	u32 type;
	u32 bytes;
	const void *data;
};

/*
 * A value that is not there is -ENOENT; of kreg_snapshot_get_many() it is a
 * NULL in @out, which then has @count entries that the caller puts (putting
 * NULL is legal).
 */
struct kreg_snapshot *kreg_snapshot_get(struct kreg_key *key,
					const struct kreg_name *name);
int kreg_snapshot_get_many(struct kreg_key *key, const struct kreg_name *names,
			   unsigned int count, struct kreg_snapshot **out,
			   u64 *generation);
void kreg_snapshot_put(struct kreg_snapshot *snapshot);
void kreg_snapshot_data(const struct kreg_snapshot *snapshot,
			struct kreg_data *data);

/*
 * The hot path: nothing is pinned, @emit runs under rcu_read_lock() and must
 * not sleep. A miss fills the caches and tries again.
 */
typedef int (*kreg_emit_t)(void *ctx, const struct kreg_data *data);

int kreg_value_emit(struct kreg_key *key, const struct kreg_name *name,
		    kreg_emit_t emit, void *ctx);
int kreg_value_emit_path(struct kreg_path *path, const struct kreg_name *name,
			 kreg_emit_t emit, void *ctx);

/* For this folder. */
size_t kreg_snapshot_size(const struct kreg_snapshot *snapshot);
struct kreg_snapshot *kreg_snapshot_fill(struct kreg_key *key,
					 const struct kreg_lookup *lookup);

#endif /* _KREG_REGISTRY_SNAPSHOT_H */
