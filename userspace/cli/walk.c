// SPDX-License-Identifier: GPL-2.0
#include "walk.h"

#include <errno.h>
#include <stdlib.h>

static void push(struct walk *walk, struct key *key)
{
	struct walk_level *level;

	if (walk->depth == walk->room) {
		walk->levels = memory_resize(walk->levels, walk->room + 16,
					     sizeof(*walk->levels));
		for (int i = 0; i < 16; i++)
			walk->levels[walk->room++] = (struct walk_level){ 0 };
	}
	level = &walk->levels[walk->depth++];
	level->key = key;
	level->next = 0;
	level->listed = false;
	level->path_bytes = walk->path.bytes;
}

/**
 * walk_begin() - begin a walk
 * @walk: all zero, or ended
 * @start: where; belongs to the walk from now on
 * @deepest: levels below @start to go down, or -1 for all
 */
void walk_begin(struct walk *walk, struct key *start, long deepest)
{
	walk->deepest = deepest;
	walk->path.bytes = 0;
	push(walk, start);
	/* The first walk_next() gives the start itself. */
	walk->levels[0].next = (size_t)-1;
}

static int list(struct walk *walk, struct walk_level *level)
{
	level->listed = true;
	level->names.count = 0;
	if (walk->deepest >= 0 && walk->depth > (size_t)walk->deepest)
		return 0;
	return key_subkeys(level->key, &level->names);
}

static int descend(struct walk *walk, struct walk_level *level)
{
	size_t index = level->next++;
	struct text name = names_at(&level->names, index);
	struct key *key;
	int rc;

	rc = key_child(level->key, name, level->names.list[index].id, &key);
	if (rc)
		return rc;
	walk->path.bytes = level->path_bytes;
	if (walk->path.bytes)
		buffer_putc(&walk->path, '\\');
	buffer_add(&walk->path, name.data, name.bytes);
	push(walk, key);
	return 1;
}

/**
 * walk_next() - go on to the next key
 * @walk: walk
 * @key: where to put it; belongs to the walk
 *
 * A key that went away in the meantime is passed over.
 *
 * Return: 1, 0 at the end, or a negative errno.
 */
int walk_next(struct walk *walk, struct key **key)
{
	int rc = 0;

	if (walk->depth == 1 && walk->levels[0].next == (size_t)-1) {
		walk->levels[0].next = 0;
		*key = walk->levels[0].key;
		return 1;
	}
	while (walk->depth) {
		struct walk_level *level = &walk->levels[walk->depth - 1];

		if (!level->listed)
			rc = list(walk, level);
		if (rc && rc != -ESTALE)
			return rc;
		while (level->next < level->names.count) {
			rc = descend(walk, level);
			if (rc == -ENOENT || rc == -ESTALE)
				continue;
			*key = walk->levels[walk->depth - 1].key;
			return rc;
		}
		rc = 0;
		key_close(level->key);
		walk->depth--;
	}
	return 0;
}

/**
 * walk_name() - the name of the current key
 * @walk: walk
 *
 * Return: the name, empty for the start.
 */
struct text walk_name(const struct walk *walk)
{
	const struct walk_level *above;

	if (walk->depth < 2)
		return (struct text){ "", 0 };
	above = &walk->levels[walk->depth - 2];
	return names_at(&above->names, above->next - 1);
}

/**
 * walk_is_last() - is the key on a level the last of its siblings?
 * @walk: walk
 * @level: 1 for the subkeys of the start, below the depth
 */
bool walk_is_last(const struct walk *walk, size_t level)
{
	const struct walk_level *above = &walk->levels[level - 1];

	return above->next == above->names.count;
}

/**
 * walk_end() - end a walk, at any point of it
 * @walk: walk
 */
void walk_end(struct walk *walk)
{
	while (walk->depth)
		key_close(walk->levels[--walk->depth].key);
	for (size_t i = 0; i < walk->room; i++)
		names_free(&walk->levels[i].names);
	free(walk->levels);
	buffer_free(&walk->path);
	*walk = (struct walk){ 0 };
}
