// SPDX-License-Identifier: GPL-2.0
/* The cache of key objects and snapshots: tables, LRU, shrinker. */
#include "cache.h"

#include "key.h"
#include "live.h"
#include "pool.h"
#include "snapshot.h"
#include "table.h"
#include "trace.h"

#include <linux/list_lru.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/shrinker.h>

#define ABSENT_MAX 4096 /* names remembered not to be there */
#define RECLAIM_BATCH 128

struct rhashtable kreg_keys;
struct rhashtable kreg_values;
u64 kreg_hash_seed __ro_after_init;

DEFINE_PER_CPU(struct kreg_cache_count, kreg_cache_count);

static struct list_lru key_lru;
static struct list_lru value_lru;
static struct shrinker *shrinker;
static atomic_t key_count;
static atomic_t value_count;
static atomic_t absent_count;
static atomic_long_t shrunk;

/**
 * kreg_hash_slow() - hash a name that is not ASCII
 * @lookup: with everything but the hash; made to find nothing when the text
 *	is not WTF-8
 *
 * Context: Any.
 */
void kreg_hash_slow(struct kreg_lookup *lookup)
{
	u64 start = kreg_hash_start(lookup->where);
	struct kreg_name name = kreg_name_wtf8(lookup->text, lookup->bytes);

	if (kreg_name_check(lookup->text, lookup->bytes)) {
		lookup->where = NULL;
		lookup->hash = 0;
		return;
	}
	lookup->hash = kreg_hash_fold(start ^ kreg_name_mix(&name, start >> 32),
				      KREG_HASH_FACTOR);
}

/**
 * kreg_hash_same_slow() - compare two names without case
 * @a: WTF-8, checked
 * @a_bytes: its length
 * @b: WTF-8, checked
 * @b_bytes: its length
 *
 * Context: Any.
 * Return: true when they are equal.
 */
bool kreg_hash_same_slow(const u8 *a, u32 a_bytes, const u8 *b, u32 b_bytes)
{
	struct kreg_name x = kreg_name_wtf8(a, a_bytes);
	struct kreg_name y = kreg_name_wtf8(b, b_bytes);

	return kreg_name_equal(&x, &y);
}

static void count_key(struct kreg_key *key, int change)
{
	atomic_add(change, &key_count);
	atomic_add(change, &key->mount->cached_keys);
	atomic_long_add(change * (long)kreg_key_size(key->name_bytes),
			&key->mount->charged);
}

/**
 * kreg_cache_add_top() - make the top key of a mount findable
 * @key: new key object, charged, in its mount's xarray
 *
 * It stays until the mount goes. A table that is full does no harm.
 *
 * Context: Process context.
 */
void kreg_cache_add_top(struct kreg_key *key)
{
	count_key(key, 1);
	rhashtable_insert_fast(&kreg_keys, &key->node, kreg_key_params);
}

/**
 * kreg_cache_add_key() - make a key object findable
 * @key: new key object, charged, in its mount's xarray
 *
 * Context: Process context. The caller has entered the mount.
 */
void kreg_cache_add_key(struct kreg_key *key)
{
	kreg_cache_add_top(key);
	list_lru_add_obj(&key_lru, &key->lru);
}

static void forget_key(struct kreg_key *key)
{
	rhashtable_remove_fast(&kreg_keys, &key->node, kreg_key_params);
	count_key(key, -1);
	kreg_pool_uncharge(KREG_POOL_KEY, kreg_key_size(key->name_bytes));
}

/**
 * kreg_cache_drop_key() - unlink a key object
 * @key: key object that the caller took out of its mount's xarray
 *
 * Context: Process context. Drops the cache's reference.
 */
void kreg_cache_drop_key(struct kreg_key *key)
{
	if (key != key->mount->top)
		list_lru_del_obj(&key_lru, &key->lru);
	forget_key(key);
	kreg_key_put(key);
}

static void count_value(struct kreg_snapshot *snapshot, int change)
{
	struct kreg_mount *mount = snapshot->key->mount;

	atomic_add(change, &value_count);
	if (snapshot->absent)
		atomic_add(change, &absent_count);
	atomic_add(change, &mount->cached_values);
	atomic_long_add(change * (long)kreg_snapshot_size(snapshot),
			&mount->charged);
}

/**
 * kreg_cache_add_value() - make a snapshot findable
 * @snapshot: new snapshot, charged; @key of it is set, and pinned on success
 * @lookup: for its name
 *
 * Context: Process context. The caller has entered the mount, and holds what
 * keeps values from changing.
 * Return: 0, or -EEXIST, -ENOMEM, ... when it was not added.
 */
