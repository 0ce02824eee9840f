// SPDX-License-Identifier: GPL-2.0
/* Key objects: one per key cell in use, as dentries lie over a file system. */
#include "key.h"

#include "../hive/security.h"
#include "../hive/subkeys.h"
#include "cache.h"
#include "hash.h"
#include "live.h"
#include "pool.h"
#include "root.h"

#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

/* A subkey as it was found in the cells. */
struct found {
	u32 cell;
	u32 name_bytes;
	unsigned int generation;
	bool link;
};

/**
 * kreg_key_size() - compute what a key object is charged
 * @name_bytes: length of its name
 *
 * Context: Any.
 * Return: bytes.
 */
size_t kreg_key_size(u32 name_bytes)
{
	size_t bytes = struct_size_t(struct kreg_key, name, name_bytes);

	return kmalloc_size_roundup(bytes);
}

/**
 * kreg_key_create() - make a key object that nobody can find yet
 * @parent: parent, gets pinned; NULL for a root
 * @mount: mount, or NULL for a root
 * @cell: of the key node
 * @name_bytes: length of the name, which the caller fills in
 *
 * It is charged, unless it is a root, and has one reference.
 *
 * Context: Process context. May sleep.
 * Return: the key object, or NULL when there is no memory.
 */
struct kreg_key *kreg_key_create(struct kreg_key *parent,
				 struct kreg_mount *mount, u32 cell,
				 u32 name_bytes)
{
	size_t bytes = kreg_key_size(name_bytes);
	struct kreg_key *key;

	if (mount)
		kreg_pool_charge_read(KREG_POOL_KEY, bytes);
	key = kmalloc(bytes, GFP_KERNEL_ACCOUNT);
	if (!key) {
		if (mount)
			kreg_pool_uncharge(KREG_POOL_KEY, bytes);
		return NULL;
	}
	memset(key, 0, sizeof(*key));
	key->parent = parent ? kreg_key_get(parent) : NULL;
	key->mount = mount;
	key->cell = cell;
	key->name_bytes = name_bytes;
	refcount_set(&key->refs, 1);
	seqcount_init(&key->seq);
	spin_lock_init(&key->lock);
	INIT_HLIST_HEAD(&key->values);
	INIT_LIST_HEAD(&key->lru);
	return key;
}

/**
 * kreg_key_discard() - free a key object that was never found by anybody
 * @key: from kreg_key_create()
 *
 * Context: Process context.
 */
void kreg_key_discard(struct kreg_key *key)
{
	if (key->mount)
		kreg_pool_uncharge(KREG_POOL_KEY,
				   kreg_key_size(key->name_bytes));
	kreg_key_put(key->parent);
	kfree(key);
}

static void free_rcu(struct rcu_head *rcu)
{
	struct kreg_key *key = container_of(rcu, struct kreg_key, rcu);

	kreg_pool_waited(kreg_key_size(key->name_bytes));
	kfree(key);
}

static void free_top_rcu(struct rcu_head *rcu)
{
	kreg_mount_free(container_of(rcu, struct kreg_key, rcu)->mount);
	free_rcu(rcu);
}

/* Callbacks of several CPUs come in any order: only that of the top may look. */
static bool is_top(const struct kreg_key *key)
{
	return key->mount && key->mount->top == key;
}

/* Frees one key object, but not what it pins. */
static struct kreg_key *release(struct kreg_key *key)
{
	struct kreg_key *parent = key->parent;

	kreg_pool_wait(kreg_key_size(key->name_bytes));
	call_rcu(&key->rcu, is_top(key) ? free_top_rcu : free_rcu);
	return parent;
}

/**
 * kreg_key_free() - free an unlinked key object whose references are gone
 * @key: key object
 *
 * Context: Any but NMI. RCU readers may still look at it.
 */
void kreg_key_free(struct kreg_key *key)
{
	kreg_key_put(release(key));
}

/**
 * kreg_key_get() - pin a key
 * @key: key object that is pinned
 *
 * Context: Any.
 * Return: @key.
 */
struct kreg_key *kreg_key_get(struct kreg_key *key)
{
	refcount_inc(&key->refs);
	return key;
}

/**
 * kreg_key_put() - give up a pin
 * @key: key object, may be NULL
 *
 * Context: Any but NMI.
 */
void kreg_key_put(struct kreg_key *key)
{
	while (key && refcount_dec_and_test(&key->refs))
		key = release(key);
}
EXPORT_SYMBOL_NS_GPL(kreg_key_put, KREG_TEST);

/* The key object of a cell, pinned, if there is one. */
static struct kreg_key *linked(struct kreg_mount *mount, u32 cell)
{
	struct kreg_key *key;

	rcu_read_lock();
	key = xa_load(&mount->keys, KREG_KEY_INDEX(cell));
	if (key && !refcount_inc_not_zero(&key->refs))
		key = NULL;
	rcu_read_unlock();
	return key;
}

static int find_child(struct kreg_key *parent, const struct kreg_name *name,
		      struct found *found)
{
	const struct kreg_hive *hive = parent->mount->hive;
	const struct kreg_regf_nk *nk;
	struct kreg_name stored;
	int err;

