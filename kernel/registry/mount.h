/* SPDX-License-Identifier: GPL-2.0 */
/* Mounts: hives attached below a root. */
#ifndef _KREG_REGISTRY_MOUNT_H
#define _KREG_REGISTRY_MOUNT_H

#include "../hive/findings.h"
#include "../hive/name.h"
#include "path.h"

#include <linux/types.h>

struct cred;
struct file;

/**
 * struct kreg_load - a request to load a hive
 * @root: below which root
 * @name: mount name, one component, WTF-8
 * @name_bytes: its length
 * @opened: the file, when it is open already; then the next three are unused
 * @folder: open folder the file lies in
 * @file: plain file name in @folder, no '/', NUL terminated
 * @cred: with whose credentials the file is opened
 * @flags: KREG_LOAD_*
 * @findings: out: what was wrong with the file or repaired in memory
 */
struct kreg_load {
	enum kreg_root root;
	const u8 *name;
	u32 name_bytes;
	struct file *opened;
	struct file *folder;
	const char *file;
	const struct cred *cred;
	unsigned int flags;
	struct kreg_findings *findings;
};

#define KREG_LOAD_REPAIR 0x1 /* drop or mend what is broken */

enum kreg_mount_state {
	KREG_MOUNT_LOADING,
	KREG_MOUNT_LIVE,
	KREG_MOUNT_CLOSING,
};

/**
 * struct kreg_mount_status - a mount as status shows it
 * @root: below which root
 * @state: enum kreg_mount_state
 * @read_only: attached for reading only
 * @repaired: findings that were repaired at load
 * @minor: version 1.@minor
 * @bins: bytes of bins
 * @charged: bytes charged for the hive, its tables and cached objects
 * @keys: keys in the hive
 * @values: values in the hive
 * @cached_keys: key objects
 * @cached_values: snapshots
 * @handles: open handles
 * @name: mount name, WTF-8
 * @name_bytes: its length
 * @file: path of the file as seen from the initial root, NUL terminated
 */
struct kreg_mount_status {
	enum kreg_root root;
	enum kreg_mount_state state;
	bool read_only;
	u32 repaired;
	u32 minor;
	u32 bins;
	u64 charged;
	u32 keys;
	u32 values;
	u32 cached_keys;
	u32 cached_values;
	u32 handles;
	const u8 *name;
	u32 name_bytes;
	const char *file;
};

/*
 * kreg_mount_load() and kreg_mount_unload() sleep long and run in a job.
 * -EEXIST: name in use. -EBUSY: the name is being loaded or unloaded, the
 * file is already loaded or locked by somebody or changed while it was read,
 * or (unload) somebody holds keys below, see kreg_holders_walk(). -EINVAL,
 * -EILSEQ, -ENAMETOOLONG: bad mount or file name, or not a regular file.
 * -ENOEXEC: not a hive. -EUCLEAN: corrupt or in need of recovery. -EDQUOT:
 * over the pool's limit. Others come from opening or reading the file.
 *
 * kreg_mount_folder_get() takes an open folder from the descriptor table of
 * the current task, O_PATH too: the file, -EBADF, or -ENOTDIR.
 */
struct file *kreg_mount_folder_get(int descriptor);
void kreg_mount_folder_put(struct file *folder);
int kreg_mount_load(struct kreg_load *load);
int kreg_mount_unload(enum kreg_root root, const u8 *name, u32 name_bytes);
int kreg_mount_walk(unsigned int skip,
		    int (*show)(void *ctx, const struct kreg_mount_status *st),
		    void *ctx);
void kreg_mount_unload_all(void);

#endif /* _KREG_REGISTRY_MOUNT_H */
