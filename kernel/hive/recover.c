// SPDX-License-Identifier: GPL-2.0
/*
 * Recovery: a hive that was being written is brought up to date by its logs.
 *
 * Logs of the old kind hold the changed sectors of one flush, and belong to
 * the hive whose stamp they carry. Logs of the new kind hold entries, each
 * numbered one more than the last; where there are two, the second one goes on
 * where the first ends.
 */
#include "recover.h"

#include "base.h"

#define FLAGS_AT (144 - offsetof(struct kreg_regf_base, reserved))

static bool base_good(const struct kreg_regf_base *base)
{
	return le32_to_cpu(base->magic) == KREG_REGF_MAGIC &&
	       le32_to_cpu(base->type) == KREG_REGF_TYPE_HIVE &&
	       le32_to_cpu(base->checksum) == kreg_base_checksum(base);
}

/**
 * kreg_recovery_needed() - was the hive being written?
 * @base: its base block
 *
 * Context: Any.
 * Return: true when the base block is bad, or its sequence numbers differ.
 */
bool kreg_recovery_needed(const struct kreg_regf_base *base)
{
	return !base_good(base) || base->primary != base->secondary;
}
EXPORT_SYMBOL_KREG(kreg_recovery_needed);

/* The stamp by which an old log is known to belong to the hive. */
static int hive_stamp(const struct kreg_recovery *r, bool good,
		      const struct kreg_bytes *hive, __le64 *stamp)
{
	struct kreg_regf_bin bin;
	int err;

	if (good) {
		*stamp = r->base.stamp;
		return 0;
	}
	err = kreg_bytes_read(hive, KREG_REGF_BLOCK, &bin, sizeof(bin));
	if (err)
		return err;
	if (le32_to_cpu(bin.magic) != KREG_HBIN_MAGIC)
		return -ENODATA;
	*stamp = bin.stamp;
	return 0;
}

static void seal(struct kreg_recovery *r, u32 sequence)
{
	r->base.type = cpu_to_le32(KREG_REGF_TYPE_HIVE);
	r->base.primary = cpu_to_le32(sequence);
	r->base.secondary = cpu_to_le32(sequence);
	r->base.bins_size = cpu_to_le32(r->bins_size);
	r->base.checksum = cpu_to_le32(kreg_base_checksum(&r->base));
}

/* Use the old log among @logs that belongs to the hive. */
static int plan_old(struct kreg_recovery *r, bool good,
		    const struct kreg_bytes *hive, struct kreg_log *logs,
		    u32 count)
{
	__le64 stamp;
	u32 i;
	int err;

	err = hive_stamp(r, good, hive, &stamp);
	if (err)
		return err;
	for (i = 0; i < count; i++)
		if (logs[i].type != KREG_REGF_TYPE_LOG_NEW &&
		    logs[i].base.stamp == stamp)
			break;
	if (i == count)
		return -ENODATA;
	if (!good)
		r->base = logs[i].base;
	r->from_log = !good;
	r->logs[0] = logs[i];
	r->count = 1;
	r->bins_size = logs[i].bins_size;
	r->bytes = logs[i].bytes;
	seal(r, max(le32_to_cpu(r->base.primary),
		    le32_to_cpu(logs[i].base.primary)) +
			1);
	return 0;
}

static u32 end_of(const struct kreg_log *log)
{
	return log->first + log->entries;
}

/* Is @a before @b, among numbers that may wrap? */
static bool before(u32 a, u32 b)
{
	return (s32)(a - b) < 0;
}

static void take_new(struct kreg_recovery *r, const struct kreg_log *log)
{
	r->logs[r->count++] = *log;
	r->entries += log->entries;
	r->bytes += log->bytes;
	r->bins_size = max(r->bins_size, log->bins_size);
}

/* Are all entries older than the last complete write of the hive? */
static bool is_remnant(const struct kreg_recovery *r, bool good,
		       const struct kreg_log *log)
{
	return good && before(end_of(log) - 1, le32_to_cpu(r->base.secondary));
}

