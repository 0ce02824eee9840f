// SPDX-License-Identifier: GPL-2.0
/* Mounts: hives attached below a root. */
#include "mount.h"

#include "../storage/file.h"
#include "cache.h"
#include "handle.h"
#include "hash.h"
#include "key.h"
#include "live.h"
#include "pool.h"
#include "root.h"
#include "trace.h"

#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>

#define UNLOAD_WAIT (5 * HZ) /* for those who are just looking */

/* Protects the table of mounts and their states; never held across I/O. */
DEFINE_MUTEX(kreg_mount_mutex);

static LIST_HEAD(mounts); /* [mount mutex] */

static int hive_charge(void *owner, size_t bytes)
{
	struct kreg_mount *mount = owner;
	int err;

	err = kreg_pool_charge(KREG_POOL_HIVE, bytes);
	if (!err)
		atomic_long_add((long)bytes, &mount->charged);
	return err;
}

static void hive_uncharge(void *owner, size_t bytes)
{
	struct kreg_mount *mount = owner;

	atomic_long_sub((long)bytes, &mount->charged);
	kreg_pool_uncharge(KREG_POOL_HIVE, bytes);
}

static void hive_free(void *owner, void *memory, size_t bytes)
{
	kvfree(memory);
	hive_uncharge(owner, bytes);
}

static const struct kreg_hive_calls hive_calls = {
	.charge = hive_charge,
	.uncharge = hive_uncharge,
	.free = hive_free,
};

static void users_confirmed(struct percpu_ref *users)
{
	complete(&container_of(users, struct kreg_mount, users)->confirmed);
}

static void users_gone(struct percpu_ref *users)
{
	complete(&container_of(users, struct kreg_mount, users)->idle);
}

static int check_name(const u8 *text, u32 bytes)
{
	struct kreg_name name = kreg_name_wtf8(text, bytes);

	if (!bytes)
		return -EINVAL;
	if (bytes > 3 * KREG_KEY_NAME_MAX)
		return -ENAMETOOLONG;
	if (kreg_name_check(text, bytes))
		return -EILSEQ;
	if (memchr(text, '\\', bytes))
		return -EINVAL;
	if (kreg_name_units(&name) > KREG_KEY_NAME_MAX)
		return -ENAMETOOLONG;
	return 0;
}

static struct kreg_mount *find(enum kreg_root root, const u8 *name, u32 bytes)
{
	struct kreg_mount *mount;

	lockdep_assert_held(&kreg_mount_mutex);
	list_for_each_entry(mount, &mounts, list) {
		if (mount->root == root &&
		    kreg_hash_same_name(mount->name, mount->name_bytes, name,
					bytes))
			return mount;
	}
	return NULL;
}

static struct kreg_mount *create(const struct kreg_load *load)
{
	struct kreg_mount *mount;

	mount = kzalloc(struct_size(mount, name, load->name_bytes),
			GFP_KERNEL_ACCOUNT);
	if (!mount)
		return NULL;
	if (percpu_ref_init(&mount->users, users_gone, PERCPU_REF_ALLOW_REINIT,
			    GFP_KERNEL)) {
		kfree(mount);
		return NULL;
	}
	mount->root = load->root;
	mount->state = KREG_MOUNT_LOADING;
	init_rwsem(&mount->cells);
	xa_init_flags(&mount->keys, XA_FLAGS_ACCOUNT);
	init_completion(&mount->confirmed);
	init_completion(&mount->idle);
	mount->name_bytes = load->name_bytes;
	memcpy(mount->name, load->name, load->name_bytes);
	return mount;
}

/**
 * kreg_mount_free() - free the memory of a mount
 * @mount: whose hive, file and keys are gone
 *
 * Context: Any, also an RCU callback.
 */
void kreg_mount_free(struct kreg_mount *mount)
{
	kfree(mount->file_path);
	kfree(mount);
}

