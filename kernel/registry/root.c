// SPDX-License-Identifier: GPL-2.0
/* The roots: keys without a hive, whose subkeys are the mounts. */
#include "root.h"

#include "hash.h"
#include "key.h"
#include "live.h"

#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/slab.h>

#define FILETIME_EPOCH 116444736000000000ULL /* of 1970, in 100 ns */

struct kreg_key *kreg_roots[KREG_ROOT_COUNT] __ro_after_init;

static const char *const short_names[KREG_ROOT_COUNT] = {
	[KREG_ROOT_LOCAL_MACHINE] = "HKLM",
	[KREG_ROOT_USERS] = "HKU",
};

/**
 * struct dir - what a root has in place of a hive
 * @mounts: sorted by name [mount mutex, RCU]
 * @count: of @mounts [mount mutex]
 * @changed: FILETIME [mount mutex]
 */
struct dir {
	struct list_head mounts;
	u32 count;
	u64 changed;
};

static struct dir dirs[KREG_ROOT_COUNT];

/* Owner and group Administrators; they and SYSTEM may all, Everyone reads. */
static const u8 descriptor_bytes[] = {
	0x01, 0x00, 0x04, 0x80, /* DACL, self-relative */
	0x14, 0x00, 0x00, 0x00, 0x24, 0x00, 0x00, 0x00, /* owner, group */
	0x00, 0x00, 0x00, 0x00, 0x34, 0x00, 0x00, 0x00, /* SACL, DACL */
	0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, /* S-1-5-32-544 */
	0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00, 0x01, 0x02, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x05, /* S-1-5-32-544 */
	0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00, 0x02, 0x00, 0x48,
	0x00, 0x03, 0x00, 0x00, 0x00, /* three entries */
	0x00, 0x00, 0x14, 0x00, 0x19, 0x00, 0x02, 0x00, 0x01, 0x01, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x01, /* S-1-1-0 */
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x3f, 0x00, 0x0f,
	0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, /* S-1-5-18 */
	0x12, 0x00, 0x00, 0x00, 0x00, 0x00, 0x18, 0x00, 0x3f, 0x00, 0x0f,
	0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, /* S-1-5-32-544 */
	0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00,
};

static struct dir *dir_of(const struct kreg_key *root)
{
	return &dirs[root == kreg_roots[KREG_ROOT_USERS] ?
			     KREG_ROOT_USERS :
			     KREG_ROOT_LOCAL_MACHINE];
}

static u64 filetime_now(void)
{
	return ktime_get_real_ns() / 100 + FILETIME_EPOCH;
}

static struct kreg_name name_of(const struct kreg_mount *mount)
{
	return kreg_name_wtf8(mount->name, mount->name_bytes);
}

/* The place in the sorted list before which a name goes. */
static struct list_head *place_of(struct dir *dir, const struct kreg_name *name)
{
	struct kreg_mount *mount;
	struct kreg_name other;

	lockdep_assert_held(&kreg_mount_mutex);
	list_for_each_entry(mount, &dir->mounts, peer) {
		other = name_of(mount);
		if (kreg_name_compare(&other, name) > 0)
			return &mount->peer;
	}
	return &dir->mounts;
}

static void changed(struct dir *dir, struct kreg_key *root, int change)
{
	preempt_disable();
	write_seqcount_begin(&root->seq);
	dir->count += change;
	dir->changed = max(filetime_now(), dir->changed + 1);
	write_seqcount_end(&root->seq);
	preempt_enable();
}

/**
 * kreg_root_attach() - make a mount a subkey of its root
 * @mount: with a top key
 *
 * Context: Under the mount mutex.
 */
void kreg_root_attach(struct kreg_mount *mount)
{
	struct dir *dir = &dirs[mount->root];
	struct kreg_name name = name_of(mount);

	lockdep_assert_held(&kreg_mount_mutex);
	list_add_tail_rcu(&mount->peer, place_of(dir, &name));
	changed(dir, kreg_roots[mount->root], 1);
}

/**
 * kreg_root_detach() - take a mount away from its root
 * @mount: attached mount; RCU readers may still look at it
 *
 * Context: Under the mount mutex.
 */
void kreg_root_detach(struct kreg_mount *mount)
{
	lockdep_assert_held(&kreg_mount_mutex);
	list_del_rcu(&mount->peer);
	changed(&dirs[mount->root], kreg_roots[mount->root], -1);
}

