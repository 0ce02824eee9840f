/* SPDX-License-Identifier: LGPL-2.1 */
/* Keys, and how a request names one. */
#ifndef _KREG_LIB_KEY_H
#define _KREG_LIB_KEY_H

#include "context.h"

/**
 * struct kreg_key - an open key
 * @ctx: context
 * @handle: its number in the module
 * @access: rights that were granted
 */
struct kreg_key {
	struct kreg *ctx;
	uint32_t handle;
	uint32_t access;
};

/**
 * struct kreg_where - a key, open or not
 * @key: open key, or NULL
 * @root: where @path starts when @key is NULL
 * @path: below @key or @root; NULL for @key itself
 * @path_len: bytes or KREG_NTS
 */
struct kreg_where {
	const struct kreg_key *key;
	enum kreg_root root;
	const char *path;
	size_t path_len;
};

void kreg_where_put(struct kreg *ctx, const struct kreg_where *where);

#endif /* _KREG_LIB_KEY_H */
