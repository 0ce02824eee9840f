// SPDX-License-Identifier: GPL-2.0
/* Least time of a call, which under -icount is a number of instructions. */
#include "measure.h"

#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/printk.h>

#define ROUNDS 50
#define CALLS 64 /* of one round: less than what is between two ticks */

static void nothing(void *ctx)
{
}

static u64 least_round(bench_call_t call, void *ctx)
{
	u64 least = U64_MAX, from;
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		from = ktime_get_ns();
		for (i = 0; i < CALLS; i++)
			call(ctx);
		least = min(least, ktime_get_ns() - from);
	}
	return least;
}

/**
 * bench_least() - the least that a call takes
 * @call: what is measured, called often
 * @ctx: for @call
 *
 * Context: Process context.
 * Return: nanoseconds of one call, without the loop around it.
 */
u64 bench_least(bench_call_t call, void *ctx)
{
	u64 loop = least_round(nothing, NULL);

	return (least_round(call, ctx) - loop + CALLS / 2) / CALLS;
}

/**
 * bench_report() - tell what came out
 * @name: of the measurement
 * @value: the number
 * @unit: its unit
 *
 * Context: Any.
 */
void bench_report(const char *name, u64 value, const char *unit)
{
	pr_info("kreg_bench: %s\t%llu\t%s\n", name, value, unit);
}
