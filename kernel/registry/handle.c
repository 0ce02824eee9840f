// SPDX-License-Identifier: GPL-2.0
/* Handles: an opened key with what was granted, and who holds it. */
#include "handle.h"

#include "key.h"
#include "live.h"
#include "path.h"
#include "pool.h"
#include "root.h"
#include "security.h"
#include "trace.h"

#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#define AT_ONCE 128 /* holders looked at without a break */

/**
 * struct kreg_handle - a handle, a cursor's hold, or a walk's place in the list
 * @list: in the list of holders [holders' lock]
 * @key: pinned
 * @base: key that @path is relative to, pinned; NULL: @root
 * @root: root that @path begins at
 * @refs: the owner and walks that look at it
 * @place: just marks a place, has nothing else
 * @waited: an unload waits for it
 * @access: granted rights
 * @pid: see struct kreg_holder
 * @uid: see struct kreg_holder
 * @comm: see struct kreg_holder
 * @opened: jiffies; of a place, when the walk began
 * @rcu: after the last reference is gone, for kreg_handle_try_key()
 * @path_bytes: length of @path
 * @path: as opened
 */
struct kreg_handle {
	struct list_head list;
	struct kreg_key *key;
	struct kreg_key *base;
	enum kreg_root root;
	refcount_t refs;
	bool place;
	bool waited;
	u32 access;
	pid_t pid;
	u32 uid;
	char comm[TASK_COMM_LEN];
	u64 opened;
	struct rcu_head rcu;
	u32 path_bytes;
	u8 path[];
};

static DEFINE_SPINLOCK(lock); /* the holders' lock */
static LIST_HEAD(holders); /* [lock] */

static size_t charged(u32 path_bytes)
{
	size_t bytes = struct_size_t(struct kreg_handle, path, path_bytes);

	return kmalloc_size_roundup(bytes);
}

static struct kreg_handle *create(struct kreg_key *key,
				  const struct kreg_path *path)
{
	struct kreg_handle *handle;

	handle = kmalloc(struct_size(handle, path, path->bytes),
			 GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!handle)
		return NULL;
	handle->key = kreg_key_get(key);
	handle->base = path->base ? kreg_key_get(path->base) : NULL;
	handle->root = path->root;
	refcount_set(&handle->refs, 1);
	handle->place = false;
	handle->waited = false;
	handle->access = 0;
	handle->pid = task_tgid_nr(current);
	handle->uid = kreg_security_uid();
	get_task_comm(handle->comm, current);
	handle->opened = get_jiffies_64();
	handle->path_bytes = path->bytes;
	memcpy(handle->path, path->text, path->bytes);
	return handle;
}

static void free_rcu(struct rcu_head *rcu)
{
	struct kreg_handle *handle = container_of(rcu, struct kreg_handle, rcu);

	kreg_pool_waited(charged(handle->path_bytes));
	kfree(handle);
}

static void put(struct kreg_handle *handle)
{
	if (!refcount_dec_and_test(&handle->refs))
		return;
	kreg_pool_uncharge(KREG_POOL_HANDLE, charged(handle->path_bytes));
	kreg_pool_wait(charged(handle->path_bytes));
	kreg_key_put(handle->key);
	kreg_key_put(handle->base);
	call_rcu(&handle->rcu, free_rcu);
}

static bool is_below_base(const struct kreg_handle *handle)
{
	return handle->base && handle->base->mount == handle->key->mount;
}

/* Puts a handle on the list, unless its hive is on the way out. */
static int publish(struct kreg_handle *handle)
{
	struct kreg_mount *mount = handle->key->mount;
	int err = 0;

	spin_lock(&lock);
	if (mount && !handle->waited) {
		if (mount->state == KREG_MOUNT_LIVE)
			WRITE_ONCE(mount->handles, mount->handles + 1);
		else
			err = is_below_base(handle) ? -ESTALE : -EBUSY;
	}
	if (!err)
		list_add_tail(&handle->list, &holders);
	spin_unlock(&lock);
	return err;
}

/* To open a key is to read it, which is not refused for quota. */
static struct kreg_handle *hold(struct kreg_key *key,
				const struct kreg_path *path, u32 access)
{
	struct kreg_handle *handle;
	int err;

	kreg_pool_charge_read(KREG_POOL_HANDLE, charged(path->bytes));
	handle = create(key, path);
	if (!handle) {
		kreg_pool_uncharge(KREG_POOL_HANDLE, charged(path->bytes));
		return ERR_PTR(-ENOMEM);
	}
	handle->access = access;
	err = publish(handle);
	if (err) {
		put(handle);
		return ERR_PTR(err);
	}
	__module_get(THIS_MODULE);
	return handle;
}

