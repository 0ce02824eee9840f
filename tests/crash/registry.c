// SPDX-License-Identifier: GPL-2.0
/* A hive on a disk: opened, changed, flushed, and what it holds as one number. */
#include "registry.h"

#include "hive/alloc.h"
#include "hive/check.h"
#include "hive/empty.h"
#include "hive/node.h"
#include "hive/node_edit.h"
#include "hive/recover.h"
#include "hive/security.h"
#include "hive/subkeys.h"
#include "hive/value.h"
#include "hive/value_edit.h"

static const u8 descriptor[] = {
	1, 0, 0, 0x80, 20, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
	0, 0, 0, 0,    0,  1, 0, 0, 0,	0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
};

static void free_extent(void *owner, void *memory, size_t bytes)
{
	(void)owner;
	(void)bytes;
	free(memory);
}

static const struct kreg_hive_calls hive_calls = { .free = free_extent };

void registry_format(struct disk *disk, const struct kreg_strategy *strategy,
		     u32 minor)
{
	static u8 file[KREG_REGF_BLOCK + KREG_EMPTY_BINS];
	struct kreg_empty empty = {
		.minor = minor,
		.name = kreg_name_wtf8("root", 4),
		.descriptor = descriptor,
		.descriptor_bytes = sizeof(descriptor),
		.now = 1000,
	};

	memset(file, 0, sizeof(file));
	if (kreg_empty_make(&empty, (void *)file, file + KREG_REGF_BLOCK))
		abort();
	disk_put(disk, NAME_HIVE, file, sizeof(file));
	if (strategy == &kreg_strategy_log)
		disk_put(disk, NAME_LOG, file, 0);
	else
		disk_put(disk, NAME_LOG, file, sizeof(file));
}

static int fresh(void *owner, struct kreg_io *io)
{
	struct registry *r = owner;

	r->files[2] = (struct open_file){ r->disk, disk_create(r->disk) };
	*io = (struct kreg_io){ &disk_calls, &r->files[2] };
	return 0;
}

static int adopt(void *owner, struct kreg_io *io)
{
	struct registry *r = owner;
	int err;

	disk_rename(r->disk, r->files[2].inode, NAME_LOG);
	err = disk_sync_folder(r->disk);
	if (err)
		return err;
	r->files[1] = r->files[2];
	io->file = &r->files[1];
	return 0;
}

static const struct kreg_volume_calls volume_calls = { fresh, adopt };

static struct kreg_bytes bytes_of(struct open_file *file)
{
	return (struct kreg_bytes){
		.read = disk_read,
		.ctx = file,
		.size = file->disk->inodes[file->inode].seen_size,
	};
}

static struct kreg_hive *make_hive(const struct kreg_regf_base *base, u8 *bins,
				   u32 bytes)
{
	struct kreg_findings *findings = calloc(1, sizeof(*findings));
	u8 *block = calloc(1, KREG_REGF_BLOCK);
	struct kreg_hive *hive;
	int err;

	if (!findings || !block)
		abort();
	memcpy(block, base, sizeof(*base));
	hive = kreg_hive_create(block, KREG_REGF_BLOCK + (u64)bytes, 0,
				&hive_calls, NULL, findings);
	if (IS_ERR(hive)) {
		free(bins);
		goto out;
	}
	err = kreg_hive_add(hive, bins, bytes);
	if (!err)
		err = kreg_hive_check(hive, 0, findings);
	if (!err)
		err = kreg_hive_open_for_writing(hive);
	if (err) {
		kreg_hive_destroy(hive);
		hive = ERR_PTR(err);
	}
out:
	free(block);
	free(findings);
	return hive;
}

/* Read the bins that the file holds, zeros behind. */
static u8 *read_bins(const struct kreg_bytes *file, u32 bytes)
{
	u8 *bins = calloc(1, bytes);
	u64 there =
		file->size > KREG_REGF_BLOCK ? file->size - KREG_REGF_BLOCK : 0;

	if (!bins)
		abort();
	if (there && file->read(file->ctx, KREG_REGF_BLOCK, bins,
				min_t(u64, there, bytes)))
		abort();
	return bins;
}

/*
 * Mark what the log brought, so that it is written back; and all that the file
 * does not hold yet, where old blocks of the disk may show up.
 */
static void mark_recovered(struct kreg_hive *hive, const u8 *before, u32 bytes,
			   u64 file_size)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];
	const u8 *now;
	u32 at;

	for (at = 0; at < bytes; at += KREG_REGF_SECTOR) {
		now = store->tables.pages[at / KREG_REGF_BLOCK] +
		      at % KREG_REGF_BLOCK;
		if (KREG_REGF_BLOCK + (u64)at + KREG_REGF_SECTOR > file_size ||
		    memcmp(before + at, now, KREG_REGF_SECTOR))
			__set_bit(at / KREG_REGF_SECTOR, store->tables.dirty);
	}
}

