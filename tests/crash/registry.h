/* SPDX-License-Identifier: GPL-2.0 */
/* A hive on a disk: opened, changed, flushed, and what it holds as one number. */
#ifndef _KREG_CRASH_REGISTRY_H
#define _KREG_CRASH_REGISTRY_H

#include "disk.h"
#include "hive/hive.h"
#include "storage/volume.h"

enum { NAME_HIVE, NAME_LOG };

/**
 * struct registry - a hive that is open
 * @disk: where its files are
 * @hive: in memory
 * @volume: its files
 * @files: open files: the hive, its second file, a fresh one
 * @picture: what is being flushed
 * @keys: cells of keys that were made
 * @key_count: of @keys
 * @next: number for the next name
 */
struct registry {
	struct disk *disk;
	struct kreg_hive *hive;
	struct kreg_volume volume;
	struct open_file files[3];
	struct kreg_picture picture;
	u32 keys[64];
	u32 key_count;
	u32 next;
	u64 now;
};

void registry_format(struct disk *disk, const struct kreg_strategy *strategy,
		     u32 minor);
int registry_open(struct registry *registry, struct disk *disk,
		  const struct kreg_strategy *strategy);
void registry_close(struct registry *registry);
void registry_change(struct registry *registry);
int registry_flush(struct registry *registry);
int registry_write_back(struct registry *registry);
u64 registry_state(const struct registry *registry);

#endif /* _KREG_CRASH_REGISTRY_H */
