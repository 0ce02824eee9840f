/* SPDX-License-Identifier: GPL-2.0 */
/* Binary data as hex with an ASCII column. */
#ifndef _KREG_CLI_HEXDUMP_H
#define _KREG_CLI_HEXDUMP_H

#include "buffer.h"

void hexdump_lines(struct buffer *to, const uint8_t *data, size_t bytes,
		   size_t width);

#endif /* _KREG_CLI_HEXDUMP_H */
