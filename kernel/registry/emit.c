// SPDX-License-Identifier: GPL-2.0
/* The hot path: a value is handed on without pinning or locking anything. */
#include "snapshot.h"

#include "cache.h"
#include "key.h"
#include "live.h"
#include "table.h"
#include "walk.h"

#include <linux/rcupdate.h>

static __always_inline int emit_snapshot(const struct kreg_snapshot *snapshot,
					 kreg_emit_t emit, void *ctx)
{
	struct kreg_data data;

	if (snapshot->absent)
		return -ENOENT;
	data.type = snapshot->type;
	data.bytes = snapshot->bytes;
	data.data = snapshot->data;
	return emit(ctx, &data);
}

static noinline int emit_filled(struct kreg_key *key,
				const struct kreg_lookup *lookup,
				kreg_emit_t emit, void *ctx)
{
	struct kreg_snapshot *snapshot;
	int result;

	snapshot = kreg_snapshot_fill(key, lookup);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	rcu_read_lock();
	result = emit_snapshot(snapshot, emit, ctx);
	rcu_read_unlock();
	kreg_snapshot_put(snapshot);
	return result;
}

/**
 * kreg_value_emit() - read a value through a key
 * @key: pinned key
 * @name: value name, WTF-8, checked here; empty for the default value
 * @emit: called with the value under rcu_read_lock(); must not sleep
 * @ctx: for @emit
 *
 * Context: Process context. May sleep, but does not when the value is cached.
 * Return: what @emit answered, or -ENOENT, -ESTALE the hive of @key was
 * unloaded, -EILSEQ, -ENAMETOOLONG, -ENOMEM, -EUCLEAN.
 */
__flatten int kreg_value_emit(struct kreg_key *key,
			      const struct kreg_name *name, kreg_emit_t emit,
			      void *ctx)
{
	const struct kreg_snapshot *snapshot;
	struct kreg_lookup lookup;
	int result;

	kreg_hash(&lookup, key, name->data, name->bytes);
	rcu_read_lock();
	snapshot = kreg_table_find_value(&lookup);
	if (unlikely(!snapshot)) {
		rcu_read_unlock();
		return emit_filled(key, &lookup, emit, ctx);
	}
	result = emit_snapshot(snapshot, emit, ctx);
	rcu_read_unlock();
	this_cpu_inc(kreg_cache_count.hits);
	return result;
}
EXPORT_SYMBOL_NS_GPL(kreg_value_emit, KREG_TEST);

static noinline int emit_opened(struct kreg_path *path,
				const struct kreg_name *name, kreg_emit_t emit,
				void *ctx)
{
	struct kreg_key *key;
	int result;

	key = kreg_path_open(path);
	if (IS_ERR(key))
		return PTR_ERR(key);
	path->bad = path->bytes;
	path->bad_bytes = 0;
	result = kreg_value_emit(key, name, emit, ctx);
	kreg_key_put(key);
	return result;
}

/**
 * kreg_value_emit_path() - read a value by path
 * @path: path of the key; @bad_bytes of it is not 0 when it is the path that
 *	failed, and @bad then says where
 * @name: value name, WTF-8, checked here; empty for the default value
 * @emit: called with the value under rcu_read_lock(); must not sleep
 * @ctx: for @emit
 *
 * Context: Process context. May sleep, but does not when all is cached.
 * Return: as kreg_value_emit() and kreg_path_open().
 */
__flatten int kreg_value_emit_path(struct kreg_path *path,
				   const struct kreg_name *name,
				   kreg_emit_t emit, void *ctx)
{
	const struct kreg_snapshot *snapshot = NULL;
	struct kreg_lookup lookup;
	struct kreg_key *key;
	int result;

	path->bad_bytes = 0;
	rcu_read_lock();
	key = path->bytes <= KREG_PATH_MAX ? kreg_walk_cached(path) : NULL;
	if (likely(key)) {
		kreg_hash(&lookup, key, name->data, name->bytes);
		snapshot = kreg_table_find_value(&lookup);
	}
	if (unlikely(!snapshot)) {
		rcu_read_unlock();
		return emit_opened(path, name, emit, ctx);
	}
	result = emit_snapshot(snapshot, emit, ctx);
	rcu_read_unlock();
	this_cpu_inc(kreg_cache_count.hits);
	return result;
}
EXPORT_SYMBOL_NS_GPL(kreg_value_emit_path, KREG_TEST);
