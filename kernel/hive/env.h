/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the hive engine takes from its surroundings: the kernel here,
 * tests/shim/env.h where it is built as a part of a normal program. That
 * file is included first and has the same guard.
 */
#ifndef _KREG_HIVE_ENV_H
#define _KREG_HIVE_ENV_H

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>

/* For the test and benchmark modules alone. */
#define EXPORT_SYMBOL_KREG(symbol) EXPORT_SYMBOL_NS_GPL(symbol, KREG_TEST)

/**
 * kreg_env_yield() - give way in a long loop
 *
 * Context: Process context, no spinlock. May sleep.
 * Return: 0, or -EINTR when the task is being killed.
 */
static inline int kreg_env_yield(void)
{
	cond_resched();
	return fatal_signal_pending(current) ? -EINTR : 0;
}

#endif /* _KREG_HIVE_ENV_H */