/**
 * kreg_root_child() - find a mount by name
 * @root: root key
 * @lookup: from kreg_hash(), of a name that is WTF-8
 *
 * Context: Any.
 * Return: its top key, pinned, or ERR_PTR(-ENOENT).
 */
struct kreg_key *kreg_root_child(struct kreg_key *root,
				 const struct kreg_lookup *lookup)
{
	struct kreg_key *top = ERR_PTR(-ENOENT);
	struct kreg_mount *mount;

	rcu_read_lock();
	list_for_each_entry_rcu(mount, &dir_of(root)->mounts, peer) {
		if (!kreg_hash_same_name(mount->name, mount->name_bytes,
					 lookup->text, lookup->bytes))
			continue;
		if (refcount_inc_not_zero(&mount->top->refs))
			top = mount->top;
		break;
	}
	rcu_read_unlock();
	return top;
}

/**
 * kreg_root_next() - the next mount of an enumeration
 * @root: root key
 * @index: which, when there is no @last
 * @last: name of the mount before, or NULL
 *
 * Context: Process context. May sleep.
 * Return: its top key, pinned, or NULL past the end.
 */
struct kreg_key *kreg_root_next(struct kreg_key *root, u32 index,
				const struct kreg_name *last)
{
	struct dir *dir = dir_of(root);
	struct kreg_key *top = NULL;
	struct kreg_mount *mount;
	struct list_head *place;

	mutex_lock(&kreg_mount_mutex);
	if (last) {
		place = place_of(dir, last);
	} else {
		place = dir->mounts.next;
		while (place != &dir->mounts && index--)
			place = place->next;
	}
	if (place != &dir->mounts) {
		mount = list_entry(place, struct kreg_mount, peer);
		top = kreg_key_get(mount->top);
	}
	mutex_unlock(&kreg_mount_mutex);
	return top;
}

/**
 * kreg_root_info() - read what is to know about a root
 * @root: root key
 * @info: filled
 *
 * Context: Process context. May sleep.
 * Return: 0.
 */
int kreg_root_info(struct kreg_key *root, struct kreg_node_info *info)
{
	struct dir *dir = dir_of(root);
	struct kreg_mount *mount;
	struct kreg_name name;

	*info = (struct kreg_node_info){
		.security = KREG_REGF_NONE,
		.parent = KREG_REGF_NONE,
		.flags = KREG_NK_NO_DELETE,
	};
	mutex_lock(&kreg_mount_mutex);
	info->last_write = dir->changed;
	info->subkeys = dir->count;
	list_for_each_entry(mount, &dir->mounts, peer) {
		name = name_of(mount);
		info->max_name =
			max(info->max_name, 2 * kreg_name_units(&name));
	}
	mutex_unlock(&kreg_mount_mutex);
	return 0;
}

/**
 * kreg_root_descriptor() - copy the security descriptor of the roots
 * @descriptor: where to put it; the caller gives it to kvfree()
 * @bytes: where to put its length
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENOMEM.
 */
int kreg_root_descriptor(void **descriptor, u32 *bytes)
{
	*descriptor = kvmemdup(descriptor_bytes, sizeof(descriptor_bytes),
			       GFP_KERNEL_ACCOUNT);
	*bytes = sizeof(descriptor_bytes);
	return *descriptor ? 0 : -ENOMEM;
}

/**
 * kreg_root_init() - make the roots
 *
 * Context: Module start.
 * Return: 0, -ENOMEM.
 */
int __init kreg_root_init(void)
{
	struct kreg_key *root;
	unsigned int i;

	for (i = 0; i < KREG_ROOT_COUNT; i++) {
		root = kreg_key_create(NULL, NULL, KREG_REGF_NONE,
				       strlen(short_names[i]));
		if (!root)
			goto err_roots;
		memcpy(root->name, short_names[i], root->name_bytes);
		kreg_roots[i] = root;
		INIT_LIST_HEAD(&dirs[i].mounts);
		dirs[i].changed = filetime_now();
	}
	return 0;

err_roots:
	while (i--)
		kfree(kreg_roots[i]);
	return -ENOMEM;
}

/**
 * kreg_root_exit() - free the roots
 *
 * Context: Module end, when every mount is gone.
 */
void kreg_root_exit(void)
{
	unsigned int i;

	for (i = 0; i < KREG_ROOT_COUNT; i++) {
		WARN_ON(refcount_read(&kreg_roots[i]->refs) != 1);
		kfree(kreg_roots[i]);
	}
}
