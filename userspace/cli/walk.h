/* SPDX-License-Identifier: GPL-2.0 */
/* A walk over a key and all below it, parents first, without recursion. */
#ifndef _KREG_CLI_WALK_H
#define _KREG_CLI_WALK_H

#include "source.h"

/**
 * struct walk_level - one of the keys from the start down to the current one
 * @key: open key
 * @names: of its subkeys
 * @next: the next of these
 * @path_bytes: length of the path of @key
 * @listed: @names is filled
 */
struct walk_level {
	struct key *key;
	struct names names;
	size_t next;
	size_t path_bytes;
	bool listed;
};

/**
 * struct walk - a walk
 * @levels: open keys from the start down to the current one
 * @depth: of @levels
 * @room: of @levels; what lies past @depth keeps its buffers
 * @deepest: how far down to go, or -1
 * @path: of the current key from the start, which itself is empty
 */
struct walk {
	struct walk_level *levels;
	size_t depth;
	size_t room;
	long deepest;
	struct buffer path;
};

void walk_begin(struct walk *walk, struct key *start, long deepest);
int walk_next(struct walk *walk, struct key **key);
struct text walk_name(const struct walk *walk);
bool walk_is_last(const struct walk *walk, size_t level);
void walk_end(struct walk *walk);

#endif /* _KREG_CLI_WALK_H */
