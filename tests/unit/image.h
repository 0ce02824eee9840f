/* SPDX-License-Identifier: GPL-2.0 */
/* A hive file built in memory, cell by cell, right or wrong. */
#ifndef _KREG_UNIT_IMAGE_H
#define _KREG_UNIT_IMAGE_H

#include "hive/check.h"
#include "hive/format.h"
#include "hive/hive.h"

/**
 * struct image - a hive file being built
 * @file: base block and bins
 * @room: bytes of @file
 * @size: bytes of bins so far
 * @bin: offset of the bin that is being filled
 * @at: offset of its first free byte
 * @minor: version 1.@minor
 * @root: root key
 * @sk: the security cell of all keys
 * @keys: keys so far
 * @alloced: bytes the loaded hive has charged
 */
struct image {
	u8 *file;
	u32 room;
	u32 size;
	u32 bin;
	u32 at;
	u32 minor;
	u32 root;
	u32 sk;
	u32 keys;
	s64 alloced;
};

int image_start(struct image *image, u32 minor, u32 room);
void image_free(struct image *image);
u32 image_cell(struct image *image, u32 bytes);
void *image_at(struct image *image, u32 cell);
u32 image_key(struct image *image, u32 parent, const char *name);
u32 image_key_wide(struct image *image, u32 parent, const u16 *name, u32 units);
u32 image_leaf(struct image *image, u16 magic, const u32 *keys, u32 count);
u32 image_index(struct image *image, const u32 *leaves, u32 count);
void image_subkeys(struct image *image, u32 key, u32 list, u32 count);
u32 image_value(struct image *image, const char *name, u32 type,
		const void *data, u32 bytes);
void image_values(struct image *image, u32 key, const u32 *values, u32 count);
u32 image_security(struct image *image, u32 next, u32 prev, u32 refs);
void image_seal(struct image *image);
struct kreg_hive *image_load(struct image *image, unsigned int flags,
			     struct kreg_findings *findings);

#endif /* _KREG_UNIT_IMAGE_H */