static int open_log(struct registry *r, struct kreg_bytes *hive)
{
	struct kreg_bytes log = bytes_of(&r->files[1]);
	struct kreg_recovery recovery;
	struct kreg_regf_base base;
	u8 *bins, *before;
	int err;

	if (kreg_bytes_read(hive, 0, &base, sizeof(base)))
		return -EUCLEAN;
	if (!kreg_recovery_needed(&base)) {
		u32 bytes = le32_to_cpu(base.bins_size);

		r->hive = make_hive(&base, read_bins(hive, bytes), bytes);
		r->volume.base = base;
		r->volume.sequence = le32_to_cpu(base.primary);
		return PTR_ERR_OR_ZERO(r->hive);
	}
	err = kreg_recovery_plan(&recovery, hive, &log, 1);
	if (err)
		return err;
	bins = read_bins(hive, recovery.bins_size);
	before = read_bins(hive, recovery.bins_size);
	err = kreg_recovery_apply(&recovery, bins);
	if (err) {
		free(bins);
		free(before);
		return err;
	}
	r->hive = make_hive(&recovery.base, bins, recovery.bins_size);
	if (!IS_ERR(r->hive))
		mark_recovered(r->hive, before, recovery.bins_size, hive->size);
	free(before);
	r->volume.base = recovery.base;
	r->volume.base.stamp = base.stamp;
	r->volume.sequence = le32_to_cpu(recovery.base.primary);
	r->volume.unsure = &r->volume.primary;
	return PTR_ERR_OR_ZERO(r->hive);
}

static int open_copy(struct registry *r, struct open_file *file)
{
	struct kreg_bytes bytes = bytes_of(file);
	struct kreg_regf_base base;
	u32 size;

	if (kreg_bytes_read(&bytes, 0, &base, sizeof(base)) ||
	    kreg_recovery_needed(&base))
		return -EUCLEAN;
	size = le32_to_cpu(base.bins_size);
	r->hive = make_hive(&base, read_bins(&bytes, size), size);
	r->volume.base = base;
	r->volume.sequence = le32_to_cpu(base.primary);
	return PTR_ERR_OR_ZERO(r->hive);
}

/* The other copy is brought up to date before anything else: all is dirty. */
static void mark_all(struct kreg_hive *hive)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];

	bitmap_set(store->tables.dirty, 0, store->size / KREG_REGF_SECTOR);
}

static int open_alternate(struct registry *r)
{
	int err = open_copy(r, &r->files[0]);

	r->volume.unsure = &r->volume.second;
	if (err) {
		err = open_copy(r, &r->files[1]);
		r->volume.unsure = &r->volume.primary;
	}
	if (!err)
		mark_all(r->hive);
	return err;
}

int registry_open(struct registry *r, struct disk *disk,
		  const struct kreg_strategy *strategy)
{
	struct kreg_bytes hive;
	int err;

	memset(r, 0, sizeof(*r));
	r->disk = disk;
	r->hive = ERR_PTR(-ENOENT);
	r->files[0] = (struct open_file){ disk, disk->names[NAME_HIVE] };
	r->files[1] = (struct open_file){ disk, disk->names[NAME_LOG] };
	r->volume.strategy = strategy;
	r->volume.calls = &volume_calls;
	r->volume.owner = r;
	r->volume.primary = (struct kreg_io){ &disk_calls, &r->files[0] };
	r->volume.second = (struct kreg_io){ &disk_calls, &r->files[1] };
	hive = bytes_of(&r->files[0]);
	if (strategy == &kreg_strategy_log)
		err = open_log(r, &hive);
	else
		err = open_alternate(r);
	if (err)
		return err;
	r->keys[0] = r->hive->root;
	r->key_count = 1;
	r->now = 1000000;
	return 0;
}

void registry_close(struct registry *r)
{
	if (IS_ERR(r->hive))
		return;
	kreg_picture_free(&r->picture, &r->hive->account);
	kreg_hive_destroy(r->hive);
	r->hive = ERR_PTR(-ENOENT);
}

static u32 roll(struct registry *r, u32 below)
{
	return disk_roll(r->disk) % below;
}

static void create_key(struct registry *r)
{
	struct kreg_reserve reserve = { 0 };
	struct kreg_need need = { { 0 } };
	char text[32];
	struct kreg_node_new node = {
		.parent = r->keys[roll(r, r->key_count)],
		.class = kreg_name_wtf8("class", roll(r, 2) ? 5 : 0),
		.descriptor = descriptor,
		.descriptor_bytes = sizeof(descriptor),
		.now = ++r->now,
	};
	u32 cell;

	snprintf(text, sizeof(text), "key %u", r->next++);
	node.name = kreg_name_wtf8(text, strlen(text));
	kreg_node_need(r->hive, &node, &need);
	if (kreg_reserve_fill(&reserve, r->hive, &need) ||
	    !kreg_reserve_begin(r->hive, &reserve, &need) ||
	    kreg_node_create(r->hive, &node, &cell))
		abort();
	kreg_reserve_end(r->hive);
	kreg_reserve_drop(&reserve, r->hive);
	if (r->key_count < ARRAY_SIZE(r->keys))
		r->keys[r->key_count++] = cell;
}