int kreg_cache_add_value(struct kreg_snapshot *snapshot,
			 const struct kreg_lookup *lookup)
{
	struct kreg_key *key = snapshot->key;
	int err;

	/* First of all: once it can be found it can also be dropped. */
	kreg_key_get(key);
	refcount_inc(&snapshot->refs);
	count_value(snapshot, 1);
	list_lru_add_obj(&value_lru, &snapshot->lru);
	spin_lock(&key->lock);
	err = rhashtable_lookup_insert_key(&kreg_values, lookup,
					   &snapshot->node, kreg_value_params);
	if (!err)
		hlist_add_head(&snapshot->peer, &key->values);
	spin_unlock(&key->lock);

	if (!err)
		return 0;
	list_lru_del_obj(&value_lru, &snapshot->lru);
	count_value(snapshot, -1);
	refcount_dec(&snapshot->refs);
	kreg_key_put(key);
	return err;
}

/* Take a snapshot out of its key; only one caller gets true. */
static bool claim_value(struct kreg_snapshot *snapshot)
{
	struct kreg_key *key = snapshot->key;
	bool mine;

	spin_lock(&key->lock);
	mine = !hlist_unhashed(&snapshot->peer);
	hlist_del_init(&snapshot->peer);
	spin_unlock(&key->lock);
	return mine;
}

static void forget_value(struct kreg_snapshot *snapshot)
{
	struct kreg_key *key = snapshot->key;

	rhashtable_remove_fast(&kreg_values, &snapshot->node,
			       kreg_value_params);
	count_value(snapshot, -1);
	kreg_pool_uncharge(KREG_POOL_VALUE, kreg_snapshot_size(snapshot));
	kreg_snapshot_put(snapshot);
	kreg_key_put(key);
}

static struct kreg_snapshot *claim_first(struct kreg_key *key)
{
	struct kreg_snapshot *snapshot;

	spin_lock(&key->lock);
	snapshot =
		hlist_entry_safe(key->values.first, struct kreg_snapshot, peer);
	if (snapshot)
		hlist_del_init(&snapshot->peer);
	spin_unlock(&key->lock);
	return snapshot;
}

/**
 * kreg_cache_drop_values() - unlink all snapshots of a key
 * @key: key object
 *
 * Context: Process context. May sleep.
 */
void kreg_cache_drop_values(struct kreg_key *key)
{
	struct kreg_snapshot *snapshot;

	while ((snapshot = claim_first(key))) {
		list_lru_del_obj(&value_lru, &snapshot->lru);
		forget_value(snapshot);
		cond_resched();
	}
}

static enum lru_status isolate_value(struct list_head *item,
				     struct list_lru_one *list,
				     spinlock_t *lock, void *ctx)
{
	struct kreg_snapshot *snapshot;

	snapshot = list_entry(item, struct kreg_snapshot, lru);
	if (READ_ONCE(snapshot->referenced)) {
		WRITE_ONCE(snapshot->referenced, false);
		return LRU_ROTATE;
	}
	if (!claim_value(snapshot))
		return LRU_SKIP;
	list_lru_isolate_move(list, item, ctx);
	return LRU_REMOVED;
}

/* Unlink a key that only the cache holds. */
static bool claim_key(struct kreg_key *key)
{
	struct xarray *keys = &key->mount->keys;
	unsigned long index = KREG_KEY_INDEX(key->cell);
	bool mine;

	xa_lock(keys);
	mine = xa_load(keys, index) == key && refcount_dec_if_one(&key->refs);
	if (mine)
		__xa_erase(keys, index);
	xa_unlock(keys);
	return mine;
}

static enum lru_status isolate_key(struct list_head *item,
				   struct list_lru_one *list, spinlock_t *lock,
				   void *ctx)
{
	struct kreg_key *key = list_entry(item, struct kreg_key, lru);

	if (READ_ONCE(key->referenced)) {
		WRITE_ONCE(key->referenced, false);
		return LRU_ROTATE;
	}
	if (!claim_key(key))
		return LRU_ROTATE;
	list_lru_isolate_move(list, item, ctx);
	return LRU_REMOVED;
}

static unsigned long free_values(struct list_head *values)
{
	struct kreg_snapshot *snapshot, *next;
	unsigned long count = 0;

	list_for_each_entry_safe(snapshot, next, values, lru) {
		list_del_init(&snapshot->lru);
		forget_value(snapshot);
		count++;
	}
	return count;
}

static unsigned long free_keys(struct list_head *keys)
{
	struct kreg_key *key, *next;
	unsigned long count = 0;

	list_for_each_entry_safe(key, next, keys, lru) {
		list_del_init(&key->lru);
		forget_key(key);
		kreg_key_free(key);
		count++;
	}
	return count;
}

static unsigned long count_objects(struct shrinker *s,
				   struct shrink_control *sc)
{
	return list_lru_shrink_count(&value_lru, sc) +
	       list_lru_shrink_count(&key_lru, sc);
}

