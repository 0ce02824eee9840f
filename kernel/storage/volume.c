// SPDX-License-Identifier: GPL-2.0
/* The files of a hive, and what all ways to write them have in common. */
#include "volume.h"

#include "../hive/base.h"

/**
 * kreg_volume_stamp() - choose the stamp of the next flush
 * @volume: files of the hive
 * @now: FILETIME
 *
 * A flush that is tried again keeps its stamp: a log belongs to the hive whose
 * stamp it carries, and which of both stamps the hive has by now is not known.
 *
 * Context: Any.
 * Return: the stamp.
 */
u64 kreg_volume_stamp(const struct kreg_volume *volume, u64 now)
{
	u64 last = le64_to_cpu(volume->base.stamp);

	if (volume->unsure)
		return last;
	return max(now, last + 1);
}

/**
 * kreg_volume_mark() - write a base block, and see that it is durable
 * @volume: files of the hive
 * @io: file to write it to
 * @picture: of the flush that is going on
 * @secondary: second sequence number: that of the last flush marks the file as
 *	in transition, that of this one as complete
 *
 * Context: Process context. Sleeps, does I/O.
 * Return: 0, or what writing answers.
 */
int kreg_volume_mark(struct kreg_volume *volume, const struct kreg_io *io,
		     const struct kreg_picture *picture, u32 secondary)
{
	struct kreg_regf_base *base = &volume->base;
	int err;

	base->primary = cpu_to_le32(volume->sequence + 1);
	base->secondary = cpu_to_le32(secondary);
	base->bins_size = cpu_to_le32(picture->bins_size);
	base->checksum = cpu_to_le32(kreg_base_checksum(base));
	err = kreg_io_write(io, 0, base, sizeof(*base));
	return err ? err : kreg_io_sync(io);
}

/**
 * kreg_volume_flush() - write a picture
 * @volume: files of the hive
 * @picture: with the stamp of kreg_volume_stamp()
 *
 * Context: Process context, one flush at a time. Sleeps, does I/O.
 * Return: 0 when it is durable. Else what failed, and the picture must be part
 * of the next one: nothing is known of what was written.
 */
int kreg_volume_flush(struct kreg_volume *volume, struct kreg_picture *picture)
{
	int err;

	volume->base.stamp = picture->base.stamp;
	err = volume->strategy->flush(volume, picture);
	if (err)
		return err;
	volume->sequence++;
	volume->unsure = NULL;
	return 0;
}
