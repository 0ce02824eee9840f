/* SPDX-License-Identifier: GPL-2.0 */
/* Paths: from a root or a key down to a key, through links. */
#ifndef _KREG_REGISTRY_PATH_H
#define _KREG_REGISTRY_PATH_H

#include <linux/types.h>

struct kreg_key;

/**
 * enum kreg_root - where a path starts; the numbers are the protocol's
 * @KREG_ROOT_LOCAL_MACHINE: \REGISTRY\Machine
 * @KREG_ROOT_USERS: \REGISTRY\User
 * @KREG_ROOT_COUNT: number of roots
 */
enum kreg_root {
	KREG_ROOT_LOCAL_MACHINE,
	KREG_ROOT_USERS,
	KREG_ROOT_COUNT,
};

#define KREG_PATH_OPEN_LINK 0x1 /* the link itself, if the last is one */

/**
 * struct kreg_path - a path as a caller gave it
 * @base: key to start from, or NULL for @root
 * @root: root to start from when @base is NULL
 * @text: WTF-8, components parted by '\\'; a trailing one, doubled ones and
 *	an empty path are legal; checked by the functions that take it
 * @bytes: length of @text
 * @options: KREG_PATH_*
 * @bad: out: on error, offset in @text of the component that failed
 * @bad_bytes: out: its length
 */
struct kreg_path {
	struct kreg_key *base;
	enum kreg_root root;
	const u8 *text;
	u32 bytes;
	unsigned int options;
	u32 bad;
	u32 bad_bytes;
};

#define KREG_PATH_MAX 65536 /* bytes of a path */
#define KREG_PATH_LINKS_MAX 64 /* links that one path follows */

struct kreg_key *kreg_path_open(struct kreg_path *path);

/* For this folder: without a look at the table first. */
struct kreg_key *kreg_path_open_slow(struct kreg_path *path);

#endif /* _KREG_REGISTRY_PATH_H */
