// SPDX-License-Identifier: GPL-2.0
/* Enumeration of subkeys and values, resumed after a name or by index. */
#include "enumerate.h"

#include "../hive/subkeys.h"
#include "../hive/value.h"
#include "handle.h"
#include "key.h"
#include "live.h"
#include "root.h"

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>

/**
 * struct buffer - memory that grows
 * @memory: for kvfree()
 * @room: bytes there are
 * @need: bytes there should be
 */
struct buffer {
	void *memory;
	u32 room;
	u32 need;
};

/**
 * struct kreg_cursor - a place in the list of subkeys or values of a key
 * @hold: who enumerates, pins @key
 * @key: whose list it is
 * @values: the list of values, else of subkeys
 * @unread: give @item once more
 * @named: @name is the item before the place
 * @data_max: longest data that is copied
 * @index: of the place, as of @generation
 * @generation: of @key
 * @name: of @item
 * @data: of @item
 * @item: given last
 */
struct kreg_cursor {
	struct kreg_handle *hold;
	struct kreg_key *key;
	bool values;
	bool unread;
	bool named;
	u32 data_max;
	u32 index;
	unsigned int generation;
	struct buffer name;
	struct buffer data;
	struct kreg_item item;
};

/**
 * kreg_cursor_open() - begin to enumerate
 * @key: pinned key
 * @values: its values in stored order, else its subkeys in sorted order
 * @data_max: longest data that is wanted with a value
 *
 * While it is open, an unload of the hive waits for a while, then is refused.
 *
 * Context: Process context. May sleep.
 * Return: the cursor, or ERR_PTR: -ESTALE the hive of @key was unloaded,
 * -ENOMEM.
 */
struct kreg_cursor *kreg_cursor_open(struct kreg_key *key, bool values,
				     u32 data_max)
{
	struct kreg_cursor *cursor;
	int err = -ENOMEM;

	if (key->mount && !kreg_mount_enter(key->mount))
		return ERR_PTR(-ESTALE);
	cursor = kzalloc(sizeof(*cursor), GFP_KERNEL_ACCOUNT);
	if (!cursor)
		goto err_mount;
	cursor->hold = kreg_handle_hold(key);
	if (IS_ERR(cursor->hold)) {
		err = PTR_ERR(cursor->hold);
		goto err_cursor;
	}
	cursor->key = key;
	cursor->values = values;
	cursor->data_max = data_max;
	cursor->generation = read_seqcount_begin(&key->seq);
	return cursor;

err_cursor:
	kfree(cursor);
err_mount:
	if (key->mount)
		kreg_mount_leave(key->mount);
	return ERR_PTR(err);
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_open, KREG_TEST);

/**
 * kreg_cursor_close() - end an enumeration
 * @cursor: cursor
 *
 * Context: Process context. May sleep.
 */
void kreg_cursor_close(struct kreg_cursor *cursor)
{
	struct kreg_mount *mount = cursor->key->mount;

	/* The hold pins the key, and the key the mount: it goes last. */
	if (mount)
		kreg_mount_leave(mount);
	kreg_handle_close(cursor->hold);
	kvfree(cursor->name.memory);
	kvfree(cursor->data.memory);
	kfree(cursor);
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_close, KREG_TEST);

/**
 * kreg_cursor_seek() - go to a place by number
 * @cursor: cursor
 * @index: number of items before it
 *
 * Context: Any.
 * Return: 0; a place past the end shows in kreg_cursor_next().
 */
int kreg_cursor_seek(struct kreg_cursor *cursor, u32 index)
{
	cursor->index = index;
	cursor->named = false;
	cursor->unread = false;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_seek, KREG_TEST);

static bool has_room(struct buffer *buffer, u32 bytes)
{
	buffer->need = bytes;
	return bytes <= buffer->room;
}

static int grow(struct buffer *buffer)
{
	void *memory;

	if (buffer->need <= buffer->room)
		return 0;
	memory = kvmalloc(buffer->need, GFP_KERNEL_ACCOUNT);
	if (!memory)
		return -ENOMEM;
	/* The last name is still needed. */
	if (buffer->memory)
		memcpy(memory, buffer->memory, buffer->room);
	kvfree(buffer->memory);
	buffer->memory = memory;
	buffer->room = buffer->need;
	return 0;
}

static void find_subkey(struct kreg_cursor *cursor,
			const struct kreg_hive *hive,
			const struct kreg_regf_nk *nk,
			const struct kreg_name *last)
{
	u32 cell;

	if (!kreg_subkeys_seek(hive, nk, last, &cursor->index, &cell, NULL))
		cursor->index++;
}

static void find_value(struct kreg_cursor *cursor, const struct kreg_hive *hive,
		       const struct kreg_regf_nk *nk,
		       const struct kreg_name *last)
{
	const struct kreg_regf_vk *vk;
	u32 index;

	if (!kreg_value_find(hive, nk, last, &index, &vk))
		cursor->index = index + 1;
}

/* After a change the place is behind the last name, wherever that is now. */
static void resume(struct kreg_cursor *cursor, const struct kreg_regf_nk *nk)
{
	const struct kreg_hive *hive = cursor->key->mount->hive;
	unsigned int now = raw_read_seqcount(&cursor->key->seq);
	struct kreg_name last;

	if (likely(now == cursor->generation))
		return;
	cursor->generation = now;
	if (!cursor->named)
		return;
	last = kreg_name_wtf8(cursor->name.memory, cursor->item.name_bytes);
	if (cursor->values)
		find_value(cursor, hive, nk, &last);
	else
		find_subkey(cursor, hive, nk, &last);
}

