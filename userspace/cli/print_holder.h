/* SPDX-License-Identifier: GPL-2.0 */
/* Who holds keys open. */
#ifndef _KREG_CLI_PRINT_HOLDER_H
#define _KREG_CLI_PRINT_HOLDER_H

#include "module.h"

struct json_object;

void holders_show(struct buffer *to, const struct kreg_list *list,
		  uint32_t not_pid);
struct json_object *holder_json(const struct kreg_holder *holder);
void age_show(struct buffer *to, uint64_t ms);

#endif /* _KREG_CLI_PRINT_HOLDER_H */
