/* SPDX-License-Identifier: GPL-2.0 */
/* The strings in the data of a value. */
#ifndef _KREG_CLI_STRING_DATA_H
#define _KREG_CLI_STRING_DATA_H

#include "text.h"

void string_text(struct buffer *to, const uint8_t *data, size_t bytes);
void string_expand(struct buffer *to, struct text text);
bool multi_next(const uint8_t *data, size_t bytes, size_t *at, size_t *length);

#endif /* _KREG_CLI_STRING_DATA_H */
