// SPDX-License-Identifier: GPL-2.0
/* Paths: from a root or a key down to a key, through links. */
#include "path.h"

#include "cache.h"
#include "key.h"
#include "link.h"
#include "live.h"
#include "walk.h"

#include <linux/mm.h>
#include <linux/rcupdate.h>

#define STALE_RETRIES 3

/**
 * struct walk - on the way down
 * @path: as the caller gave it
 * @key: where we are, pinned
 * @buffer: owns the text once a link was followed, else NULL
 * @text: what is walked over
 * @at: what is left of it
 * @end: its end
 * @next: end of the component at @at
 * @inner: first bytes of @text, that came out of a link; the component of
 *	@path that is the link stands for them in @path->bad
 * @outer: offset in @path of what follows @inner
 * @links: followed so far
 */
struct walk {
	struct kreg_path *path;
	struct kreg_key *key;
	u8 *buffer;
	const u8 *text;
	const u8 *at;
	const u8 *end;
	const u8 *next;
	u32 inner;
	u32 outer;
	unsigned int links;
};

static bool next_component(struct walk *walk)
{
	walk->at = kreg_walk_skip(walk->at, walk->end);
	walk->next = kreg_walk_separator(walk->at, walk->end);
	return walk->at < walk->end;
}

static bool is_last(const struct walk *walk)
{
	return kreg_walk_skip(walk->next, walk->end) == walk->end;
}

/* Notes the current component as the one that failed. */
static void note_component(struct walk *walk)
{
	u32 at = walk->at - walk->text;

	if (at < walk->inner)
		return;
	walk->path->bad = at - walk->inner + walk->outer;
	walk->path->bad_bytes = walk->next - walk->at;
}

static int check_component(const u8 *text, u32 bytes)
{
	struct kreg_name name = kreg_name_wtf8(text, bytes);

	if (kreg_name_check(text, bytes))
		return -EILSEQ;
	if (bytes > KREG_KEY_NAME_MAX &&
	    kreg_name_units(&name) > KREG_KEY_NAME_MAX)
		return -ENAMETOOLONG;
	return 0;
}

static int check_text(struct walk *walk)
{
	int err;

	if (walk->path->bytes > KREG_PATH_MAX)
		return -ENAMETOOLONG;
	while (next_component(walk)) {
		err = check_component(walk->at, walk->next - walk->at);
		if (err) {
			note_component(walk);
			return err;
		}
		walk->at = walk->next;
	}
	walk->at = walk->text;
	return 0;
}

static struct kreg_key *get_child(struct walk *walk)
{
	struct kreg_lookup lookup;
	struct kreg_key *child;

	kreg_hash(&lookup, walk->key, walk->at, walk->next - walk->at);
	rcu_read_lock();
	child = kreg_table_find_key(&lookup);
	if (child && !refcount_inc_not_zero(&child->refs))
		child = NULL;
	rcu_read_unlock();
	return child ?: kreg_key_child(walk->key, &lookup);
}

/* Puts a link's target in the place of what was walked over. */
static int replace_text(struct walk *walk, const struct kreg_target *target)
{
	u32 rest = walk->end - walk->next;
	u32 done = walk->next - walk->text;
	u32 bytes = target->bytes + rest;
	u8 *buffer;

	if (bytes > KREG_PATH_MAX)
		return -ENAMETOOLONG;
	buffer = kvmalloc(max(bytes, 1u), GFP_KERNEL_ACCOUNT);
	if (!buffer)
		return -ENOMEM;
	memcpy(buffer, target->text, target->bytes);
	memcpy(buffer + target->bytes, walk->next, rest);

	if (done >= walk->inner) {
		walk->outer += done - walk->inner;
		walk->inner = target->bytes;
	} else {
		walk->inner = target->bytes + walk->inner - done;
	}
	kvfree(walk->buffer);
	walk->buffer = buffer;
	walk->text = buffer;
	walk->at = buffer;
	walk->end = buffer + bytes;
	return 0;
}

