// SPDX-License-Identifier: GPL-2.0
#include "stamp.h"

#include <time.h>

#define TICKS_PER_SECOND 10000000
#define SECONDS_TO_1970 11644473600LL

/**
 * stamp_show() - write a stamp as ISO 8601 with all its digits
 * @to: where to append
 * @filetime: stamp
 * @utc: in UTC, else in local time with its offset
 */
void stamp_show(struct buffer *to, uint64_t filetime, bool utc)
{
	time_t seconds = filetime / TICKS_PER_SECOND - SECONDS_TO_1970;
	char day[48], zone[8] = "Z";
	struct tm tm;

	if (!filetime) {
		buffer_puts(to, "never");
		return;
	}
	if (!(utc ? gmtime_r(&seconds, &tm) : localtime_r(&seconds, &tm)) ||
	    !strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm)) {
		buffer_printf(to, "0x%016llx", (unsigned long long)filetime);
		return;
	}
	if (!utc)
		strftime(zone, sizeof(zone), "%z", &tm);
	buffer_printf(to, "%s.%07u", day,
		      (unsigned int)(filetime % TICKS_PER_SECOND));
	if (utc)
		buffer_puts(to, zone);
	else
		buffer_printf(to, "%.3s:%s", zone, zone + 3);
}