	lockdep_assert_held(&parent->mount->cells);
	nk = kreg_node(hive, parent->cell);
	if (!nk)
		return -EUCLEAN;
	err = kreg_subkeys_find(hive, nk, name, &found->cell);
	if (err)
		return err;
	nk = kreg_node(hive, found->cell);
	if (!nk)
		return -EUCLEAN;
	stored = kreg_node_name(nk);
	found->name_bytes = kreg_name_wtf8_size(&stored);
	found->link = le16_to_cpu(nk->flags) & KREG_NK_SYM_LINK;
	found->generation = raw_read_seqcount(&parent->seq);
	return 0;
}

/* Puts @key into its mount, unless there already is one for the cell. */
static struct kreg_key *link_key(struct kreg_key *key)
{
	struct xarray *keys = &key->mount->keys;
	unsigned long index = KREG_KEY_INDEX(key->cell);
	struct kreg_key *other;
	int err = 0;

	xa_lock(keys);
	other = xa_load(keys, index);
	if (other)
		kreg_key_get(other);
	else
		err = xa_err(__xa_store(keys, index, key, 0));
	xa_unlock(keys);

	if (err)
		return ERR_PTR(-EAGAIN);
	return other ?: key;
}

static struct kreg_key *publish(struct kreg_key *key, const struct found *found)
{
	struct kreg_mount *mount = key->mount;
	const struct kreg_regf_nk *nk;
	struct kreg_name name;

	lockdep_assert_held(&mount->cells);
	if (read_seqcount_retry(&key->parent->seq, found->generation))
		return ERR_PTR(-EAGAIN);
	nk = kreg_node(mount->hive, key->cell);
	if (!nk)
		return ERR_PTR(-EUCLEAN);
	name = kreg_node_name(nk);
	kreg_name_to_wtf8(&name, key->name, key->name_bytes);
	return link_key(key);
}

static struct kreg_key *create_child(struct kreg_key *parent,
				     const struct kreg_lookup *lookup,
				     const struct found *found)
{
	unsigned long index = KREG_KEY_INDEX(found->cell);
	struct kreg_mount *mount = parent->mount;
	struct kreg_key *key, *result;
	int err;

	key = kreg_key_create(parent, mount, found->cell, found->name_bytes);
	if (!key)
		return ERR_PTR(-ENOMEM);
	key->link = found->link;
	key->hash = lookup->hash;
	err = xa_reserve(&mount->keys, index, GFP_KERNEL);
	if (err) {
		result = ERR_PTR(err);
		goto discard;
	}

	kreg_key_get(key);
	down_read(&mount->cells);
	result = publish(key, found);
	/* Before anybody can delete it. */
	if (result == key)
		kreg_cache_add_key(key);
	up_read(&mount->cells);
	if (result == key)
		return key;
	xa_release(&mount->keys, index);
discard:
	kreg_key_discard(key);
	return result;
}

static struct kreg_key *get_child(struct kreg_key *parent,
				  const struct kreg_lookup *lookup)
{
	struct kreg_name name = kreg_name_wtf8(lookup->text, lookup->bytes);
	struct found found;
	struct kreg_key *key;
	int err;

	down_read(&parent->mount->cells);
	err = find_child(parent, &name, &found);
	up_read(&parent->mount->cells);
	if (err)
		return ERR_PTR(err);

	key = linked(parent->mount, found.cell);
	if (key)
		return key;
	return create_child(parent, lookup, &found);
}

/**
 * kreg_key_child() - find a subkey in the cells and make its key object
 * @parent: pinned key
 * @lookup: from kreg_hash() for @parent, of a name that is WTF-8
 *
 * Context: Process context. May sleep.
 * Return: the subkey, pinned, or ERR_PTR: -ENOENT, -ESTALE the hive of
 * @parent is or was unloaded, -ENOMEM, -EUCLEAN the hive is broken.
 */
struct kreg_key *kreg_key_child(struct kreg_key *parent,
				const struct kreg_lookup *lookup)
{
	struct kreg_mount *mount = parent->mount;
	struct kreg_key *key;

	if (!mount)
		return kreg_root_child(parent, lookup);
	if (!kreg_mount_enter(mount))
		return ERR_PTR(-ESTALE);
	this_cpu_inc(kreg_cache_count.misses);
	do {
		key = get_child(parent, lookup);
	} while (key == ERR_PTR(-EAGAIN));
	kreg_mount_leave(mount);
	return key;
}

/**
 * kreg_key_below() - ask whether a key lies at or below another
 * @key: pinned key
 * @top: pinned key
 *
 * Context: Any.
 * Return: true when it does.
 */
bool kreg_key_below(const struct kreg_key *key, const struct kreg_key *top)
{
	while (key && key != top)
		key = key->parent;
	return key;
}

/**
 * kreg_key_info() - read what is to know about a key
 * @key: pinned key
 * @info: filled
 *
 * Context: Process context. May sleep.
 * Return: 0, -ESTALE, -EUCLEAN.
 */