static void set_value(struct registry *r)
{
	static const u32 sizes[] = { 0, 4, 60, 600, 2000, 6000 };
	static u8 data[6000];
	struct kreg_reserve reserve = { 0 };
	struct kreg_need need = { { 0 } };
	u32 key = r->keys[roll(r, r->key_count)];
	char text[16];
	struct kreg_value_new value = {
		.type = 3,
		.data = data,
		.bytes = sizes[roll(r, ARRAY_SIZE(sizes))],
	};

	memset(data, disk_roll(r->disk), sizeof(data));
	snprintf(text, sizeof(text), "value %u", roll(r, 3));
	value.name = kreg_name_wtf8(text, strlen(text));
	kreg_value_need(r->hive, key, &value, &need);
	if (kreg_reserve_fill(&reserve, r->hive, &need) ||
	    !kreg_reserve_begin(r->hive, &reserve, &need) ||
	    kreg_value_set(r->hive, key, &value, ++r->now))
		abort();
	kreg_reserve_end(r->hive);
	kreg_reserve_drop(&reserve, r->hive);
}

static void delete_value(struct registry *r)
{
	u32 key = r->keys[roll(r, r->key_count)];
	char text[16];
	struct kreg_name name;

	snprintf(text, sizeof(text), "value %u", roll(r, 3));
	name = kreg_name_wtf8(text, strlen(text));
	kreg_value_delete(r->hive, key, &name, ++r->now);
}

static void delete_key(struct registry *r)
{
	u32 i = roll(r, r->key_count);

	if (!i || kreg_node_delete(r->hive, r->keys[i], ++r->now))
		return;
	r->keys[i] = r->keys[--r->key_count];
}

void registry_change(struct registry *r)
{
	switch (roll(r, 6)) {
	case 0:
	case 1:
		create_key(r);
		break;
	case 2:
	case 3:
		set_value(r);
		break;
	case 4:
		delete_value(r);
		break;
	default:
		delete_key(r);
	}
}

int registry_flush(struct registry *r)
{
	u32 size = kreg_hive_size(r->hive);
	u64 stamp = kreg_volume_stamp(&r->volume, r->now);
	int err;

	if (kreg_picture_reserve(&r->picture, &r->hive->account, size,
				 size / KREG_REGF_SECTOR) ||
	    kreg_picture_take(&r->picture, r->hive, stamp))
		abort();
	r->picture.base.stamp = cpu_to_le64(stamp);
	err = kreg_volume_flush(&r->volume, &r->picture);
	if (err)
		kreg_picture_failed(&r->picture, r->hive);
	return err;
}

/* A hive that was recovered is written before its log is used again. */
int registry_write_back(struct registry *r)
{
	return r->volume.unsure ? registry_flush(r) : 0;
}

static u64 add(u64 sum, const void *data, u32 bytes)
{
	const u8 *p = data;

	while (bytes--)
		sum = (sum ^ *p++) * 0x100000001b3ULL;
	return sum ^ sum >> 29;
}

static u64 add_values(const struct kreg_hive *hive,
		      const struct kreg_regf_nk *nk, u64 sum)
{
	static u8 data[8192];
	const struct kreg_regf_vk *vk;
	u32 i, bytes;

	for (i = 0; !kreg_value_at(hive, nk, i, &vk); i++) {
		struct kreg_name name = kreg_value_name(vk);

		bytes = kreg_value_bytes(vk);
		if (bytes > sizeof(data) ||
		    kreg_value_read(hive, vk, 0, data, bytes))
			abort();
		sum = add(sum, name.data, name.bytes);
		sum = add(sum, &vk->type, 4);
		sum = add(sum, data, bytes);
	}
	return sum;
}

/* Everything below a key, as one number; the tree here is never deep. */
static u64 add_key(const struct kreg_hive *hive, u32 cell, u64 sum)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, cell);
	struct kreg_name name = kreg_node_name(nk);
	u32 i, child;

	sum = add(sum, name.data, name.bytes);
	sum = add(sum, &nk->last_write, 8);
	if (!kreg_node_class(hive, nk, &name))
		sum = add(sum, name.data, name.bytes);
	sum = add_values(hive, nk, sum);
	for (i = 0; !kreg_subkeys_at(hive, nk, i, &child); i++)
		sum = add_key(hive, child, sum);
	return add(sum, "\\", 1);
}

u64 registry_state(const struct registry *r)
{
	return add_key(r->hive, r->hive->root, 1);
}
