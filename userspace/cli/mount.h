/* SPDX-License-Identifier: GPL-2.0 */
/* Mount points as load and unload take them. */
#ifndef _KREG_CLI_MOUNT_H
#define _KREG_CLI_MOUNT_H

#include "module.h"
#include "options.h"

/**
 * struct mount - a mount point
 * @root: below which root
 * @name: name there
 */
struct mount {
	enum kreg_root root;
	struct text name;
};

int mount_run(const struct options *options,
	      int (*work)(struct kreg *ctx, const struct mount *mount,
			  const struct options *options));

#endif /* _KREG_CLI_MOUNT_H */
