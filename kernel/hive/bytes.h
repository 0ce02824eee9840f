/* SPDX-License-Identifier: GPL-2.0 */
/* A file, as far as the engine reads one: bytes by offset. */
#ifndef _KREG_HIVE_BYTES_H
#define _KREG_HIVE_BYTES_H

#include "env.h"

/**
 * struct kreg_bytes - a file to read from
 * @read: copy @bytes from offset @at; 0, or what reading answers. Never
 *	called for bytes past @size
 * @ctx: for @read
 * @size: bytes of the file
 */
struct kreg_bytes {
	int (*read)(void *ctx, u64 at, void *buf, u32 bytes);
	void *ctx;
	u64 size;
};

/**
 * kreg_bytes_read() - read, if all of it is there
 * @file: file
 * @at: offset
 * @buf: where to
 * @bytes: how many
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENODATA the file ends before, or what reading answers.
 */
static inline int kreg_bytes_read(const struct kreg_bytes *file, u64 at,
				  void *buf, u32 bytes)
{
	if (at > file->size || bytes > file->size - at)
		return -ENODATA;
	return file->read(file->ctx, at, buf, bytes);
}

#endif /* _KREG_HIVE_BYTES_H */
