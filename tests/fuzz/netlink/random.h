/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers that are the same for the same seed. */
#ifndef _KREG_FUZZ_RANDOM_H
#define _KREG_FUZZ_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/* splitmix64 */
static inline uint64_t random_next(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static inline unsigned int random_below(struct random *random, unsigned int end)
{
	return end ? random_next(random) % end : 0;
}

static inline bool random_one_in(struct random *random, unsigned int count)
{
	return random_below(random, count) == 0;
}

#endif /* _KREG_FUZZ_RANDOM_H */