/* Takes the name, so that nobody else loads a hive there meanwhile. */
static int reserve(struct kreg_mount *mount)
{
	struct kreg_mount *other;
	int err = 0;

	mutex_lock(&kreg_mount_mutex);
	other = find(mount->root, mount->name, mount->name_bytes);
	if (!other)
		list_add_tail(&mount->list, &mounts);
	else
		err = other->state == KREG_MOUNT_LIVE ? -EEXIST : -EBUSY;
	mutex_unlock(&kreg_mount_mutex);
	return err;
}

static void unreserve(struct kreg_mount *mount)
{
	mutex_lock(&kreg_mount_mutex);
	list_del(&mount->list);
	mutex_unlock(&kreg_mount_mutex);
}

/* One file backs one mount. */
static int take_file(struct kreg_mount *mount, struct file *file)
{
	struct kreg_mount *other;
	int err = 0;

	mutex_lock(&kreg_mount_mutex);
	list_for_each_entry(other, &mounts, list) {
		if (other->file && kreg_file_same(other->file, file))
			err = -EBUSY;
	}
	if (!err)
		mount->file = file;
	mutex_unlock(&kreg_mount_mutex);
	return err;
}

static void drop_file(struct kreg_mount *mount)
{
	struct file *file = mount->file;

	mutex_lock(&kreg_mount_mutex);
	mount->file = NULL;
	mutex_unlock(&kreg_mount_mutex);
	if (file)
		kreg_file_close(file);
}

static int open_file(struct kreg_mount *mount, const struct kreg_load *load)
{
	struct file *file;
	int err;

	if (load->opened)
		file = kreg_file_take(load->opened);
	else
		file = kreg_file_open(load->folder, load->file, load->cred);
	if (IS_ERR(file))
		return PTR_ERR(file);
	err = take_file(mount, file);
	if (err) {
		kreg_file_close(file);
		return err;
	}
	mount->file_path = kreg_file_path(file);
	return mount->file_path ? 0 : -ENOMEM;
}

static int read_hive(struct kreg_mount *mount, const struct kreg_load *load)
{
	unsigned int flags = 0;
	struct kreg_hive *hive;

	if (load->flags & KREG_LOAD_REPAIR)
		flags |= KREG_HIVE_REPAIR;
	hive = kreg_file_read(mount->file, flags, &hive_calls, mount,
			      load->findings);
	if (IS_ERR(hive))
		return PTR_ERR(hive);
	mount->hive = hive;
	mount->repaired = load->findings->repaired;
	return 0;
}

static struct kreg_key *create_top(struct kreg_mount *mount)
{
	struct kreg_key *root = kreg_roots[mount->root];
	u32 cell = mount->hive->root;
	struct kreg_lookup lookup;
	struct kreg_key *top;
	void *old;
	int err;

	top = kreg_key_create(root, mount, cell, mount->name_bytes);
	if (!top)
		return ERR_PTR(-ENOMEM);
	memcpy(top->name, mount->name, mount->name_bytes);
	kreg_hash(&lookup, root, top->name, top->name_bytes);
	top->hash = lookup.hash;
	old = xa_store(&mount->keys, KREG_KEY_INDEX(cell), top, GFP_KERNEL);
	err = xa_err(old);
	if (err) {
		kreg_key_discard(top);
		return ERR_PTR(err);
	}
	return top;
}

static int go_live(struct kreg_mount *mount)
{
	struct kreg_key *top;

	top = create_top(mount);
	if (IS_ERR(top))
		return PTR_ERR(top);
	mutex_lock(&kreg_mount_mutex);
	mount->top = top;
	mount->state = KREG_MOUNT_LIVE;
	kreg_root_attach(mount);
	kreg_cache_add_top(top);
	mutex_unlock(&kreg_mount_mutex);
	return 0;
}