int kreg_key_info(struct kreg_key *key, struct kreg_node_info *info)
{
	struct kreg_mount *mount = key->mount;
	const struct kreg_regf_nk *nk;

	if (!mount)
		return kreg_root_info(key, info);
	if (!kreg_mount_enter(mount))
		return -ESTALE;
	down_read(&mount->cells);
	nk = kreg_node(mount->hive, key->cell);
	if (nk)
		kreg_node_info(nk, info);
	up_read(&mount->cells);
	kreg_mount_leave(mount);
	return nk ? 0 : -EUCLEAN;
}
EXPORT_SYMBOL_NS_GPL(kreg_key_info, KREG_TEST);

/* Answers the bytes there are, and copies them if they fit into @room. */
typedef int (*read_t)(struct kreg_key *key, const struct kreg_regf_nk *nk,
		      void *buf, u32 room);

static int read_class(struct kreg_key *key, const struct kreg_regf_nk *nk,
		      void *buf, u32 room)
{
	struct kreg_name name;
	u32 bytes;
	int err;

	err = kreg_node_class(key->mount->hive, nk, &name);
	if (err)
		return err == -ENOENT ? 0 : err;
	bytes = kreg_name_wtf8_size(&name);
	if (bytes <= room)
		kreg_name_to_wtf8(&name, buf, bytes);
	return bytes;
}

static int read_descriptor(struct kreg_key *key, const struct kreg_regf_nk *nk,
			   void *buf, u32 room)
{
	const struct kreg_regf_sk *sk;
	u32 bytes;

	sk = kreg_security(key->mount->hive, le32_to_cpu(nk->security));
	if (!sk)
		return -EUCLEAN;
	bytes = le32_to_cpu(sk->size);
	if (bytes <= room)
		memcpy(buf, sk->descriptor, bytes);
	return bytes;
}

static int read_locked(struct kreg_key *key, read_t read, void *buf, u32 room)
{
	struct kreg_mount *mount = key->mount;
	const struct kreg_regf_nk *nk;
	int bytes;

	down_read(&mount->cells);
	nk = kreg_node(mount->hive, key->cell);
	bytes = nk ? read(key, nk, buf, room) : -EUCLEAN;
	up_read(&mount->cells);
	return bytes;
}

/* Sizes under the lock, allocates without it, and looks again. */
static int read_copy(struct kreg_key *key, read_t read, void **out, u32 *bytes)
{
	void *buf = NULL;
	u32 room = 0;
	int need;

	if (!kreg_mount_enter(key->mount))
		return -ESTALE;
	for (;;) {
		need = read_locked(key, read, buf, room);
		if (need < 0 || need <= room)
			break;
		kvfree(buf);
		room = need;
		buf = kvmalloc(room, GFP_KERNEL_ACCOUNT);
		if (!buf) {
			need = -ENOMEM;
			break;
		}
	}
	kreg_mount_leave(key->mount);
	if (need < 0) {
		kvfree(buf);
		return need;
	}
	*out = buf;
	*bytes = need;
	return 0;
}

/**
 * kreg_key_class() - copy the class name of a key
 * @key: pinned key
 * @text: where to put WTF-8 that the caller gives to kvfree(), or NULL when
 *	there is none
 * @bytes: where to put its length
 *
 * Context: Process context. May sleep.
 * Return: 0, -ESTALE, -EUCLEAN, -ENOMEM.
 */
int kreg_key_class(struct kreg_key *key, void **text, u32 *bytes)
{
	if (key->mount)
		return read_copy(key, read_class, text, bytes);
	*text = NULL;
	*bytes = 0;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_key_class, KREG_TEST);

/**
 * kreg_key_descriptor() - copy the security descriptor of a key
 * @key: pinned key
 * @descriptor: where to put a self-relative descriptor that the caller gives
 *	to kvfree()
 * @bytes: where to put its length
 *
 * Context: Process context. May sleep.
 * Return: 0, -ESTALE, -EUCLEAN, -ENOMEM.
 */
int kreg_key_descriptor(struct kreg_key *key, void **descriptor, u32 *bytes)
{
	if (key->mount)
		return read_copy(key, read_descriptor, descriptor, bytes);
	return kreg_root_descriptor(descriptor, bytes);
}
EXPORT_SYMBOL_NS_GPL(kreg_key_descriptor, KREG_TEST);

/**
 * kreg_key_path() - write down where a key is
 * @key: pinned key
 * @text: where to put WTF-8 that the caller gives to kvfree(); begins with
 *	the root's short name
 * @bytes: where to put its length
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENOMEM.
 */
int kreg_key_path(struct kreg_key *key, void **text, u32 *bytes)
{
	const struct kreg_key *k;
	u32 total = 0;
	u8 *buf, *p;

	for (k = key; k; k = k->parent)
		total += k->name_bytes + (k->parent ? 1 : 0);
	buf = kvmalloc(total, GFP_KERNEL_ACCOUNT);
	if (!buf)
		return -ENOMEM;

	p = buf + total;
	for (k = key; k; k = k->parent) {
		p -= k->name_bytes;
		memcpy(p, k->name, k->name_bytes);
		if (k->parent)
			*--p = '\\';
	}
	*text = buf;
	*bytes = total;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_key_path, KREG_TEST);