static int follow(struct walk *walk, struct kreg_key *link)
{
	struct kreg_target target;
	int err;

	note_component(walk);
	if (++walk->links > KREG_PATH_LINKS_MAX)
		return -ELOOP;
	err = kreg_link_read(link, &target);
	if (err)
		return err;
	err = replace_text(walk, &target);
	if (!err) {
		kreg_key_put(walk->key);
		walk->key = kreg_key_get(kreg_roots[target.root]);
	}
	kvfree(target.buffer);
	return err;
}

static bool goes_on(const struct walk *walk, const struct kreg_key *child)
{
	return child->link &&
	       !((walk->path->options & KREG_PATH_OPEN_LINK) && is_last(walk));
}

/* One step down, or into a link. */
static int step(struct walk *walk)
{
	struct kreg_key *child;
	int err;

	err = check_component(walk->at, walk->next - walk->at);
	if (err) {
		note_component(walk);
		return err;
	}
	child = get_child(walk);
	if (IS_ERR(child)) {
		note_component(walk);
		return PTR_ERR(child);
	}
	if (goes_on(walk, child)) {
		err = follow(walk, child);
		kreg_key_put(child);
		return err;
	}
	kreg_key_put(walk->key);
	walk->key = child;
	walk->at = walk->next;
	return 0;
}

static int walk_all(struct walk *walk)
{
	int err;

	err = check_text(walk);
	while (!err && next_component(walk))
		err = step(walk);
	return err;
}

static struct kreg_key *walk_once(struct kreg_path *path)
{
	struct walk walk = {
		.path = path,
		.key = kreg_key_get(path->base ?: kreg_roots[path->root]),
		.text = path->text,
		.at = path->text,
		.end = path->text + path->bytes,
	};
	int err;

	path->bad = 0;
	path->bad_bytes = 0;
	err = walk_all(&walk);
	kvfree(walk.buffer);
	if (!err)
		return walk.key;
	kreg_key_put(walk.key);
	return ERR_PTR(err);
}

/* From a root, or a key whose hive stays, it is another hive that goes. */
static bool base_stays(const struct kreg_path *path)
{
	const struct kreg_key *base = path->base;

	return !base || !base->mount ||
	       !percpu_ref_is_dying(&base->mount->users);
}

/**
 * kreg_path_open_slow() - open a key, also through cells and links
 * @path: path
 *
 * Context: Process context. May sleep.
 * Return: as kreg_path_open().
 */
struct kreg_key *kreg_path_open_slow(struct kreg_path *path)
{
	unsigned int tries = STALE_RETRIES;
	struct kreg_key *key;

	do {
		key = walk_once(path);
		/* A hive that is just going is no answer. */
	} while (key == ERR_PTR(-ESTALE) && base_stays(path) && --tries);
	if (key == ERR_PTR(-ESTALE) && base_stays(path))
		return ERR_PTR(-EBUSY);
	return key;
}

/**
 * kreg_path_open() - open a key by path
 * @path: path; on error @bad and @bad_bytes of it name the component
 *
 * Context: Process context. May sleep, but does not when all is cached.
 * Return: the key, pinned, or ERR_PTR: -ENOENT no such key, or a link that
 * leads nowhere; -ENAMETOOLONG a component or the path is too long; -EILSEQ
 * no WTF-8; -ELOOP too many links; -EACCES a link out of a user's hive;
 * -EINVAL a link without a proper target; -ESTALE the hive of @base was
 * unloaded; -EBUSY a hive on the way is being unloaded; -ENOMEM; -EUCLEAN.
 */
__flatten struct kreg_key *kreg_path_open(struct kreg_path *path)
{
	struct kreg_key *key = NULL;

	path->bad = 0;
	path->bad_bytes = 0;
	if (likely(path->bytes <= KREG_PATH_MAX)) {
		rcu_read_lock();
		key = kreg_walk_cached(path);
		if (likely(key) && unlikely(!refcount_inc_not_zero(&key->refs)))
			key = NULL;
		rcu_read_unlock();
	}
	if (unlikely(!key))
		return kreg_path_open_slow(path);
	this_cpu_inc(kreg_cache_count.hits);
	return key;
}
EXPORT_SYMBOL_NS_GPL(kreg_path_open, KREG_TEST);
