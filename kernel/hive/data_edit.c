// SPDX-License-Identifier: GPL-2.0
/* Writing the data of values: in a cell, or in the segments of a db. */
#include "data_edit.h"

#include "alloc.h"
#include "data.h"

#define NONE KREG_REGF_NONE

static u32 segments_of(u32 bytes)
{
	return DIV_ROUND_UP(bytes, KREG_DB_SEGMENT);
}

/**
 * kreg_data_need() - bound what data takes
 * @hive: hive, its version decides about db
 * @storage: of the value
 * @bytes: of data
 * @need: bound, added to
 *
 * Context: Any.
 */
void kreg_data_need(const struct kreg_hive *hive, enum kreg_storage storage,
		    u32 bytes, struct kreg_need *need)
{
	u32 i;

	if (bytes <= 4)
		return;
	if (!kreg_data_is_big(hive, bytes)) {
		kreg_need_cell(need, storage, bytes);
		return;
	}
	kreg_need_cell(need, storage, sizeof(struct kreg_regf_db));
	kreg_need_cell(need, storage, segments_of(bytes) * sizeof(__le32));
	for (i = 0; i < segments_of(bytes); i++)
		kreg_need_cell(need, storage, KREG_DB_SEGMENT);
}

static u32 write_cell(struct kreg_hive *hive, enum kreg_storage storage,
		      const void *data, u32 bytes, u32 near)
{
	u32 cell = kreg_cell_alloc(hive, storage, bytes, near);

	if (cell != NONE)
		memcpy(kreg_hive_cell(hive, cell, bytes, NULL), data, bytes);
	return cell;
}

static u32 write_big(struct kreg_hive *hive, enum kreg_storage storage,
		     const u8 *data, u32 bytes, u32 near)
{
	u32 count = segments_of(bytes);
	struct kreg_regf_db *db;
	__le32 *segments;
	u32 cell, list, segment, part, i;

	cell = kreg_cell_alloc(hive, storage, sizeof(*db), near);
	list = kreg_cell_alloc(hive, storage, count * sizeof(__le32), near);
	if (cell == NONE || list == NONE)
		return NONE;
	segments = kreg_hive_cell(hive, list, count * sizeof(__le32), NULL);
	for (i = 0; i < count; i++, data += part, bytes -= part) {
		part = min_t(u32, bytes, KREG_DB_SEGMENT);
		segment = write_cell(hive, storage, data, part, near);
		if (segment == NONE)
			return NONE;
		segments[i] = cpu_to_le32(segment);
	}
	db = kreg_hive_cell(hive, cell, sizeof(*db), NULL);
	db->magic = cpu_to_le16(KREG_DB_MAGIC);
	db->count = cpu_to_le16(count);
	db->list = cpu_to_le32(list);
	return cell;
}

/**
 * kreg_data_write() - write data that does not lie in the value itself
 * @hive: hive, in a change that was reserved
 * @storage: of the value
 * @data: data
 * @bytes: its length, more than 4
 * @near: a cell it should be near to
 *
 * Context: Under the lock for changing @hive.
 * Return: the cell of the data or the db; KREG_REGF_NONE when more was taken
 * than had been reserved, which is a bug.
 */
u32 kreg_data_write(struct kreg_hive *hive, enum kreg_storage storage,
		    const void *data, u32 bytes, u32 near)
{
	if (kreg_data_is_big(hive, bytes))
		return write_big(hive, storage, data, bytes, near);
	return write_cell(hive, storage, data, bytes, near);
}

static void free_big(struct kreg_hive *hive, u32 cell)
{
	const struct kreg_regf_db *db;
	const __le32 *segments;
	u32 count, list, i;

	db = kreg_hive_cell(hive, cell, sizeof(*db), NULL);
	count = le16_to_cpu(db->count);
	list = le32_to_cpu(db->list);
	segments = kreg_hive_cell(hive, list, count * sizeof(__le32), NULL);
	for (i = 0; i < count; i++)
		kreg_cell_free(hive, le32_to_cpu(segments[i]));
	kreg_cell_free(hive, list);
	kreg_cell_free(hive, cell);
}

/**
 * kreg_data_free() - give the cells of a value's data back
 * @hive: hive, in a change
 * @vk: value
 *
 * Context: Under the lock for changing @hive. Never fails.
 */
void kreg_data_free(struct kreg_hive *hive, const struct kreg_regf_vk *vk)
{
	u32 size = le32_to_cpu(vk->data_size);

	if (!size || (size & KREG_VK_INLINE))
		return;
	if (kreg_data_is_big(hive, size))
		free_big(hive, le32_to_cpu(vk->data));
	else
		kreg_cell_free(hive, le32_to_cpu(vk->data));
}
