/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The files of a hive, and in which order they are written, so that after a
 * crash at any instant they hold the hive as it was at one flush.
 */
#ifndef _KREG_STORAGE_VOLUME_H
#define _KREG_STORAGE_VOLUME_H

#include "io.h"
#include "picture.h"

struct kreg_volume;

/**
 * struct kreg_volume_calls - what a volume asks of its owner
 * @fresh: make a new file beside the log, under another name, in @io
 * @adopt: give the new file the name of the log, durably; from then on @io of
 *	@fresh is the log
 */
struct kreg_volume_calls {
	int (*fresh)(void *owner, struct kreg_io *io);
	int (*adopt)(void *owner, struct kreg_io *io);
};

/**
 * struct kreg_strategy - in which order files are written
 * @name: "log", "alternate"
 * @flush: write a picture; after success it is durable
 */
struct kreg_strategy {
	const char *name;
	int (*flush)(struct kreg_volume *volume,
		     const struct kreg_picture *picture);
};

extern const struct kreg_strategy kreg_strategy_log;
extern const struct kreg_strategy kreg_strategy_alternate;

/**
 * struct kreg_volume - the files of a hive
 * @strategy: in which order they are written
 * @calls: of the owner
 * @owner: passed to @calls
 * @primary: the hive file
 * @second: its log, or its .ALT
 * @base: base block as it is, or is to be, in @primary
 * @sequence: of the last flush that was completed
 * @unsure: the file, @primary or @second, may be in transition, so that the
 *	other one must stay as it is until this one is complete again
 */
struct kreg_volume {
	const struct kreg_strategy *strategy;
	const struct kreg_volume_calls *calls;
	void *owner;
	struct kreg_io primary;
	struct kreg_io second;
	struct kreg_regf_base base;
	u32 sequence;
	const struct kreg_io *unsure;
};

u64 kreg_volume_stamp(const struct kreg_volume *volume, u64 now);
int kreg_volume_flush(struct kreg_volume *volume, struct kreg_picture *picture);
int kreg_volume_mark(struct kreg_volume *volume, const struct kreg_io *io,
		     const struct kreg_picture *picture, u32 secondary);

#endif /* _KREG_STORAGE_VOLUME_H */