/* Choose among one or two new logs, the one with earlier entries first. */
static void choose_new(struct kreg_recovery *r, bool good,
		       const struct kreg_log *logs, u32 count)
{
	const struct kreg_log *first = &logs[0];
	const struct kreg_log *second = count > 1 ? &logs[1] : NULL;

	if (second && before(second->first, first->first))
		swap(first, second);
	if (second && (!good || (is_remnant(r, good, first) &&
				 second->first != end_of(first)))) {
		first = second;
		second = NULL;
	}
	if (is_remnant(r, good, first) && !second)
		return;
	take_new(r, first);
	if (second && second->first == end_of(first))
		take_new(r, second);
}

static int plan_new(struct kreg_recovery *r, bool good,
		    const struct kreg_log *logs, u32 count)
{
	const struct kreg_log *last;
	u32 flags;

	choose_new(r, good, logs, count);
	if (!r->count)
		return -ENODATA;
	last = &r->logs[r->count - 1];
	if (is_remnant(r, good, last))
		return -ENODATA;
	if (!good)
		r->base = last->base;
	r->from_log = !good;
	r->start = r->logs[0].first;
	flags = get_unaligned_le32(r->base.reserved + FLAGS_AT);
	put_unaligned_le32((flags & ~1u) | (last->flags & 1),
			   r->base.reserved + FLAGS_AT);
	seal(r, end_of(last));
	return 0;
}

/* Look at the log files; those of no use are left out. */
static int open_logs(const struct kreg_bytes *files, u32 count,
		     struct kreg_log *logs, u32 *opened, u32 *newer)
{
	u32 i;
	int err;

	*opened = 0;
	*newer = 0;
	for (i = 0; i < count && *opened < KREG_LOGS; i++) {
		err = kreg_log_open(&logs[*opened], &files[i]);
		if (err == -ENODATA)
			continue;
		if (err)
			return err;
		*newer += logs[*opened].type == KREG_REGF_TYPE_LOG_NEW;
		++*opened;
	}
	return 0;
}

/**
 * kreg_recovery_plan() - decide how a hive is recovered
 * @recovery: filled
 * @hive: the hive file, in need of recovery
 * @files: its log files, those that are there
 * @count: of @files
 *
 * Context: Process context. May sleep.
 * Return: 0; -ENODATA no log belongs to the hive, or none is whole; -ENOMEM;
 * what reading answers.
 */
int kreg_recovery_plan(struct kreg_recovery *recovery,
		       const struct kreg_bytes *hive,
		       const struct kreg_bytes *files, u32 count)
{
	struct kreg_log *logs;
	u32 opened, newer;
	bool good;
	int err;

	memset(recovery, 0, sizeof(*recovery));
	err = kreg_bytes_read(hive, 0, &recovery->base, sizeof(recovery->base));
	if (err)
		return err;
	good = base_good(&recovery->base);
	logs = kvmalloc_array(KREG_LOGS, sizeof(*logs), GFP_KERNEL);
	if (!logs)
		return -ENOMEM;
	err = open_logs(files, count, logs, &opened, &newer);
	if (!err && !opened)
		err = -ENODATA;
	if (!err && newer == opened)
		err = plan_new(recovery, good, logs, opened);
	else if (!err)
		err = plan_old(recovery, good, hive, logs, opened);
	kvfree(logs);
	return err;
}
EXPORT_SYMBOL_KREG(kreg_recovery_plan);

/**
 * kreg_recovery_apply() - bring the bins up to date
 * @recovery: from kreg_recovery_plan()
 * @bins: @recovery->bins_size bytes in one piece: what the hive file holds of
 *	its bins, zeros behind
 *
 * Context: Process context. May sleep.
 * Return: 0, -ENOMEM, -ENODATA a log has changed meanwhile, or what reading
 * answers.
 */
int kreg_recovery_apply(const struct kreg_recovery *recovery, u8 *bins)
{
	u32 i;
	int err;

	for (i = 0; i < recovery->count; i++) {
		err = kreg_log_apply(&recovery->logs[i], recovery->start, bins,
				     recovery->bins_size);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_recovery_apply);
