// SPDX-License-Identifier: GPL-2.0
/* Snapshots: immutable copies of values that were read, kept by their key. */
#include "snapshot.h"

#include "../hive/value.h"
#include "cache.h"
#include "hash.h"
#include "key.h"
#include "live.h"
#include "pool.h"
#include "table.h"

#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define CACHED_MAX SZ_64K /* bytes of data; larger ones are only lent */

/* A value as it was found in the cells. */
struct found {
	u32 index;
	u32 type;
	u32 bytes;
	unsigned int generation;
	bool absent;
};

/**
 * kreg_snapshot_size() - compute what a snapshot is charged
 * @snapshot: snapshot
 *
 * Context: Any.
 * Return: bytes.
 */
size_t kreg_snapshot_size(const struct kreg_snapshot *snapshot)
{
	size_t size = struct_size(snapshot, data,
				  snapshot->bytes + snapshot->name_bytes);

	if (size <= KMALLOC_MAX_CACHE_SIZE)
		return kmalloc_size_roundup(size);
	return PAGE_ALIGN(size);
}

static void free_rcu(struct rcu_head *rcu)
{
	struct kreg_snapshot *snapshot;

	snapshot = container_of(rcu, struct kreg_snapshot, rcu);
	kreg_pool_waited(kreg_snapshot_size(snapshot));
	kvfree(snapshot);
}

/**
 * kreg_snapshot_put() - give a snapshot back
 * @snapshot: snapshot, may be NULL
 *
 * Context: Process context, no spinlock.
 */
void kreg_snapshot_put(struct kreg_snapshot *snapshot)
{
	if (!snapshot || !refcount_dec_and_test(&snapshot->refs))
		return;
	if (!snapshot->key) {
		kreg_pool_uncharge(KREG_POOL_VALUE,
				   kreg_snapshot_size(snapshot));
		kvfree(snapshot);
		return;
	}
	kreg_pool_wait(kreg_snapshot_size(snapshot));
	call_rcu(&snapshot->rcu, free_rcu);
}
EXPORT_SYMBOL_NS_GPL(kreg_snapshot_put, KREG_TEST);

/**
 * kreg_snapshot_data() - look at a snapshot
 * @snapshot: snapshot
 * @data: filled, valid as long as the snapshot is held
 *
 * Context: Any.
 */
void kreg_snapshot_data(const struct kreg_snapshot *snapshot,
			struct kreg_data *data)
{
	data->type = snapshot->type;
	data->bytes = snapshot->bytes;
	data->data = snapshot->data;
}
EXPORT_SYMBOL_NS_GPL(kreg_snapshot_data, KREG_TEST);

static int find_value(struct kreg_key *key, const struct kreg_lookup *lookup,
		      struct found *found)
{
	struct kreg_name name = kreg_name_wtf8(lookup->text, lookup->bytes);
	const struct kreg_hive *hive = key->mount->hive;
	const struct kreg_regf_nk *nk;
	const struct kreg_regf_vk *vk;
	int err;

	lockdep_assert_held(&key->mount->cells);
	*found = (struct found){
		.generation = raw_read_seqcount(&key->seq),
	};
	nk = kreg_node(hive, key->cell);
	if (!nk)
		return -EUCLEAN;
	err = kreg_value_find(hive, nk, &name, &found->index, &vk);
	if (!err) {
		found->type = kreg_value_type(vk);
		found->bytes = kreg_value_bytes(vk);
	} else if (err == -ENOENT) {
		found->absent = true;
		err = 0;
	}
	return err;
}

static int copy_value(struct kreg_key *key, const struct found *found,
		      struct kreg_snapshot *snapshot)
{
	const struct kreg_hive *hive = key->mount->hive;
	const struct kreg_regf_nk *nk;
	const struct kreg_regf_vk *vk;
	int err;

