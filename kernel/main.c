// SPDX-License-Identifier: GPL-2.0
/* The module: what is started and stopped, and in which order. */
#include "netlink/netlink.h"
#include "registry/cache.h"
#include "registry/mount.h"
#include "registry/pool.h"
#include "registry/root.h"

#include <linux/module.h>

static int __init kreg_init(void)
{
	int err;

	err = kreg_root_init();
	if (err)
		return err;
	err = kreg_cache_init();
	if (err)
		goto err_root;
	err = kreg_netlink_init();
	if (err)
		goto err_cache;
	return 0;

err_cache:
	kreg_cache_exit();
err_root:
	kreg_root_exit();
	return err;
}

static void __exit kreg_exit(void)
{
	kreg_netlink_exit();
	kreg_mount_unload_all();
	kreg_cache_exit();
	kreg_root_exit();
	kreg_pool_exit();
}

module_init(kreg_init);
module_exit(kreg_exit);

MODULE_DESCRIPTION("Registry of keys and values, from regf hives");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