static struct kreg_handle *open_handle(struct kreg_path *path, u32 desired,
				       u32 *granted)
{
	struct kreg_handle *handle;
	struct kreg_key *key;
	int err;

	path->bad_bytes = 0;
	err = kreg_security_grant(desired, granted);
	if (err)
		return ERR_PTR(err);
	key = kreg_path_open(path);
	if (IS_ERR(key))
		return ERR_CAST(key);
	handle = hold(key, path, *granted);
	kreg_key_put(key);
	return handle;
}

/**
 * kreg_handle_open() - open a key for the current task
 * @path: path of the key
 * @desired: rights that are asked for
 * @granted: where to put the rights that are granted
 *
 * While a handle is open, neither the hive of its key nor the module is
 * unloaded.
 *
 * Context: Process context. May sleep.
 * Return: the handle, or ERR_PTR: -EROFS rights to change something, -EINVAL
 * unknown rights, -EBUSY, -ESTALE the hive is being unloaded, and as
 * kreg_path_open().
 */
struct kreg_handle *kreg_handle_open(struct kreg_path *path, u32 desired,
				     u32 *granted)
{
	struct kreg_handle *handle = open_handle(path, desired, granted);

	trace_kreg_open(path->root, path->text, path->bytes,
			PTR_ERR_OR_ZERO(handle));
	return handle;
}
EXPORT_SYMBOL_NS_GPL(kreg_handle_open, KREG_TEST);

/**
 * kreg_handle_hold() - list the current task as one who looks at a key
 * @key: pinned key, of whose mount @kreg_mount_enter() was called
 *
 * Unlike for a handle, an unload waits until it is closed.
 *
 * Context: Process context. May sleep.
 * Return: the hold, for kreg_handle_close(), or ERR_PTR(-ENOMEM).
 */
struct kreg_handle *kreg_handle_hold(struct kreg_key *key)
{
	struct kreg_path path = { .base = key };
	struct kreg_handle *handle;

	kreg_pool_charge_read(KREG_POOL_HANDLE, charged(0));
	handle = create(key, &path);
	if (!handle) {
		kreg_pool_uncharge(KREG_POOL_HANDLE, charged(0));
		return ERR_PTR(-ENOMEM);
	}
	handle->waited = true;
	handle->access = KREG_KEY_READ;
	publish(handle);
	return handle;
}

/**
 * kreg_handle_close() - close a handle
 * @handle: handle
 *
 * Context: Process context. Does not sleep.
 */
void kreg_handle_close(struct kreg_handle *handle)
{
	struct kreg_mount *mount = handle->key->mount;
	bool waited = handle->waited;

	spin_lock(&lock);
	list_del(&handle->list);
	if (mount && !waited)
		WRITE_ONCE(mount->handles, mount->handles - 1);
	spin_unlock(&lock);
	put(handle);
	/* Who called waits for us before the module can go. */
	if (!waited)
		module_put(THIS_MODULE);
}
EXPORT_SYMBOL_NS_GPL(kreg_handle_close, KREG_TEST);

/**
 * kreg_handle_key() - the key of a handle
 * @handle: handle
 *
 * Context: Any.
 * Return: the key, pinned by the handle.
 */
struct kreg_key *kreg_handle_key(struct kreg_handle *handle)
{
	return handle->key;
}
EXPORT_SYMBOL_NS_GPL(kreg_handle_key, KREG_TEST);

/**
 * kreg_handle_try_key() - pin the key of a handle that may just be closed
 * @handle: handle that was open when this RCU read section began
 * @access: where to put the rights it was granted
 *
 * Context: Under rcu_read_lock().
 * Return: the key, pinned, or NULL when the handle is closed.
 */
struct kreg_key *kreg_handle_try_key(struct kreg_handle *handle, u32 *access)
{
	struct kreg_key *key = handle->key;

	*access = handle->access;
	return refcount_inc_not_zero(&key->refs) ? key : NULL;
}

/**
 * kreg_holders_forbid() - begin to close a mount that nobody holds
 * @mount: live mount
 *
 * Context: Under the mount mutex.
 * Return: 0; -EBUSY when there are handles, nothing is changed then.
 */
int kreg_holders_forbid(struct kreg_mount *mount)
{
	int err = 0;

	lockdep_assert_held(&kreg_mount_mutex);
	spin_lock(&lock);
	if (mount->handles)
		err = -EBUSY;
	else
		mount->state = KREG_MOUNT_CLOSING;
	spin_unlock(&lock);
	return err;
}

