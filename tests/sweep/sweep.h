/* SPDX-License-Identifier: GPL-2.0 */
/* Allocations that fail: what is done, and what makes them fail. */
#ifndef _KREG_TESTS_SWEEP_SWEEP_H
#define _KREG_TESTS_SWEEP_SWEEP_H

#include "../races/wire.h"

#include <stdbool.h>

/**
 * struct operation - what is done while an allocation fails
 * @name: as printed
 * @prepare: is not disturbed; or NULL
 * @run: sends the request, takes the answer, checks it
 * @wait: waits for the job that was asked for; or NULL
 * @undo: undoes what succeeded, or does what was refused; or NULL
 * @charged: may be refused for quota, which no read ever is
 *
 * All answer 0 or a negative errno, -EPROTO where an answer is wrong.
 */
struct operation {
	const char *name;
	int (*prepare)(struct wire *wire);
	int (*run)(struct wire *wire);
	int (*wait)(struct wire *wire);
	int (*undo)(struct wire *wire, int rc);
	bool charged;
};

extern const struct operation operations[];
extern const char *sweep_hives;

#endif /* _KREG_TESTS_SWEEP_SWEEP_H */
