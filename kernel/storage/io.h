/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Files as the writing of hives sees them. What the kernel does with a struct
 * file, the crash test does with a model of a disk.
 */
#ifndef _KREG_STORAGE_IO_H
#define _KREG_STORAGE_IO_H

#include "../hive/env.h"

/**
 * struct kreg_io_calls - what can be done with a file
 * @read: copy bytes out; -ENODATA past the end
 * @write: copy bytes in, growing the file
 * @reserve: see that the blocks of the first @size bytes exist, so that
 *	writing there cannot run out of space
 * @sync: make all that was written, and the size, durable. After an error
 *	nothing is known of what was written since the last success
 */
struct kreg_io_calls {
	int (*read)(void *file, u64 at, void *buf, u32 bytes);
	int (*write)(void *file, u64 at, const void *buf, u32 bytes);
	int (*reserve)(void *file, u64 size);
	int (*sync)(void *file);
};

/**
 * struct kreg_io - an open file
 * @calls: what can be done with it
 * @file: passed to @calls
 */
struct kreg_io {
	const struct kreg_io_calls *calls;
	void *file;
};

static inline int kreg_io_write(const struct kreg_io *io, u64 at,
				const void *buf, u32 bytes)
{
	return io->calls->write(io->file, at, buf, bytes);
}

static inline int kreg_io_reserve(const struct kreg_io *io, u64 size)
{
	return io->calls->reserve(io->file, size);
}

static inline int kreg_io_sync(const struct kreg_io *io)
{
	return io->calls->sync(io->file);
}

#endif /* _KREG_STORAGE_IO_H */
