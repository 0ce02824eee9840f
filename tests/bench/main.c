// SPDX-License-Identifier: GPL-2.0
/*
 * The benchmark module: measures when it is loaded.
 *
 *   run=calls		a value through a key, a path, and their anchors;
 *			needs the standard hive SYSTEM below HKLM, and the
 *			path of the same names below /dev
 *   run=siblings mount=NAME	look-ups in the key Many of that hive
 */
#include "measure.h"

#include <linux/errno.h>
#include <linux/module.h>
#include <linux/string.h>

static char *run = "calls";
module_param(run, charp, 0444);
MODULE_PARM_DESC(run, "calls or siblings");

static char *mount = "";
module_param(mount, charp, 0444);
MODULE_PARM_DESC(mount, "mount name of the hive with siblings");

static int measure(void)
{
	if (!strcmp(run, "calls"))
		return bench_calls();
	if (!strcmp(run, "siblings"))
		return bench_siblings(mount);
	return -EINVAL;
}

static int __init bench_init(void)
{
	int err;

	err = measure();
	if (err)
		return err;
	return bench_null_init();
}

static void __exit bench_exit(void)
{
	bench_null_exit();
}

module_init(bench_init);
module_exit(bench_exit);

MODULE_DESCRIPTION("Benchmarks of kreg");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(KREG_TEST);
