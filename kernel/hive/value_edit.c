// SPDX-License-Identifier: GPL-2.0
/* Setting and deleting values. */
#include "value_edit.h"

#include "alloc.h"
#include "data_edit.h"
#include "node.h"
#include "node_edit.h"
#include "value.h"

#define NONE KREG_REGF_NONE

static struct kreg_regf_nk *nk_at(const struct kreg_hive *hive, u32 key)
{
	return (struct kreg_regf_nk *)kreg_node(hive, key);
}

static u32 grown(u32 count)
{
	return count + count / 2 + 4;
}

/**
 * kreg_value_need() - bound what it takes to set a value
 * @hive: hive
 * @key: nk cell
 * @value: value
 * @need: bound, added to
 *
 * Context: The caller holds what keeps cells from changing.
 */
void kreg_value_need(const struct kreg_hive *hive, u32 key,
		     const struct kreg_value_new *value, struct kreg_need *need)
{
	enum kreg_storage storage = kreg_cell_storage(key);
	const struct kreg_regf_nk *nk = kreg_node(hive, key);
	u32 count = nk ? le32_to_cpu(nk->values) : 0;

	kreg_data_need(hive, storage, value->bytes, need);
	kreg_need_cell(need, storage,
		       sizeof(struct kreg_regf_vk) +
			       kreg_name_stored_size(&value->name));
	if (!count || kreg_cell_room(hive, le32_to_cpu(nk->value_list)) <
			      (count + 1) * sizeof(__le32))
		kreg_need_cell(need, storage, grown(count) * sizeof(__le32));
}
EXPORT_SYMBOL_KREG(kreg_value_need);

/* Raise the maxima and the time of a key. */
static void note_change(struct kreg_hive *hive, u32 key,
			const struct kreg_value_new *value, u64 now)
{
	struct kreg_regf_nk *nk = nk_at(hive, key);
	u32 name = 2 * kreg_name_units(&value->name);

	if (le32_to_cpu(nk->max_value_name) < name)
		nk->max_value_name = cpu_to_le32(name);
	if (le32_to_cpu(nk->max_value_data) < value->bytes)
		nk->max_value_data = cpu_to_le32(value->bytes);
	kreg_node_stamp(hive, key, now);
}

/* Put data where @vk has none yet. */
static int write_data(struct kreg_hive *hive, u32 cell, struct kreg_regf_vk *vk,
		      const struct kreg_value_new *value)
{
	u32 data;

	if (value->bytes <= sizeof(vk->data)) {
		vk->data = 0;
		memcpy(&vk->data, value->data, value->bytes);
		vk->data_size = cpu_to_le32(value->bytes | KREG_VK_INLINE);
		return 0;
	}
	data = kreg_data_write(hive, kreg_cell_storage(cell), value->data,
			       value->bytes, cell);
	if (data == NONE)
		return -ENOMEM;
	vk->data = cpu_to_le32(data);
	vk->data_size = cpu_to_le32(value->bytes);
	return 0;
}

/* Change a value that is there; its place and the case of its name stay. */
static int overwrite(struct kreg_hive *hive, u32 cell,
		     const struct kreg_value_new *value)
{
	struct kreg_regf_vk *vk = (void *)kreg_value(hive, cell);
	struct kreg_regf_vk old = *vk;
	int err;

	err = write_data(hive, cell, vk, value);
	if (err)
		return err;
	kreg_data_free(hive, &old);
	vk->type = cpu_to_le32(value->type);
	kreg_cell_touch(hive, cell, 0, sizeof(*vk));
	return 0;
}

static u32 make_value(struct kreg_hive *hive, u32 key,
		      const struct kreg_value_new *value)
{
	u32 bytes = kreg_name_stored_size(&value->name);
	struct kreg_regf_vk *vk;
	u32 cell;

	cell = kreg_cell_alloc(hive, kreg_cell_storage(key),
			       sizeof(*vk) + bytes, key);
	if (cell == NONE)
		return NONE;
	vk = kreg_hive_cell(hive, cell, sizeof(*vk) + bytes, NULL);
	vk->magic = cpu_to_le16(KREG_VK_MAGIC);
	vk->name_len = cpu_to_le16(bytes);
	vk->type = cpu_to_le32(value->type);
	if (kreg_name_is_narrow(&value->name))
		vk->flags = cpu_to_le16(KREG_VK_COMP_NAME);
	kreg_name_store(&value->name, vk->name);
	return write_data(hive, cell, vk, value) ? NONE : cell;
}

