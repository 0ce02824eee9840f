/* SPDX-License-Identifier: GPL-2.0 */
/* FILETIME stamps: 100 ns since 1601. */
#ifndef _KREG_CLI_STAMP_H
#define _KREG_CLI_STAMP_H

#include "buffer.h"

#include <stdbool.h>

void stamp_show(struct buffer *to, uint64_t filetime, bool utc);

#endif /* _KREG_CLI_STAMP_H */
