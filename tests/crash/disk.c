// SPDX-License-Identifier: GPL-2.0
/* A model of a disk with a few files. */
#include "disk.h"

void disk_init(struct disk *disk)
{
	int i;

	memset(disk, 0, sizeof(*disk));
	for (i = 0; i < DISK_NAMES; i++)
		disk->names[i] = -1;
	memcpy(disk->durable_names, disk->names, sizeof(disk->names));
	disk->random = 0x9e3779b97f4a7c15ULL;
}

static void free_inode(struct inode *inode)
{
	free(inode->seen);
	free(inode->durable);
	free(inode->pending);
	memset(inode, 0, sizeof(*inode));
}

void disk_free(struct disk *disk)
{
	int i;

	for (i = 0; i < DISK_INODES; i++)
		free_inode(&disk->inodes[i]);
}

u64 disk_roll(struct disk *disk)
{
	disk->random ^= disk->random << 13;
	disk->random ^= disk->random >> 7;
	disk->random ^= disk->random << 17;
	return disk->random * 0x2545f4914f6cdd1dULL;
}

static bool is_named(const struct disk *disk, int inode)
{
	int i;

	for (i = 0; i < DISK_NAMES; i++)
		if (disk->names[i] == inode || disk->durable_names[i] == inode)
			return true;
	return false;
}

/* A new file without a name. Blocks it had before may show through. */
int disk_create(struct disk *disk)
{
	struct inode *inode;
	int i;

	for (i = 0; i < DISK_INODES; i++)
		if (!disk->inodes[i].used || !is_named(disk, i))
			break;
	if (i == DISK_INODES)
		abort();
	inode = &disk->inodes[i];
	free_inode(inode);
	inode->used = true;
	inode->seen = calloc(1, DISK_FILE_MAX);
	inode->durable = malloc(DISK_FILE_MAX);
	inode->pending = malloc(DISK_PENDING * sizeof(struct write));
	if (!inode->seen || !inode->durable || !inode->pending)
		abort();
	memset(inode->durable, 0xa5, DISK_FILE_MAX);
	return i;
}

/* A file that is there from the start. */
void disk_put(struct disk *disk, int name, const void *data, u32 bytes)
{
	int i = disk_create(disk);
	struct inode *inode = &disk->inodes[i];

	memcpy(inode->seen, data, bytes);
	memcpy(inode->durable, data, bytes);
	inode->seen_size = bytes;
	inode->durable_size = bytes;
	disk->names[name] = i;
	disk->durable_names[name] = i;
}

void disk_rename(struct disk *disk, int inode, int name)
{
	if (disk->hook)
		disk->hook(disk->ctx);
	disk->names[name] = inode;
}

static bool fails(struct disk *disk)
{
	if (disk->hook)
		disk->hook(disk->ctx);
	if (++disk->ops != disk->fail_at)
		return false;
	disk->failed++;
	return true;
}

int disk_sync_folder(struct disk *disk)
{
	if (fails(disk))
		return -EIO;
	if (++disk->syncs == disk->skip_sync)
		return 0;
	memcpy(disk->durable_names, disk->names, sizeof(disk->names));
	return 0;
}

int disk_read(void *file, u64 at, void *buf, u32 bytes)
{
	struct open_file *f = file;
	struct inode *inode = &f->disk->inodes[f->inode];

	if (at > inode->seen_size || bytes > inode->seen_size - at)
		return -ENODATA;
	memcpy(buf, inode->seen + at, bytes);
	return 0;
}

static void add_pending(struct inode *inode, u32 sector)
{
	struct write *write;

	if (inode->pending_count == DISK_PENDING)
		abort();
	write = &inode->pending[inode->pending_count++];
	write->sector = sector;
	memcpy(write->data, inode->seen + sector * DISK_SECTOR, DISK_SECTOR);
}

