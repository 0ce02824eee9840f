// SPDX-License-Identifier: GPL-2.0
/* Log files, looked at: the old kind (DIRT) and the new kind (HvLE). */
#include "log.h"

#include "base.h"
#include "limits.h"
#include "marvin.h"

#define SECTOR KREG_REGF_SECTOR
#define CHUNK (64 * 1024u)

static bool bins_size_good(u32 size)
{
	return size && size % KREG_REGF_BLOCK == 0 && size <= KREG_BINS_MAX;
}

/* Bytes of the bitmap of an old log. */
static u32 map_bytes(u32 bins_size)
{
	return bins_size / SECTOR / 8;
}

/* Where the pages of an old log begin. */
static u32 pages_at(u32 bins_size)
{
	return SECTOR + ALIGN(map_bytes(bins_size) + 4, (u32)SECTOR);
}

/*
 * Go over the pages of an old log, in pieces of the bitmap; with @bins they
 * are copied there.
 */
static int walk_dirt(const struct kreg_log *log, u8 *map, u8 *bins, u32 *pages)
{
	u32 sectors = log->bins_size / SECTOR;
	u64 at = pages_at(log->bins_size);
	u32 i;
	int err;

	*pages = 0;
	for (i = 0; i < sectors; i++) {
		if (!(map[i / 8] >> (i % 8) & 1))
			continue;
		if (bins) {
			err = kreg_bytes_read(log->file, at, bins + i * SECTOR,
					      SECTOR);
			if (err)
				return err;
		}
		at += SECTOR;
		++*pages;
	}
	return at <= log->file->size ? 0 : -ENODATA;
}

static int read_map(const struct kreg_log *log, u8 **map)
{
	u32 bytes = map_bytes(log->bins_size);
	int err;

	*map = kvmalloc(bytes, GFP_KERNEL);
	if (!*map)
		return -ENOMEM;
	err = kreg_bytes_read(log->file, SECTOR + 4, *map, bytes);
	if (err)
		kvfree(*map);
	return err;
}

static int run_dirt(const struct kreg_log *log, u8 *bins, u32 *pages)
{
	u8 *map;
	int err;

	err = read_map(log, &map);
	if (err)
		return err;
	err = walk_dirt(log, map, bins, pages);
	kvfree(map);
	return err;
}

static int open_dirt(struct kreg_log *log)
{
	u8 magic[4];
	int err;

	log->bins_size = le32_to_cpu(log->base.bins_size);
	if (log->base.primary != log->base.secondary ||
	    !bins_size_good(log->bins_size))
		return -ENODATA;
	err = kreg_bytes_read(log->file, SECTOR, magic, sizeof(magic));
	if (err)
		return err;
	if (get_unaligned_le32(magic) != KREG_LOG_DIRT_MAGIC)
		return -ENODATA;
	err = run_dirt(log, NULL, &log->pages);
	log->bytes = (u64)log->pages * SECTOR;
	return err;
}

/* Hash the part of an entry from @at to @end. */
static int hash_part(const struct kreg_bytes *file, u64 at, u64 end, u8 *buf,
		     u64 *hash)
{
	struct kreg_marvin marvin;
	u32 part;
	int err;

	kreg_marvin_start(&marvin);
	for (; at < end; at += part) {
		part = min_t(u64, end - at, CHUNK);
		err = kreg_bytes_read(file, at, buf, part);
		if (err)
			return err;
		kreg_marvin_words(&marvin, buf, part);
	}
	*hash = kreg_marvin_end(&marvin);
	return 0;
}

/* Is a whole entry at @at? Then its head is in @entry. */
static int check_entry(const struct kreg_log *log, u64 at, u8 *buf,
		       struct kreg_regf_entry *entry)
{
	u64 hash1, hash2;
	u32 size;
	int err;

	err = kreg_bytes_read(log->file, at, entry, sizeof(*entry));
	if (err)
		return err;
	size = le32_to_cpu(entry->size);
	if (le32_to_cpu(entry->magic) != KREG_LOG_ENTRY_MAGIC ||
	    size < SECTOR || size % SECTOR || size > log->file->size - at ||
	    !bins_size_good(le32_to_cpu(entry->bins_size)))
		return -ENODATA;
	err = hash_part(log->file, at,
			at + offsetof(struct kreg_regf_entry, hash2), buf,
			&hash2);
	if (!err)
		err = hash_part(log->file, at + sizeof(*entry), at + size, buf,
				&hash1);
	if (err)
		return err;
	return hash1 == le64_to_cpu(entry->hash1) &&
			       hash2 == le64_to_cpu(entry->hash2) ?
		       0 :
		       -ENODATA;
}

/*
 * Go over the pages of an entry; with @bins they are copied there.
 * Return: 0, -ENODATA when a reference leads out of the entry or the bins.
 */