static int grow_list(struct kreg_hive *hive, u32 key, struct kreg_regf_nk *nk)
{
	u32 count = le32_to_cpu(nk->values);
	u32 old = count ? le32_to_cpu(nk->value_list) : NONE;
	u32 list;

	if (count && kreg_cell_room(hive, old) >= (count + 1) * sizeof(__le32))
		return 0;
	list = kreg_cell_alloc(hive, kreg_cell_storage(key),
			       grown(count) * sizeof(__le32), key);
	if (list == NONE)
		return -ENOMEM;
	if (count)
		memcpy(kreg_hive_cell(hive, list, 0, NULL),
		       kreg_hive_cell(hive, old, 0, NULL),
		       count * sizeof(__le32));
	nk->value_list = cpu_to_le32(list);
	kreg_cell_free(hive, old);
	return 0;
}

static int append(struct kreg_hive *hive, u32 key, u32 cell)
{
	struct kreg_regf_nk *nk = nk_at(hive, key);
	u32 count = le32_to_cpu(nk->values);
	__le32 *list;
	int err;

	err = grow_list(hive, key, nk);
	if (err)
		return err;
	list = kreg_hive_cell(hive, le32_to_cpu(nk->value_list), 0, NULL);
	list[count] = cpu_to_le32(cell);
	kreg_cell_touch(hive, le32_to_cpu(nk->value_list),
			count * sizeof(__le32), sizeof(__le32));
	nk->values = cpu_to_le32(count + 1);
	return 0;
}

/**
 * kreg_value_set() - set a value
 * @hive: hive, in a change that was reserved
 * @key: nk cell
 * @value: value; one of this name, in any case, is overwritten
 * @now: FILETIME of the change
 *
 * Context: Under the lock for changing @hive.
 * Return: 0; -EUCLEAN, -ENOMEM are bugs of the caller.
 */
int kreg_value_set(struct kreg_hive *hive, u32 key,
		   const struct kreg_value_new *value, u64 now)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, key);
	const struct kreg_regf_vk *vk;
	u32 index, cell;
	int err;

	if (!nk)
		return -EUCLEAN;
	err = kreg_value_find(hive, nk, &value->name, &index, &vk);
	if (!err) {
		cell = le32_to_cpu(kreg_value_list(hive, nk)[index]);
		err = overwrite(hive, cell, value);
	} else if (err == -ENOENT) {
		cell = make_value(hive, key, value);
		err = cell == NONE ? -ENOMEM : append(hive, key, cell);
		if (!err && !(key >> 31))
			hive->values++;
	}
	if (!err)
		note_change(hive, key, value, now);
	return err;
}
EXPORT_SYMBOL_KREG(kreg_value_set);

static void free_value(struct kreg_hive *hive, u32 cell)
{
	kreg_data_free(hive, kreg_value(hive, cell));
	kreg_cell_free(hive, cell);
	if (!(cell >> 31))
		hive->values--;
}

/**
 * kreg_value_delete() - delete a value
 * @hive: hive, in a change
 * @key: nk cell
 * @name: name, any case
 * @now: FILETIME of the change
 *
 * Needs no memory.
 *
 * Context: Under the lock for changing @hive.
 * Return: 0, -ENOENT, -EUCLEAN; then nothing is changed.
 */
int kreg_value_delete(struct kreg_hive *hive, u32 key,
		      const struct kreg_name *name, u64 now)
{
	struct kreg_regf_nk *nk = nk_at(hive, key);
	const struct kreg_regf_vk *vk;
	u32 index, count, cell;
	__le32 *list;
	int err;

	if (!nk)
		return -EUCLEAN;
	err = kreg_value_find(hive, nk, name, &index, &vk);
	if (err)
		return err;
	count = le32_to_cpu(nk->values) - 1;
	list = kreg_value_list(hive, nk);
	cell = le32_to_cpu(list[index]);
	memmove(list + index, list + index + 1,
		(count - index) * sizeof(__le32));
	list[count] = 0;
	kreg_cell_touch(hive, le32_to_cpu(nk->value_list),
			index * sizeof(__le32),
			(count + 1 - index) * sizeof(__le32));
	nk->values = cpu_to_le32(count);
	if (!count) {
		kreg_cell_free(hive, le32_to_cpu(nk->value_list));
		nk->value_list = cpu_to_le32(NONE);
	}
	free_value(hive, cell);
	kreg_node_stamp(hive, key, now);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_value_delete);

/**
 * kreg_values_free() - free all values of a key that is being deleted
 * @hive: hive, in a change
 * @key: nk cell
 *
 * Context: Under the lock for changing @hive. Never fails.
 */
void kreg_values_free(struct kreg_hive *hive, u32 key)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, key);
	u32 count = le32_to_cpu(nk->values);
	u32 list = le32_to_cpu(nk->value_list);
	const __le32 *cells;
	u32 i;

	if (!count)
		return;
	cells = kreg_value_list(hive, nk);
	for (i = 0; cells && i < count; i++)
		free_value(hive, le32_to_cpu(cells[i]));
	kreg_cell_free(hive, list);
}
