/* SPDX-License-Identifier: GPL-2.0 */
/* Security identifiers. */
#ifndef _KREG_CLI_SID_H
#define _KREG_CLI_SID_H

#include "buffer.h"

#include <stdbool.h>

/**
 * struct sid - a view of a security identifier
 * @data: as stored
 * @bytes: length, 0 when there is none
 */
struct sid {
	const uint8_t *data;
	size_t bytes;
};

bool sid_read(const uint8_t *data, size_t bytes, struct sid *sid);
void sid_number(struct buffer *to, const struct sid *sid);
void sid_sddl(struct buffer *to, const struct sid *sid);
void sid_show(struct buffer *to, const struct sid *sid);

#endif /* _KREG_CLI_SID_H */
