/* SPDX-License-Identifier: GPL-2.0 */
/* Symbolic links: keys that name another key. */
#ifndef _KREG_REGISTRY_LINK_H
#define _KREG_REGISTRY_LINK_H

#include "path.h"

#include <linux/types.h>

struct kreg_key;

/**
 * struct kreg_target - where a link leads to
 * @root: root below which the target lies
 * @buffer: for kvfree()
 * @text: path below @root, WTF-8, in @buffer
 * @bytes: its length
 */
struct kreg_target {
	enum kreg_root root;
	u8 *buffer;
	const u8 *text;
	u32 bytes;
};

int kreg_link_read(struct kreg_key *link, struct kreg_target *target);

#endif /* _KREG_REGISTRY_LINK_H */