static int load_hive(struct kreg_load *load)
{
	struct kreg_mount *mount;
	int err;

	if (load->flags & ~KREG_LOAD_REPAIR)
		return -EINVAL;
	err = check_name(load->name, load->name_bytes);
	if (err)
		return err;
	mount = create(load);
	if (!mount)
		return -ENOMEM;
	err = reserve(mount);
	if (err)
		goto err_mount;
	err = open_file(mount, load);
	if (err)
		goto err_file;
	err = read_hive(mount, load);
	if (err)
		goto err_file;
	err = go_live(mount);
	if (err)
		goto err_hive;
	return 0;

err_hive:
	kreg_hive_destroy(mount->hive);
err_file:
	drop_file(mount);
	unreserve(mount);
err_mount:
	xa_destroy(&mount->keys);
	percpu_ref_exit(&mount->users);
	kreg_mount_free(mount);
	return err;
}

/**
 * kreg_mount_load() - load a hive and attach it below a root
 * @load: what to load; @findings of it are filled
 *
 * Context: Process context, a job's worker. Sleeps, opens and reads the file.
 * Return: 0; -EEXIST name in use; -EBUSY the name is being loaded or
 * unloaded, or the file is loaded already, locked, or changed while it was
 * read; -EINVAL, -EILSEQ, -ENAMETOOLONG bad name, or no regular file;
 * -ENOEXEC no hive; -EUCLEAN broken or in need of recovery; -EDQUOT; -ENOMEM;
 * what opening or reading the file answers.
 */
int kreg_mount_load(struct kreg_load *load)
{
	int err = load_hive(load);

	trace_kreg_load(load->root, load->name, load->name_bytes, err);
	return err;
}
EXPORT_SYMBOL_NS_GPL(kreg_mount_load, KREG_TEST);

static int begin_close(struct kreg_mount *mount)
{
	int err;

	lockdep_assert_held(&kreg_mount_mutex);
	if (mount->state != KREG_MOUNT_LIVE)
		return -EBUSY;
	err = kreg_holders_forbid(mount);
	if (err)
		return err;
	reinit_completion(&mount->confirmed);
	reinit_completion(&mount->idle);
	percpu_ref_kill_and_confirm(&mount->users, users_confirmed);
	return 0;
}

static void cancel_close(struct kreg_mount *mount)
{
	mutex_lock(&kreg_mount_mutex);
	percpu_ref_resurrect(&mount->users);
	kreg_holders_allow(mount);
	mutex_unlock(&kreg_mount_mutex);
}

/* Waits for those who are looking at the hive; some may take too long. */
static int drain(struct kreg_mount *mount, unsigned long timeout)
{
	wait_for_completion(&mount->confirmed);
	if (wait_for_completion_timeout(&mount->idle, timeout))
		return 0;
	if (percpu_ref_tryget(&mount->users)) {
		cancel_close(mount);
		percpu_ref_put(&mount->users);
		return -EBUSY;
	}
	wait_for_completion(&mount->idle);
	return 0;
}

static void drop_keys(struct kreg_mount *mount)
{
	struct xarray *keys = &mount->keys;
	struct kreg_key *key;
	unsigned long index;

	xa_for_each(keys, index, key) {
		/* The shrinker may be faster. */
		if (xa_cmpxchg(keys, index, key, NULL, 0) != key)
			continue;
		kreg_cache_drop_values(key);
		kreg_cache_drop_key(key);
		cond_resched();
	}
}

static void finish_close(struct kreg_mount *mount)
{
	struct kreg_key *top = kreg_key_get(mount->top);

	mutex_lock(&kreg_mount_mutex);
	kreg_root_detach(mount);
	mutex_unlock(&kreg_mount_mutex);

	drop_keys(mount);
	xa_destroy(&mount->keys);
	percpu_ref_exit(&mount->users);
	kreg_hive_destroy(mount->hive);
	drop_file(mount);
	unreserve(mount);
	kreg_key_put(top);
}

static int unload(enum kreg_root root, const u8 *name, u32 bytes)
{
	struct kreg_mount *mount;
	int err;

	err = check_name(name, bytes);
	if (err)
		return err;
	mutex_lock(&kreg_mount_mutex);
	mount = find(root, name, bytes);
	err = mount ? begin_close(mount) : -ENOENT;
	mutex_unlock(&kreg_mount_mutex);
	if (err)
		return err;

	err = drain(mount, UNLOAD_WAIT);
	if (err)
		return err;
	finish_close(mount);
	return 0;
}