	lockdep_assert_held(&key->mount->cells);
	if (read_seqcount_retry(&key->seq, found->generation))
		return -EAGAIN;
	if (found->absent)
		return 0;
	nk = kreg_node(hive, key->cell);
	err = nk ? kreg_value_at(hive, nk, found->index, &vk) : -EUCLEAN;
	if (err)
		return -EUCLEAN;
	return kreg_value_read(hive, vk, 0, snapshot->data, snapshot->bytes);
}

/* Not cached yet, charged; *@may_stay when there is room for it. */
static struct kreg_snapshot *create(const struct kreg_lookup *lookup,
				    const struct found *found, bool *may_stay)
{
	struct kreg_snapshot head = {
		.hash = lookup->hash,
		.type = found->type,
		.bytes = found->bytes,
		.name_bytes = lookup->bytes,
		.absent = found->absent,
	};
	size_t size = kreg_snapshot_size(&head);
	struct kreg_snapshot *snapshot;

	*may_stay = kreg_pool_charge_read(KREG_POOL_VALUE, size) &&
		    found->bytes <= CACHED_MAX;
	snapshot = kvmalloc(size, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!snapshot) {
		kreg_pool_uncharge(KREG_POOL_VALUE, size);
		return NULL;
	}
	*snapshot = head;
	refcount_set(&snapshot->refs, 1);
	INIT_HLIST_NODE(&snapshot->peer);
	INIT_LIST_HEAD(&snapshot->lru);
	memcpy(snapshot->data + snapshot->bytes, lookup->text, lookup->bytes);
	return snapshot;
}

/* Under the rwsem, so that what is found later is not older than the cells. */
static void keep(struct kreg_snapshot *snapshot, struct kreg_key *key,
		 const struct kreg_lookup *lookup)
{
	lockdep_assert_held(&key->mount->cells);
	snapshot->key = key;
	if (kreg_cache_add_value(snapshot, lookup))
		snapshot->key = NULL;
}

static struct kreg_snapshot *fill(struct kreg_key *key,
				  const struct kreg_lookup *lookup)
{
	struct kreg_mount *mount = key->mount;
	struct kreg_snapshot *snapshot;
	struct found found;
	bool may_stay;
	int err;

	down_read(&mount->cells);
	err = find_value(key, lookup, &found);
	up_read(&mount->cells);
	if (err)
		return ERR_PTR(err);
	if (found.absent && kreg_cache_crowded())
		kreg_cache_reclaim();

	snapshot = create(lookup, &found, &may_stay);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	down_read(&mount->cells);
	err = copy_value(key, &found, snapshot);
	if (!err && may_stay)
		keep(snapshot, key, lookup);
	up_read(&mount->cells);
	if (!err)
		return snapshot;
	kreg_snapshot_put(snapshot);
	return ERR_PTR(err);
}

static int check_name(const struct kreg_lookup *lookup)
{
	struct kreg_name name = kreg_name_wtf8(lookup->text, lookup->bytes);

	if (lookup->bytes > 3 * KREG_VALUE_NAME_MAX)
		return -ENAMETOOLONG;
	if (kreg_name_check(lookup->text, lookup->bytes))
		return -EILSEQ;
	if (kreg_name_units(&name) > KREG_VALUE_NAME_MAX)
		return -ENAMETOOLONG;
	return 0;
}

/**
 * kreg_snapshot_fill() - read a value from the cells, and cache it
 * @key: pinned key
 * @lookup: from kreg_hash() for @key
 *
 * Context: Process context. May sleep.
 * Return: a snapshot, of an absent value too, or ERR_PTR: -ENOENT @key is a
 * root, -ESTALE, -EILSEQ, -ENAMETOOLONG, -ENOMEM, -EUCLEAN.
 */
