// SPDX-License-Identifier: GPL-2.0
/* A netlink family whose one operation does nothing: the price of a message. */
#include "measure.h"

#include <linux/module.h>
#include <net/genetlink.h>

static int do_nothing(struct sk_buff *skb, struct genl_info *info)
{
	return 0;
}

static const struct genl_small_ops ops[] = {
	{ .cmd = 1, .doit = do_nothing },
};

static struct genl_family family = {
	.name = "kreg_bench",
	.version = 1,
	.module = THIS_MODULE,
	.parallel_ops = true,
	.small_ops = ops,
	.n_small_ops = ARRAY_SIZE(ops),
	.resv_start_op = 2,
};

/**
 * bench_null_init() - register the family
 *
 * Context: Process context. May sleep.
 * Return: 0 or a negative errno.
 */
int bench_null_init(void)
{
	return genl_register_family(&family);
}

/**
 * bench_null_exit() - unregister it
 *
 * Context: Process context. May sleep.
 */
void bench_null_exit(void)
{
	genl_unregister_family(&family);
}
