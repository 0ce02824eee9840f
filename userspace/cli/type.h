/* SPDX-License-Identifier: GPL-2.0 */
/* Types of values, by name. */
#ifndef _KREG_CLI_TYPE_H
#define _KREG_CLI_TYPE_H

#include "buffer.h"

#include <linux/kreg_regf.h>
#include <stdbool.h>

const char *type_name(uint32_t type);
void type_show(struct buffer *to, uint32_t type);
bool type_is_string(uint32_t type);

#endif /* _KREG_CLI_TYPE_H */
