/* SPDX-License-Identifier: GPL-2.0 */
/* NT's one-to-one upcase of UTF-16 units. */
#ifndef _KREG_HIVE_UPCASE_H
#define _KREG_HIVE_UPCASE_H

#include "env.h"

extern const u8 kreg_upcase_page[256];
extern const s16 kreg_upcase_delta[][256];

/**
 * kreg_upcase() - upper case of one UTF-16 unit as NT has it
 * @unit: any unit, surrogates are their own upper case
 *
 * One to one, no expansions: U+00DF stays, U+00FF becomes U+0178.
 *
 * Context: Any.
 * Return: the upper case.
 */
static inline u16 kreg_upcase(u16 unit)
{
	if (unit < 0x80)
		return (u16)(unit - 'a') < 26 ? unit - 32 : unit;
	return unit +
	       kreg_upcase_delta[kreg_upcase_page[unit >> 8]][unit & 0xff];
}

#endif /* _KREG_HIVE_UPCASE_H */
