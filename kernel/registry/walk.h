/* SPDX-License-Identifier: GPL-2.0 */
/* Walking down a path over cached key objects, without locks or pins. */
#ifndef _KREG_REGISTRY_WALK_H
#define _KREG_REGISTRY_WALK_H

#include "live.h"
#include "path.h"
#include "root.h"
#include "table.h"

#include <linux/bitops.h>

#define KREG_WALK_SEPARATORS (KREG_HASH_ONES * '\\')

/* The next separator, or @end. */
static __always_inline const u8 *kreg_walk_separator(const u8 *p, const u8 *end)
{
	while (p < end && *p != '\\')
		p++;
	return p;
}

static __always_inline const u8 *kreg_walk_skip(const u8 *p, const u8 *end)
{
	while (p < end && *p == '\\')
		p++;
	return p;
}

/* Marks the separators among eight characters; the lowest mark is right. */
static __always_inline u64 kreg_walk_marks(u64 word)
{
	word ^= KREG_WALK_SEPARATORS;
	return (word - KREG_HASH_ONES) & ~word & KREG_HASH_HIGHS;
}

/*
 * kreg_hash() and kreg_walk_separator() in one: hashes the component at @at
 * and answers where it ends. @text is where the whole text begins.
 */
static __always_inline const u8 *kreg_walk_hash(struct kreg_lookup *lookup,
						const void *where,
						const u8 *text, const u8 *at,
						const u8 *end)
{
	u64 hash = kreg_hash_start(where), word, marks, all = 0;
	const u8 *p = at, *next = end;

	for (; end - p >= 8; p += 8) {
		word = kreg_hash_word(p);
		marks = kreg_walk_marks(word);
		if (marks)
			goto found;
		all |= word;
		hash = kreg_hash_step(hash, word);
	}
	word = end - text < 8 ? kreg_hash_short(p, end - p) :
				kreg_hash_tail(end, end - p);
	marks = kreg_walk_marks(word);
	if (marks) {
found:
		next = p + __ffs(marks) / 8;
		word &= ((marks & -marks) >> 7) - 1;
	}
	lookup->where = where;
	lookup->text = at;
	lookup->bytes = next - at;
	kreg_hash_finish(lookup, hash, word, all);
	return next;
}

/**
 * kreg_walk_cached() - walk a whole path over cached key objects
 * @path: path
 *
 * Text that is not WTF-8 and names that are too long are not in the table.
 *
 * Context: Under rcu_read_lock().
 * Return: the key at its end, not pinned; NULL when it takes more than
 * cached objects to get there.
 */
static __always_inline struct kreg_key *
kreg_walk_cached(const struct kreg_path *path)
{
	struct kreg_key *key = path->base ?: kreg_roots[path->root];
	const u8 *end = path->text + path->bytes;
	const u8 *at = path->text;
	struct kreg_lookup lookup;

	for (;;) {
		at = kreg_walk_skip(at, end);
		if (at == end)
			return key;
		at = kreg_walk_hash(&lookup, key, path->text, at, end);
		key = kreg_table_find_key(&lookup);
		if (unlikely(!key || key->link))
			return NULL;
	}
}

#endif /* _KREG_REGISTRY_WALK_H */
