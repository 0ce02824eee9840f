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
	for (; end - p >= 8; p += 8) {
		u64 word = get_unaligned_le64(p) ^ KREG_WALK_SEPARATORS;

		word = (word - KREG_HASH_ONES) & ~word & KREG_HASH_HIGHS;
		if (word)
			return p + __ffs(word) / 8;
	}
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
	const u8 *at = path->text, *next;
	struct kreg_lookup lookup;

	for (;;) {
		at = kreg_walk_skip(at, end);
		if (at == end)
			return key;
		next = kreg_walk_separator(at, end);
		kreg_hash(&lookup, key, at, next - at);
		key = kreg_table_find_key(&lookup);
		if (unlikely(!key || key->link))
			return NULL;
		at = next;
	}
}

#endif /* _KREG_REGISTRY_WALK_H */