static int walk_entry(const struct kreg_log *log, u64 at,
		      const struct kreg_regf_entry *entry, u8 *bins, u64 *bytes)
{
	u64 page_at = at + sizeof(*entry);
	u64 end = at + le32_to_cpu(entry->size);
	u32 limit = le32_to_cpu(entry->bins_size);
	struct kreg_regf_page page;
	u32 offset, size, i;
	u64 data;
	int err;

	data = page_at + (u64)le32_to_cpu(entry->count) * sizeof(page);
	*bytes = 0;
	for (i = 0; i < le32_to_cpu(entry->count); i++) {
		err = kreg_bytes_read(log->file, page_at, &page, sizeof(page));
		if (err)
			return err;
		offset = le32_to_cpu(page.offset);
		size = le32_to_cpu(page.size);
		if (data > end || size > end - data || offset > limit ||
		    size > limit - offset)
			return -ENODATA;
		if (bins && size)
			err = kreg_bytes_read(log->file, data, bins + offset,
					      size);
		if (err)
			return err;
		data += size;
		page_at += sizeof(page);
		*bytes += size;
	}
	return 0;
}

/* Take in the entries that are whole, up to the first that is not. */
static int open_entries(struct kreg_log *log, u8 *buf)
{
	struct kreg_regf_entry entry;
	u64 at = SECTOR;
	u64 bytes;
	int err;

	for (;;) {
		err = check_entry(log, at, buf, &entry);
		if (!err && log->entries &&
		    le32_to_cpu(entry.sequence) != log->first + log->entries)
			err = -ENODATA;
		if (!err && !log->entries &&
		    (s32)(le32_to_cpu(entry.sequence) -
			  le32_to_cpu(log->base.primary)) < 0)
			err = -ENODATA;
		if (!err)
			err = walk_entry(log, at, &entry, NULL, &bytes);
		if (err)
			break;
		if (!log->entries)
			log->first = le32_to_cpu(entry.sequence);
		log->entries++;
		log->pages += le32_to_cpu(entry.count);
		log->bytes += bytes;
		log->bins_size =
			max(log->bins_size, le32_to_cpu(entry.bins_size));
		log->flags = le32_to_cpu(entry.flags);
		at += le32_to_cpu(entry.size);
	}
	if (err != -ENODATA)
		return err;
	return log->entries ? 0 : -ENODATA;
}

static int open_new(struct kreg_log *log)
{
	u8 *buf = kvmalloc(CHUNK, GFP_KERNEL);
	int err;

	if (!buf)
		return -ENOMEM;
	err = open_entries(log, buf);
	kvfree(buf);
	return err;
}

/**
 * kreg_log_open() - look at a log file
 * @log: filled; @file must outlive it
 * @file: the file
 *
 * Context: Process context. May sleep.
 * Return: 0; -ENODATA it is no log that can be used; -ENOMEM; what reading
 * answers.
 */
int kreg_log_open(struct kreg_log *log, const struct kreg_bytes *file)
{
	int err;

	*log = (struct kreg_log){ .file = file };
	err = kreg_bytes_read(file, 0, &log->base, sizeof(log->base));
	if (err)
		return err;
	if (le32_to_cpu(log->base.magic) != KREG_REGF_MAGIC ||
	    le32_to_cpu(log->base.checksum) != kreg_base_checksum(&log->base))
		return -ENODATA;
	log->type = le32_to_cpu(log->base.type);
	switch (log->type) {
	case KREG_REGF_TYPE_LOG:
	case KREG_REGF_TYPE_LOG_OLD:
		return open_dirt(log);
	case KREG_REGF_TYPE_LOG_NEW:
		return open_new(log);
	default:
		return -ENODATA;
	}
}
EXPORT_SYMBOL_KREG(kreg_log_open);

static int apply_entries(const struct kreg_log *log, u32 from, u8 *bins)
{
	struct kreg_regf_entry entry;
	u64 at = SECTOR;
	u64 ignored;
	u32 i;
	int err;

	for (i = 0; i < log->entries; i++) {
		err = kreg_bytes_read(log->file, at, &entry, sizeof(entry));
		if (!err && (s32)(log->first + i - from) >= 0)
			err = walk_entry(log, at, &entry, bins, &ignored);
		if (err)
			return err;
		at += le32_to_cpu(entry.size);
	}
	return 0;
}

/**
 * kreg_log_apply() - bring the changes of a log into the bins
 * @log: from kreg_log_open()
 * @from: HvLE: sequence number of the first entry to apply
 * @bins: memory of all bins, in one piece
 * @bytes: its size, at least @log->bins_size
 *
 * Context: Process context. May sleep.
 * Return: 0; -EINVAL @bins is too small; -ENOMEM; -ENODATA the file has
 * changed meanwhile; what reading answers.
 */
int kreg_log_apply(const struct kreg_log *log, u32 from, u8 *bins, u32 bytes)
{
	u32 pages;

	if (bytes < log->bins_size)
		return -EINVAL;
	if (log->type == KREG_REGF_TYPE_LOG_NEW)
		return apply_entries(log, from, bins);
	return run_dirt(log, bins, &pages);
}
EXPORT_SYMBOL_KREG(kreg_log_apply);
