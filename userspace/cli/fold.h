/* SPDX-License-Identifier: GPL-2.0 */
/* Comparing without case, as NT does: by the hive engine's own table. */
#ifndef _KREG_CLI_FOLD_H
#define _KREG_CLI_FOLD_H

#include "text.h"

uint16_t fold_unit(uint16_t unit);
void fold_text(struct buffer *to, struct text text);

#endif /* _KREG_CLI_FOLD_H */
