/* SPDX-License-Identifier: GPL-2.0 */
/* The tables in which live objects are found without a lock. */
#ifndef _KREG_REGISTRY_TABLE_H
#define _KREG_REGISTRY_TABLE_H

#include "hash.h"
#include "live.h"

#include <linux/compiler.h>
#include <linux/rhashtable.h>

extern struct rhashtable kreg_keys;
extern struct rhashtable kreg_values;

static inline u32 kreg_table_wanted(const void *data, u32 len, u32 seed)
{
	return ((const struct kreg_lookup *)data)->hash;
}

static inline u32 kreg_table_key_hash(const void *data, u32 len, u32 seed)
{
	return ((const struct kreg_key *)data)->hash;
}

static inline u32 kreg_table_value_hash(const void *data, u32 len, u32 seed)
{
	return ((const struct kreg_snapshot *)data)->hash;
}

static __always_inline int
kreg_table_key_differs(struct rhashtable_compare_arg *arg, const void *data)
{
	const struct kreg_lookup *want = arg->key;
	const struct kreg_key *key = data;

	if (key->hash != want->hash || key->parent != want->where)
		return 1;
	return !kreg_hash_same_name(key->name, key->name_bytes, want->text,
				    want->bytes);
}

static __always_inline int
kreg_table_value_differs(struct rhashtable_compare_arg *arg, const void *data)
{
	const struct kreg_lookup *want = arg->key;
	const struct kreg_snapshot *snapshot = data;

	if (snapshot->hash != want->hash || snapshot->key != want->where)
		return 1;
	return !kreg_hash_same_name(snapshot->data + snapshot->bytes,
				    snapshot->name_bytes, want->text,
				    want->bytes);
}

static const struct rhashtable_params kreg_key_params = {
	.key_len = sizeof(struct kreg_lookup),
	.head_offset = offsetof(struct kreg_key, node),
	.hashfn = kreg_table_wanted,
	.obj_hashfn = kreg_table_key_hash,
	.obj_cmpfn = kreg_table_key_differs,
	.automatic_shrinking = true,
};

static const struct rhashtable_params kreg_value_params = {
	.key_len = sizeof(struct kreg_lookup),
	.head_offset = offsetof(struct kreg_snapshot, node),
	.hashfn = kreg_table_wanted,
	.obj_hashfn = kreg_table_value_hash,
	.obj_cmpfn = kreg_table_value_differs,
	.automatic_shrinking = true,
};

/**
 * kreg_table_find_key() - find a cached key object
 * @lookup: parent and name
 *
 * Context: Under rcu_read_lock().
 * Return: the key object, not pinned, or NULL.
 */
static __always_inline struct kreg_key *
kreg_table_find_key(const struct kreg_lookup *lookup)
{
	struct kreg_key *key;

	key = rhashtable_lookup(&kreg_keys, lookup, kreg_key_params);
	if (likely(key) && !READ_ONCE(key->referenced))
		WRITE_ONCE(key->referenced, true);
	return key;
}

/**
 * kreg_table_find_value() - find a cached snapshot
 * @lookup: key and name
 *
 * Context: Under rcu_read_lock().
 * Return: the snapshot, not pinned, or NULL.
 */
static __always_inline struct kreg_snapshot *
kreg_table_find_value(const struct kreg_lookup *lookup)
{
	struct kreg_snapshot *snapshot;

	snapshot = rhashtable_lookup(&kreg_values, lookup, kreg_value_params);
	if (likely(snapshot) && !READ_ONCE(snapshot->referenced))
		WRITE_ONCE(snapshot->referenced, true);
	return snapshot;
}

#endif /* _KREG_REGISTRY_TABLE_H */
