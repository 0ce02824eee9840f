/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A model of a disk with a few files. What was written and not yet synced may
 * be there after a crash or not, each sector for itself.
 */
#ifndef _KREG_CRASH_DISK_H
#define _KREG_CRASH_DISK_H

#include "hive/bytes.h"
#include "storage/io.h"

#define DISK_INODES 6
#define DISK_NAMES 4
#define DISK_FILE_MAX (192 * 1024)
#define DISK_SECTOR 512
#define DISK_PENDING 4096

/**
 * struct write - one sector that was written and is not durable
 * @sector: which
 * @data: what it holds then
 */
struct write {
	u32 sector;
	u8 data[DISK_SECTOR];
};

/**
 * struct inode - a file
 * @used: it is one
 * @seen: what a reader sees
 * @seen_size: its size
 * @durable: what is on the disk for sure
 * @durable_size: its size
 * @pending: not yet durable, in the order written
 * @pending_count: of them
 */
struct inode {
	bool used;
	u8 *seen;
	u32 seen_size;
	u8 *durable;
	u32 durable_size;
	struct write *pending;
	u32 pending_count;
};

/**
 * struct disk - all files of one folder
 * @inodes: files
 * @names: inode of each name, or -1, as seen
 * @durable_names: as on the disk for sure
 * @ops: calls so far
 * @fail_at: the call that fails, or 0
 * @skip_sync: the sync that is left out, counted from 1, or 0
 * @syncs: syncs so far
 * @hook: called before each call that changes something
 * @ctx: for @hook
 * @random: state of the random numbers
 */
struct disk {
	struct inode inodes[DISK_INODES];
	int names[DISK_NAMES];
	int durable_names[DISK_NAMES];
	u32 ops;
	u32 fail_at;
	u32 failed;
	u32 skip_sync;
	u32 syncs;
	void (*hook)(void *ctx);
	void *ctx;
	u64 random;
};

/**
 * struct open_file - an open file of a disk
 * @disk: disk
 * @inode: index of the file
 */
struct open_file {
	struct disk *disk;
	int inode;
};

extern const struct kreg_io_calls disk_calls;

void disk_init(struct disk *disk);
void disk_free(struct disk *disk);
int disk_create(struct disk *disk);
void disk_put(struct disk *disk, int name, const void *data, u32 bytes);
int disk_sync_folder(struct disk *disk);
void disk_rename(struct disk *disk, int inode, int name);
u32 disk_pending(const struct disk *disk);
void disk_crash(const struct disk *disk, struct disk *after,
		bool (*keeps)(void *ctx, u32 item), void *ctx);
int disk_read(void *file, u64 at, void *buf, u32 bytes);
u64 disk_roll(struct disk *disk);

#endif /* _KREG_CRASH_DISK_H */
