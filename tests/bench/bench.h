/* SPDX-License-Identifier: GPL-2.0 */
/* What the benchmark programs share. */
#ifndef _KREG_BENCH_BENCH_H
#define _KREG_BENCH_BENCH_H

#include <stdio.h>
#include <stdlib.h>

static inline void fail(const char *what)
{
	perror(what);
	exit(1);
}

#endif /* _KREG_BENCH_BENCH_H */
