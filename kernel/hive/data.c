// SPDX-License-Identifier: GPL-2.0
/* The data of a value: inline, in one cell, or in the segments of a db. */
#include "data.h"

static int start_big(struct kreg_data_walk *walk, u32 cell)
{
	u32 need = DIV_ROUND_UP(walk->left, KREG_DB_SEGMENT);
	const struct kreg_regf_db *db;

	db = kreg_hive_cell(walk->hive, cell, sizeof(*db), NULL);
	if (!db || le16_to_cpu(db->magic) != KREG_DB_MAGIC ||
	    le16_to_cpu(db->count) != need)
		return -EUCLEAN;
	walk->segments = kreg_hive_cell(walk->hive, le32_to_cpu(db->list),
					need * sizeof(__le32), NULL);
	return walk->segments ? 0 : -EUCLEAN;
}

/**
 * kreg_data_start() - begin to walk over the data of a value
 * @hive: hive
 * @vk: value
 * @walk: filled
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0 or -EUCLEAN.
 */
int kreg_data_start(const struct kreg_hive *hive, const struct kreg_regf_vk *vk,
		    struct kreg_data_walk *walk)
{
	u32 size = le32_to_cpu(vk->data_size);

	*walk = (struct kreg_data_walk){
		.hive = hive,
		.left = size & ~KREG_VK_INLINE,
	};
	if (!walk->left)
		return 0;
	if (size & KREG_VK_INLINE) {
		walk->piece = (const u8 *)&vk->data;
		return walk->left <= sizeof(vk->data) ? 0 : -EUCLEAN;
	}
	if (kreg_data_is_big(hive, walk->left))
		return start_big(walk, le32_to_cpu(vk->data));
	walk->piece =
		kreg_hive_cell(hive, le32_to_cpu(vk->data), walk->left, NULL);
	return walk->piece ? 0 : -EUCLEAN;
}
EXPORT_SYMBOL_KREG(kreg_data_start);

/**
 * kreg_data_next() - the next piece of a value's data
 * @walk: begun by kreg_data_start()
 * @piece: where to put the piece
 * @bytes: where to put its length, at least 1
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: 0, -ENOENT past the end, -EUCLEAN.
 */
int kreg_data_next(struct kreg_data_walk *walk, const u8 **piece, u32 *bytes)
{
	if (!walk->left)
		return -ENOENT;
	if (walk->piece) {
		*piece = walk->piece;
		*bytes = walk->left;
		walk->left = 0;
		return 0;
	}
	*bytes = min_t(u32, walk->left, KREG_DB_SEGMENT);
	*piece = kreg_hive_cell(walk->hive,
				le32_to_cpu(walk->segments[walk->at++]), *bytes,
				NULL);
	if (!*piece)
		return -EUCLEAN;
	walk->left -= *bytes;
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_data_next);