/**
 * kreg_mount_unload() - detach a hive and forget it
 * @root: below which root
 * @name: mount name, WTF-8
 * @name_bytes: its length
 *
 * Context: Process context, a job's worker. Sleeps; waits for those who are
 * just looking at the hive.
 * Return: 0; -ENOENT; -EBUSY it is being loaded or unloaded, or somebody
 * holds keys, see kreg_holders_walk(); -EINVAL, -EILSEQ, -ENAMETOOLONG bad
 * name.
 */
int kreg_mount_unload(enum kreg_root root, const u8 *name, u32 name_bytes)
{
	int err = unload(root, name, name_bytes);

	trace_kreg_unload(root, name, name_bytes, err);
	return err;
}
EXPORT_SYMBOL_NS_GPL(kreg_mount_unload, KREG_TEST);

static struct kreg_mount *close_first(void)
{
	struct kreg_mount *mount;

	mutex_lock(&kreg_mount_mutex);
	mount = list_first_entry_or_null(&mounts, struct kreg_mount, list);
	if (mount && WARN_ON(begin_close(mount)))
		mount = NULL;
	mutex_unlock(&kreg_mount_mutex);
	return mount;
}

/**
 * kreg_mount_unload_all() - unload every hive
 *
 * Context: Process context, when there are no more callers. Sleeps.
 */
void kreg_mount_unload_all(void)
{
	struct kreg_mount *mount;

	while ((mount = close_first())) {
		wait_for_completion(&mount->confirmed);
		wait_for_completion(&mount->idle);
		finish_close(mount);
	}
}

static void fill_status(const struct kreg_mount *mount,
			struct kreg_mount_status *status)
{
	*status = (struct kreg_mount_status){
		.root = mount->root,
		.state = mount->state,
		.read_only = true,
		.charged = atomic_long_read(&mount->charged),
		.cached_keys = atomic_read(&mount->cached_keys),
		.cached_values = atomic_read(&mount->cached_values),
		.handles = READ_ONCE(mount->handles),
		.name = mount->name,
		.name_bytes = mount->name_bytes,
		.file = "",
	};
	if (mount->state != KREG_MOUNT_LIVE)
		return;
	status->repaired = mount->repaired;
	status->minor = mount->hive->minor;
	status->bins = kreg_hive_size(mount->hive);
	status->keys = mount->hive->keys;
	status->values = mount->hive->values;
	status->file = mount->file_path;
}

/**
 * kreg_mount_walk() - show every mount
 * @skip: how many to pass over first
 * @show: called for each, under the mount mutex; non-zero ends the walk
 * @ctx: for @show
 *
 * Context: Process context. May sleep; @show must not load or unload.
 * Return: 0, or what @show answered.
 */
int kreg_mount_walk(unsigned int skip,
		    int (*show)(void *ctx, const struct kreg_mount_status *st),
		    void *ctx)
{
	struct kreg_mount_status status;
	struct kreg_mount *mount;
	int err = 0;

	mutex_lock(&kreg_mount_mutex);
	list_for_each_entry(mount, &mounts, list) {
		if (skip) {
			skip--;
			continue;
		}
		fill_status(mount, &status);
		err = show(ctx, &status);
		if (err)
			break;
	}
	mutex_unlock(&kreg_mount_mutex);
	return err;
}
EXPORT_SYMBOL_NS_GPL(kreg_mount_walk, KREG_TEST);

/**
 * kreg_mount_folder_get() - take an open folder from the current task
 * @descriptor: its number there, O_PATH too
 *
 * Context: Process context of the caller who named it.
 * Return: the folder, or ERR_PTR: -EBADF, -ENOTDIR.
 */
struct file *kreg_mount_folder_get(int descriptor)
{
	return kreg_file_folder_get(descriptor);
}

/**
 * kreg_mount_folder_put() - give a folder back
 * @folder: from kreg_mount_folder_get()
 *
 * Context: Process context.
 */
void kreg_mount_folder_put(struct file *folder)
{
	kreg_file_folder_put(folder);
}