/**
 * kreg_holders_allow() - let a mount that was being closed live on
 * @mount: closing mount
 *
 * Context: Under the mount mutex.
 */
void kreg_holders_allow(struct kreg_mount *mount)
{
	lockdep_assert_held(&kreg_mount_mutex);
	spin_lock(&lock);
	mount->state = KREG_MOUNT_LIVE;
	spin_unlock(&lock);
}

static bool is_shown(const struct kreg_handle *handle,
		     const struct kreg_key *top)
{
	return !handle->place && (!top || kreg_key_below(handle->key, top));
}

/* Moves @place behind @handle, and lets others at the list. */
static void give_way(struct kreg_handle *place, struct kreg_handle *handle)
{
	list_move(&place->list, &handle->list);
	spin_unlock(&lock);
	cond_resched();
	spin_lock(&lock);
}

/*
 * The next holder below @top after @place, which moves behind it. Who came
 * later than the walk is not shown: it would never end where others open and
 * close without a pause.
 */
static struct kreg_handle *next_holder(struct kreg_handle *place,
				       const struct kreg_key *top)
{
	struct kreg_handle *handle = place, *found = NULL;
	unsigned int left = AT_ONCE;

	spin_lock(&lock);
	list_for_each_entry_continue(handle, &holders, list) {
		if (time_after64(handle->opened, place->opened))
			break;
		if (is_shown(handle, top)) {
			refcount_inc(&handle->refs);
			list_move(&place->list, &handle->list);
			found = handle;
			break;
		}
		if (--left)
			continue;
		give_way(place, handle);
		handle = place;
		left = AT_ONCE;
	}
	spin_unlock(&lock);
	return found;
}

/* Writes down the path as opened: where it begins, then what was given. */
static int write_path(const struct kreg_handle *handle, void **text, u32 *bytes)
{
	struct kreg_key *base = handle->base ?: kreg_roots[handle->root];
	void *longer, *start;
	u32 start_bytes;
	int err;

	err = kreg_key_path(base, &start, &start_bytes);
	if (err)
		return err;
	*text = start;
	*bytes = start_bytes;
	if (!handle->path_bytes)
		return 0;

	*bytes = start_bytes + 1 + handle->path_bytes;
	longer = kvmalloc(*bytes, GFP_KERNEL_ACCOUNT);
	if (longer) {
		memcpy(longer, start, start_bytes);
		((u8 *)longer)[start_bytes] = '\\';
		memcpy((u8 *)longer + start_bytes + 1, handle->path,
		       handle->path_bytes);
	}
	kvfree(start);
	*text = longer;
	return longer ? 0 : -ENOMEM;
}

static int show_holder(const struct kreg_handle *handle,
		       int (*show)(void *ctx, const struct kreg_holder *holder),
		       void *ctx)
{
	struct kreg_holder holder = {
		.pid = handle->pid,
		.uid = handle->uid,
		.access = handle->access,
		.age_ms = jiffies64_to_msecs(get_jiffies_64() - handle->opened),
	};
	void *path;
	int err;

	err = write_path(handle, &path, &holder.path_bytes);
	if (err)
		return err;
	holder.path = path;
	memcpy(holder.comm, handle->comm, sizeof(holder.comm));
	err = show(ctx, &holder);
	kvfree(path);
	return err;
}

/**
 * kreg_holders_walk() - show who holds keys open
 * @key: only at or below this pinned key, under whatever name it was opened;
 *	NULL for all
 * @skip: how many to pass over first
 * @show: called for each; may sleep; non-zero ends the walk
 * @ctx: for @show
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENOMEM, or what @show answered.
 */
int kreg_holders_walk(struct kreg_key *key, unsigned long skip,
		      int (*show)(void *ctx, const struct kreg_holder *holder),
		      void *ctx)
{
	struct kreg_handle place = {
		.place = true,
		.opened = get_jiffies_64(),
	};
	struct kreg_handle *handle;
	int err = 0;

	spin_lock(&lock);
	list_add(&place.list, &holders);
	spin_unlock(&lock);

	while (!err && (handle = next_holder(&place, key))) {
		if (skip)
			skip--;
		else
			err = show_holder(handle, show, ctx);
		put(handle);
		cond_resched();
	}

	spin_lock(&lock);
	list_del(&place.list);
	spin_unlock(&lock);
	return err;
}
EXPORT_SYMBOL_NS_GPL(kreg_holders_walk, KREG_TEST);