struct kreg_snapshot *kreg_snapshot_fill(struct kreg_key *key,
					 const struct kreg_lookup *lookup)
{
	struct kreg_snapshot *snapshot;
	int err;

	err = check_name(lookup);
	if (err)
		return ERR_PTR(err);
	if (!key->mount)
		return ERR_PTR(-ENOENT);
	if (!kreg_mount_enter(key->mount))
		return ERR_PTR(-ESTALE);
	this_cpu_inc(kreg_cache_count.misses);
	do {
		snapshot = fill(key, lookup);
	} while (snapshot == ERR_PTR(-EAGAIN));
	kreg_mount_leave(key->mount);
	return snapshot;
}

static __always_inline struct kreg_snapshot *
find_cached(const struct kreg_lookup *lookup)
{
	struct kreg_snapshot *snapshot;

	rcu_read_lock();
	snapshot = kreg_table_find_value(lookup);
	if (snapshot && !refcount_inc_not_zero(&snapshot->refs))
		snapshot = NULL;
	rcu_read_unlock();
	if (snapshot)
		this_cpu_inc(kreg_cache_count.hits);
	return snapshot;
}

/* Inline, as many values are read in a loop. */
static __always_inline struct kreg_snapshot *get(struct kreg_key *key,
						 const struct kreg_name *name)
{
	struct kreg_snapshot *snapshot;
	struct kreg_lookup lookup;

	kreg_hash(&lookup, key, name->data, name->bytes);
	snapshot = find_cached(&lookup);
	if (!snapshot)
		snapshot = kreg_snapshot_fill(key, &lookup);
	if (IS_ERR(snapshot) || !snapshot->absent)
		return snapshot;
	kreg_snapshot_put(snapshot);
	return ERR_PTR(-ENOENT);
}

/**
 * kreg_snapshot_get() - read a value
 * @key: pinned key
 * @name: value name, WTF-8, checked here; empty for the default value
 *
 * Context: Process context. May sleep.
 * Return: a snapshot for kreg_snapshot_put(), or ERR_PTR: -ENOENT, -ESTALE
 * the hive of @key was unloaded, -EILSEQ, -ENAMETOOLONG, -ENOMEM, -EUCLEAN.
 */
struct kreg_snapshot *kreg_snapshot_get(struct kreg_key *key,
					const struct kreg_name *name)
{
	return get(key, name);
}
EXPORT_SYMBOL_NS_GPL(kreg_snapshot_get, KREG_TEST);

static void put_many(struct kreg_snapshot **out, unsigned int count)
{
	while (count--)
		kreg_snapshot_put(out[count]);
}

static int get_each(struct kreg_key *key, const struct kreg_name *names,
		    unsigned int count, struct kreg_snapshot **out)
{
	struct kreg_snapshot *snapshot;
	unsigned int i;

	for (i = 0; i < count; i++) {
		snapshot = get(key, &names[i]);
		if (snapshot == ERR_PTR(-ENOENT))
			snapshot = NULL;
		if (IS_ERR(snapshot)) {
			put_many(out, i);
			return PTR_ERR(snapshot);
		}
		out[i] = snapshot;
	}
	return 0;
}

/**
 * kreg_snapshot_get_many() - read several values as they were at one time
 * @key: pinned key
 * @names: value names, WTF-8
 * @count: of @names
 * @out: @count snapshots for kreg_snapshot_put(); NULL for a name that is not
 *	there
 * @generation: where to put the generation of the key, or NULL
 *
 * Context: Process context. May sleep.
 * Return: 0, -EINTR the task is being killed, else as kreg_snapshot_get()
 * without -ENOENT; then @out holds nothing.
 */
int kreg_snapshot_get_many(struct kreg_key *key, const struct kreg_name *names,
			   unsigned int count, struct kreg_snapshot **out,
			   u64 *generation)
{
	unsigned int seq;
	int err;

	for (;;) {
		seq = read_seqcount_begin(&key->seq);
		err = get_each(key, names, count, out);
		if (err)
			return err;
		if (likely(!read_seqcount_retry(&key->seq, seq)))
			break;
		put_many(out, count);
		err = kreg_env_yield();
		if (err)
			return err;
	}
	if (generation)
		*generation = seq;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_snapshot_get_many, KREG_TEST);
