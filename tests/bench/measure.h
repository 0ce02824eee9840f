/* SPDX-License-Identifier: GPL-2.0 */
/* Measuring in the kernel; what comes out is a line of the kernel's log. */
#ifndef _KREG_BENCH_MEASURE_H
#define _KREG_BENCH_MEASURE_H

#include <linux/types.h>

typedef void (*bench_call_t)(void *ctx);

u64 bench_least(bench_call_t call, void *ctx);
void bench_report(const char *name, u64 value, const char *unit);

/* What the parameter "run" can ask for. */
int bench_calls(void);
int bench_siblings(const char *mount);

int bench_null_init(void);
void bench_null_exit(void);

#endif /* _KREG_BENCH_MEASURE_H */