static unsigned long scan_objects(struct shrinker *s, struct shrink_control *sc)
{
	unsigned long asked = sc->nr_to_scan, values, keys;
	LIST_HEAD(free);

	list_lru_shrink_walk(&value_lru, sc, isolate_value, &free);
	values = free_values(&free);
	list_lru_shrink_walk(&key_lru, sc, isolate_key, &free);
	keys = free_keys(&free);

	atomic_long_add((long)(values + keys), &shrunk);
	trace_kreg_shrink(asked, values, keys);
	return values + keys;
}

static unsigned long reclaim_batch(void)
{
	unsigned long freed;
	LIST_HEAD(free);

	list_lru_walk(&value_lru, isolate_value, &free, RECLAIM_BATCH);
	freed = free_values(&free);
	list_lru_walk(&key_lru, isolate_key, &free, RECLAIM_BATCH);
	return freed + free_keys(&free);
}

/**
 * kreg_cache_objects() - count the objects that may be given up
 *
 * Context: Any.
 * Return: how many there are, whether anybody uses them or not.
 */
unsigned long kreg_cache_objects(void)
{
	return list_lru_count(&value_lru) + list_lru_count(&key_lru);
}

/**
 * kreg_cache_reclaim() - give up some objects that nobody uses
 *
 * Context: Process context. May sleep.
 * Return: how many; 0 when there are none.
 */
unsigned long kreg_cache_reclaim(void)
{
	unsigned long left = 2 * kreg_cache_objects();
	unsigned long freed;

	for (;;) {
		freed = reclaim_batch();
		if (freed || left <= RECLAIM_BATCH)
			break;
		left -= RECLAIM_BATCH;
		cond_resched();
	}
	atomic_long_add((long)freed, &shrunk);
	return freed;
}
EXPORT_SYMBOL_NS_GPL(kreg_cache_reclaim, KREG_TEST);

/**
 * kreg_cache_crowded() - ask whether too many absent names are remembered
 *
 * Context: Any.
 * Return: true when some should go before one more is added.
 */
bool kreg_cache_crowded(void)
{
	return atomic_read(&absent_count) >= ABSENT_MAX;
}

/**
 * kreg_cache_status() - read the counters
 * @status: where to put them
 *
 * Context: Any.
 */
void kreg_cache_status(struct kreg_cache_status *status)
{
	const struct kreg_cache_count *count;
	int cpu;

	*status = (struct kreg_cache_status){
		.keys = atomic_read(&key_count),
		.values = atomic_read(&value_count),
		.shrunk = atomic_long_read(&shrunk),
	};
	for_each_possible_cpu(cpu) {
		count = per_cpu_ptr(&kreg_cache_count, cpu);
		/* its CPU may count on meanwhile: good enough to show */
		status->hits += data_race(count->hits);
		/* the same */
		status->misses += data_race(count->misses);
	}
}
EXPORT_SYMBOL_NS_GPL(kreg_cache_status, KREG_TEST);

static int shrinker_start(void)
{
	shrinker = shrinker_alloc(SHRINKER_NUMA_AWARE, "kreg");
	if (!shrinker)
		return -ENOMEM;
	shrinker->count_objects = count_objects;
	shrinker->scan_objects = scan_objects;
	shrinker_register(shrinker);
	return 0;
}

/**
 * kreg_cache_init() - make the tables, and register the shrinker
 *
 * Context: Module start.
 * Return: 0, -ENOMEM.
 */
int __init kreg_cache_init(void)
{
	int err;

	kreg_hash_seed = get_random_u64();
	err = rhashtable_init(&kreg_keys, &kreg_key_params);
	if (err)
		return err;
	err = rhashtable_init(&kreg_values, &kreg_value_params);
	if (err)
		goto err_keys;
	err = list_lru_init(&key_lru);
	if (err)
		goto err_values;
	err = list_lru_init(&value_lru);
	if (err)
		goto err_key_lru;
	err = shrinker_start();
	if (err)
		goto err_value_lru;
	return 0;

err_value_lru:
	list_lru_destroy(&value_lru);
err_key_lru:
	list_lru_destroy(&key_lru);
err_values:
	rhashtable_destroy(&kreg_values);
err_keys:
	rhashtable_destroy(&kreg_keys);
	return err;
}

/**
 * kreg_cache_exit() - undo kreg_cache_init()
 *
 * Context: Module end, when every mount is gone. Waits for RCU callbacks.
 */
void kreg_cache_exit(void)
{
	shrinker_free(shrinker);
	rcu_barrier();
	WARN_ON(atomic_read(&key_count) || atomic_read(&value_count) ||
		atomic_read(&absent_count));
	list_lru_destroy(&value_lru);
	list_lru_destroy(&key_lru);
	rhashtable_destroy(&kreg_values);
	rhashtable_destroy(&kreg_keys);
}