static int take_name(struct kreg_cursor *cursor, const struct kreg_name *name)
{
	struct kreg_item *item = &cursor->item;
	u32 bytes = kreg_name_wtf8_size(name);

	if (!has_room(&cursor->name, bytes))
		return -ENOBUFS;
	kreg_name_to_wtf8(name, cursor->name.memory, bytes);
	item->name = cursor->name.memory;
	item->name_bytes = bytes;
	return 0;
}

static int take_subkey(struct kreg_cursor *cursor,
		       const struct kreg_regf_nk *nk)
{
	const struct kreg_hive *hive = cursor->key->mount->hive;
	struct kreg_name name;
	u32 cell;
	int err;

	err = kreg_subkeys_at(hive, nk, cursor->index, &cell);
	if (err)
		return err;
	nk = kreg_node(hive, cell);
	if (!nk)
		return -EUCLEAN;
	name = kreg_node_name(nk);
	err = take_name(cursor, &name);
	if (!err)
		kreg_node_info(nk, &cursor->item.info);
	return err;
}

static int take_value(struct kreg_cursor *cursor, const struct kreg_regf_nk *nk)
{
	const struct kreg_hive *hive = cursor->key->mount->hive;
	struct kreg_item *item = &cursor->item;
	const struct kreg_regf_vk *vk;
	struct kreg_name name;
	bool wanted;
	u32 bytes;
	int err;

	err = kreg_value_at(hive, nk, cursor->index, &vk);
	if (err)
		return err;
	bytes = kreg_value_bytes(vk);
	wanted = bytes <= cursor->data_max;
	if (wanted && !has_room(&cursor->data, bytes))
		return -ENOBUFS;
	name = kreg_value_name(vk);
	err = take_name(cursor, &name);
	if (err)
		return err;
	item->type = kreg_value_type(vk);
	item->data_bytes = bytes;
	item->data = NULL;
	if (!wanted)
		return 0;
	item->data = bytes ? cursor->data.memory : "";
	return kreg_value_read(hive, vk, 0, cursor->data.memory, bytes);
}

static int take(struct kreg_cursor *cursor)
{
	struct kreg_mount *mount = cursor->key->mount;
	const struct kreg_regf_nk *nk;
	int err;

	down_read(&mount->cells);
	nk = kreg_node(mount->hive, cursor->key->cell);
	if (!nk) {
		err = -EUCLEAN;
	} else {
		resume(cursor, nk);
		err = cursor->values ? take_value(cursor, nk) :
				       take_subkey(cursor, nk);
	}
	up_read(&mount->cells);
	return err;
}

static int take_mount(struct kreg_cursor *cursor)
{
	struct kreg_item *item = &cursor->item;
	struct kreg_name last, name;
	struct kreg_key *top;
	int err;

	if (cursor->values)
		return -ENOENT;
	last = kreg_name_wtf8(cursor->name.memory, item->name_bytes);
	cursor->generation = read_seqcount_begin(&cursor->key->seq);
	top = kreg_root_next(cursor->key, cursor->index,
			     cursor->named ? &last : NULL);
	if (!top)
		return -ENOENT;
	name = kreg_name_wtf8(top->name, top->name_bytes);
	err = kreg_key_info(top, &item->info);
	if (err == -ESTALE) {
		/* It is just going: still in the list, but nothing is known. */
		item->info = (struct kreg_node_info){};
		err = 0;
	}
	if (!err)
		err = take_name(cursor, &name);
	kreg_key_put(top);
	return err;
}

static int take_next(struct kreg_cursor *cursor)
{
	int err;

	for (;;) {
		if (cursor->key->mount)
			err = take(cursor);
		else
			err = take_mount(cursor);
		if (err != -ENOBUFS)
			return err;
		err = grow(&cursor->name) ?: grow(&cursor->data);
		if (err)
			return err;
	}
}

/**
 * kreg_cursor_next() - give the next item
 * @cursor: cursor
 * @item: filled; valid until the next call
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENOENT past the end, -ENOMEM, -EUCLEAN.
 */
int kreg_cursor_next(struct kreg_cursor *cursor, struct kreg_item *item)
{
	int err;

	if (!cursor->unread) {
		err = take_next(cursor);
		if (err)
			return err;
		cursor->index++;
		cursor->named = true;
	}
	cursor->unread = false;
	*item = cursor->item;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_next, KREG_TEST);

/**
 * kreg_cursor_unread() - let the next call give the same item
 * @cursor: cursor that has given an item
 *
 * Context: Any.
 */
void kreg_cursor_unread(struct kreg_cursor *cursor)
{
	cursor->unread = true;
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_unread, KREG_TEST);

/**
 * kreg_cursor_generation() - tell as of when the list is
 * @cursor: cursor
 *
 * Context: Any.
 * Return: a number that changes when the list does.
 */
u64 kreg_cursor_generation(const struct kreg_cursor *cursor)
{
	return cursor->generation;
}
EXPORT_SYMBOL_NS_GPL(kreg_cursor_generation, KREG_TEST);