static int file_write(void *file, u64 at, const void *buf, u32 bytes)
{
	struct open_file *f = file;
	struct inode *inode = &f->disk->inodes[f->inode];
	u32 sector;

	if (!bytes)
		return 0;
	if (fails(f->disk))
		return -EIO;
	if (at + bytes > DISK_FILE_MAX)
		abort();
	memcpy(inode->seen + at, buf, bytes);
	if (at + bytes > inode->seen_size)
		inode->seen_size = at + bytes;
	for (sector = at / DISK_SECTOR; sector * DISK_SECTOR < at + bytes;
	     sector++)
		add_pending(inode, sector);
	return 0;
}

static int file_reserve(void *file, u64 size)
{
	struct open_file *f = file;

	return size > DISK_FILE_MAX || fails(f->disk) ? -ENOSPC : 0;
}

static void settle(struct inode *inode, const struct write *write)
{
	memcpy(inode->durable + write->sector * DISK_SECTOR, write->data,
	       DISK_SECTOR);
}

/*
 * A failed sync leaves each sector written or not, and the system believes
 * that they all were: a later sync does not write them again.
 */
static int file_sync(void *file)
{
	struct open_file *f = file;
	struct inode *inode = &f->disk->inodes[f->inode];
	bool failed = fails(f->disk);
	u32 i;

	if (!failed && ++f->disk->syncs == f->disk->skip_sync)
		return 0;
	for (i = 0; i < inode->pending_count; i++)
		if (!failed || (disk_roll(f->disk) & 1))
			settle(inode, &inode->pending[i]);
	if (!failed || (disk_roll(f->disk) & 1))
		inode->durable_size = inode->seen_size;
	inode->pending_count = 0;
	return failed ? -EIO : 0;
}

const struct kreg_io_calls disk_calls = {
	.read = disk_read,
	.write = file_write,
	.reserve = file_reserve,
	.sync = file_sync,
};

/* Things of which each may or may not be there after a crash. */
u32 disk_pending(const struct disk *disk)
{
	u32 count = 0;
	int i;

	for (i = 0; i < DISK_INODES; i++)
		if (disk->inodes[i].used)
			count += disk->inodes[i].pending_count +
				 (disk->inodes[i].seen_size !=
				  disk->inodes[i].durable_size);
	for (i = 0; i < DISK_NAMES; i++)
		count += disk->names[i] != disk->durable_names[i];
	return count;
}

static void copy_inode(struct inode *to, const struct inode *from)
{
	if (!to->seen) {
		to->seen = malloc(DISK_FILE_MAX);
		to->durable = malloc(DISK_FILE_MAX);
		to->pending = malloc(DISK_PENDING * sizeof(struct write));
	}
	if (!to->seen || !to->durable || !to->pending)
		abort();
	to->used = true;
	to->pending_count = 0;
	to->durable_size = from->durable_size;
}

/* The disk as it is after a crash that kept what @keeps says. */
void disk_crash(const struct disk *disk, struct disk *after,
		bool (*keeps)(void *ctx, u32 item), void *ctx)
{
	u32 item = 0;
	u32 n, extent;
	int i;

	for (i = 0; i < DISK_INODES; i++) {
		const struct inode *from = &disk->inodes[i];
		struct inode *to = &after->inodes[i];

		to->used = from->used;
		if (!from->used)
			continue;
		copy_inode(to, from);
		extent = max(from->seen_size, from->durable_size);
		extent = ALIGN(extent, DISK_SECTOR);
		memcpy(to->durable, from->durable, extent);
		for (n = 0; n < from->pending_count; n++)
			if (keeps(ctx, item++))
				settle(to, &from->pending[n]);
		if (from->seen_size != from->durable_size && keeps(ctx, item++))
			to->durable_size = from->seen_size;
		memcpy(to->seen, to->durable, to->durable_size);
		to->seen_size = to->durable_size;
	}
	for (i = 0; i < DISK_NAMES; i++) {
		after->durable_names[i] = disk->durable_names[i];
		if (disk->names[i] != disk->durable_names[i] &&
		    keeps(ctx, item++))
			after->durable_names[i] = disk->names[i];
		after->names[i] = after->durable_names[i];
	}
}
