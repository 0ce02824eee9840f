/* SPDX-License-Identifier: GPL-2.0 */
/* What the hive that nobody unloads holds: for good guesses and as an oracle. */
#ifndef _KREG_FUZZ_TREE_H
#define _KREG_FUZZ_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random;

#define TREE_KEYS 400
#define TREE_VALUES 1500

struct text {
	uint8_t *data;
	size_t bytes;
};

struct value {
	unsigned int key;
	struct text name;
	uint32_t type;
	uint32_t size;
	uint64_t hash;
};

struct tree {
	unsigned int key_count;
	unsigned int value_count;
	struct text keys[TREE_KEYS];
	struct value values[TREE_VALUES];
};

extern struct tree tree;

void tree_read(int fd, const char *top);
void tree_check_value(int fd, struct random *random);
void tree_check_values(int fd, struct random *random);

#endif /* _KREG_FUZZ_TREE_H */
