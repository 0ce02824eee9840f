// SPDX-License-Identifier: LGPL-2.1
#include "public.h"

#include <errno.h>

#define TICKS 10000000LL /* of 100 ns in a second */
#define TICK_NS 100
#define EPOCH 11644473600LL /* seconds from 1601 to 1970 */

void kreg_filetime_to_timespec(uint64_t filetime, struct timespec *time)
{
	time->tv_sec = (int64_t)(filetime / TICKS) - EPOCH;
	time->tv_nsec = filetime % TICKS * TICK_NS;
}

int kreg_timespec_to_filetime(const struct timespec *time, uint64_t *filetime)
{
	const uint64_t last = UINT64_MAX / TICKS;
	uint64_t seconds;

	if (time->tv_sec < -EPOCH || time->tv_sec >= (int64_t)last - EPOCH ||
	    time->tv_nsec < 0 || time->tv_nsec >= TICKS * TICK_NS)
		return -ERANGE;
	seconds = time->tv_sec + EPOCH;
	*filetime = seconds * TICKS + time->tv_nsec / TICK_NS;
	return 0;
}
