/* SPDX-License-Identifier: GPL-2.0 */
/* Enumeration of subkeys and values, resumed after a name or by index. */
#ifndef _KREG_REGISTRY_ENUMERATE_H
#define _KREG_REGISTRY_ENUMERATE_H

#include "../hive/node.h"

#include <linux/types.h>

struct kreg_key;

/**
 * struct kreg_item - one subkey or value of an enumeration
 * @name: WTF-8, owned by the cursor's buffer
 * @name_bytes: its length
 * @info: of a subkey
 * @type: of a value
 * @data_bytes: length of a value's data
 * @data: of a value, NULL when it is longer than the caller's bound
 */
struct kreg_item {
	const u8 *name;
	u32 name_bytes;
	struct kreg_node_info info;
	u32 type;
	u32 data_bytes;
	const void *data;
};

struct kreg_cursor;

/*
 * kreg_cursor_next() answers 0 with an item, -ENOENT past the end ("no more
 * items"). An item stays valid until the next call on the same cursor;
 * kreg_cursor_unread() makes the next call answer the same item again. The
 * generation changes when the list that is enumerated does. An open cursor
 * is a holder: it is listed, and an unload waits for it a while, then answers
 * -EBUSY.
 */
struct kreg_cursor *kreg_cursor_open(struct kreg_key *key, bool values,
				     u32 data_max);
int kreg_cursor_seek(struct kreg_cursor *cursor, u32 index);
int kreg_cursor_next(struct kreg_cursor *cursor, struct kreg_item *item);
void kreg_cursor_unread(struct kreg_cursor *cursor);
u64 kreg_cursor_generation(const struct kreg_cursor *cursor);
void kreg_cursor_close(struct kreg_cursor *cursor);

#endif /* _KREG_REGISTRY_ENUMERATE_H */
