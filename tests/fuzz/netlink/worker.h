/* SPDX-License-Identifier: GPL-2.0 */
/* A process that sends until it is killed. */
#ifndef _KREG_FUZZ_WORKER_H
#define _KREG_FUZZ_WORKER_H

#include <stdint.h>
#include <stdnoreturn.h>

struct maker;

noreturn void worker_run(const struct maker *maker, uint64_t seed);

#endif /* _KREG_FUZZ_WORKER_H */
