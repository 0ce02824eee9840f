/* SPDX-License-Identifier: GPL-2.0 */
/* Handles: an opened key with what was granted, and who holds it. */
#ifndef _KREG_REGISTRY_HANDLE_H
#define _KREG_REGISTRY_HANDLE_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct kreg_key;
struct kreg_mount;
struct kreg_path;

/**
 * struct kreg_holder - who holds a key open, as listed
 * @pid: thread group, in the initial pid namespace
 * @uid: of the opener, in the initial user namespace
 * @comm: command
 * @access: granted rights
 * @age_ms: since the open, milliseconds
 * @path: as opened, WTF-8 with the root's short name ("HKLM\\...")
 * @path_bytes: its length
 */
struct kreg_holder {
	pid_t pid;
	u32 uid;
	char comm[TASK_COMM_LEN];
	u32 access;
	u64 age_ms;
	const u8 *path;
	u32 path_bytes;
};

struct kreg_handle;

/*
 * kreg_handle_close() does not sleep. The key that kreg_handle_key() answers
 * is held by the handle, the caller does not put it.
 */
struct kreg_handle *kreg_handle_open(struct kreg_path *path, u32 desired,
				     u32 *granted);
void kreg_handle_close(struct kreg_handle *handle);
struct kreg_key *kreg_handle_key(struct kreg_handle *handle);
struct kreg_key *kreg_handle_try_key(struct kreg_handle *handle, u32 *access);

/*
 * Calls @show for every holder at or below @key (every holder at all when it
 * is NULL), under whatever name it was opened. @show may sleep; returning
 * non-zero ends the walk. @skip holders are passed over first.
 */
int kreg_holders_walk(struct kreg_key *key, unsigned long skip,
		      int (*show)(void *ctx, const struct kreg_holder *holder),
		      void *ctx);

/* For this folder. */
struct kreg_handle *kreg_handle_hold(struct kreg_key *key);
int kreg_holders_forbid(struct kreg_mount *mount);
void kreg_holders_allow(struct kreg_mount *mount);

#endif /* _KREG_REGISTRY_HANDLE_H */
