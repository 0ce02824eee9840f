/* SPDX-License-Identifier: GPL-2.0 */
/* The live objects' structures, private to this folder. */
#ifndef _KREG_REGISTRY_LIVE_H
#define _KREG_REGISTRY_LIVE_H

#include "../hive/hive.h"
#include "mount.h"
#include "path.h"

#include <linux/completion.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/percpu-refcount.h>
#include <linux/refcount.h>
#include <linux/rhashtable-types.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/xarray.h>

/**
 * struct kreg_key - a key object; a root has no hive below it
 * @node: in the table of keys, a shortcut; nothing depends on it
 * @parent: pinned; NULL for a root
 * @mount: the top key of a mount frees it; NULL for a root
 * @hash: of @parent and the name without case
 * @cell: of the key node
 * @refs: users, children, snapshots, and one while it is linked
 * @name_bytes: length of @name
 * @link: a symbolic link
 * @referenced: looked up since the shrinker came by
 * @seq: raised when values or the list of subkeys change; its value is the
 *	generation. Written with preemption off, under @mount->cells for
 *	writing, of a root under the mount mutex
 * @lock: protects @values, and the entry in it of each; nests inside the
 *	lock of the LRU, the table's locks nest inside it
 * @values: snapshots [lock]
 * @lru: in the LRU while linked, except roots and tops of mounts
 * @rcu: after the last reference is gone
 * @name: WTF-8, as stored
 *
 * Linked: in @mount->keys. Who takes it out, under the xarray's lock, unlinks
 * it everywhere else and drops the reference.
 */
struct kreg_key {
	struct rhash_head node;
	struct kreg_key *parent;
	struct kreg_mount *mount;
	u32 hash;
	u32 cell;
	refcount_t refs;
	u16 name_bytes;
	bool link;
	bool referenced;
	seqcount_t seq;
	spinlock_t lock; /* protects the next field */
	struct hlist_head values;
	union {
		struct list_head lru;
		struct rcu_head rcu;
	};
	u8 name[];
};

/**
 * struct kreg_snapshot - an immutable copy of a value, or its absence
 * @node: in the table of values
 * @key: pinned while cached; NULL for a copy that was never cached
 * @hash: of @key and the name without case
 * @refs: readers, and one while it is cached
 * @type: REG_*
 * @bytes: length of the data in @data
 * @name_bytes: length of the name that follows the data; as first asked for
 * @absent: there is no such value
 * @referenced: looked up since the shrinker came by
 * @peer: in @key->values [key->lock]; who takes it out there unlinks it
 *	everywhere else and drops the reference
 * @lru: in the LRU while cached
 * @rcu: after the last reference is gone
 * @data: data, then name
 */
struct kreg_snapshot {
	struct rhash_head node;
	struct kreg_key *key;
	u32 hash;
	refcount_t refs;
	u32 type;
	u32 bytes;
	u16 name_bytes;
	bool absent;
	bool referenced;
	struct hlist_node peer;
	union {
		struct list_head lru;
		struct rcu_head rcu;
	};
	u8 data[] __aligned(8);
};

/**
 * struct kreg_mount - a hive attached below a root
 * @list: in the list of all mounts [mount mutex]
 * @peer: in the root's sorted list while live or closing [mount mutex, RCU]
 * @root: below which root
 * @state: [mount mutex; between live and closing also the holders' lock]
 * @top: key object of the hive's root, NULL before it is live
 * @hive: cells; looked at with @users held and under @cells
 * @cells: the hive's rwsem; inside it no GFP_KERNEL, no user copy, no I/O
 * @keys: key objects by KREG_KEY_INDEX(cell), one per key cell
 * @users: everybody who is just looking at the hive
 * @confirmed: @users has left percpu mode
 * @idle: @users has come down to zero
 * @handles: open handles that an unload does not wait for [holders' lock]
 * @cached_keys: linked key objects
 * @cached_values: cached snapshots
 * @charged: bytes charged for the hive, its tables and cached objects
 * @repaired: findings that were repaired at load
 * @file: the hive's file, open and locked
 * @file_path: its path, see struct kreg_mount_status
 * @name_bytes: length of @name
 * @name: mount name, WTF-8
 *
 * Its memory is owned by the loader until it is live, then by @top.
 */
struct kreg_mount {
	struct list_head list;
	struct list_head peer;
	enum kreg_root root;
	enum kreg_mount_state state;
	struct kreg_key *top;
	struct kreg_hive *hive;
	struct rw_semaphore cells;
	struct xarray keys;
	struct percpu_ref users;
	struct completion confirmed;
	struct completion idle;
	unsigned int handles;
	atomic_t cached_keys;
	atomic_t cached_values;
	atomic_long_t charged;
	u32 repaired;
	struct file *file;
	char *file_path;
	u32 name_bytes;
	u8 name[];
};

extern struct mutex kreg_mount_mutex;

void kreg_mount_free(struct kreg_mount *mount);

/* Two key nodes lie at least 80 bytes apart, so 64 keeps their cells apart. */
#define KREG_KEY_INDEX(cell) ((cell) >> 6)
static_assert(sizeof(struct kreg_regf_cell) + sizeof(struct kreg_regf_nk) > 64);

/**
 * kreg_mount_enter() - begin to look at a mount's hive
 * @mount: mount
 *
 * Context: Any. The caller holds a key of it.
 * Return: true; false when the mount is being or was unloaded.
 */
static inline bool kreg_mount_enter(struct kreg_mount *mount)
{
	return percpu_ref_tryget_live(&mount->users);
}

/**
 * kreg_mount_leave() - end what kreg_mount_enter() began
 * @mount: mount
 *
 * Context: Any.
 */
static inline void kreg_mount_leave(struct kreg_mount *mount)
{
	percpu_ref_put(&mount->users);
}

#endif /* _KREG_REGISTRY_LIVE_H */
