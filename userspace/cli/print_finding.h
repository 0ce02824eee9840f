/* SPDX-License-Identifier: GPL-2.0 */
/* Findings of the checker, of a file or of a job of the module. */
#ifndef _KREG_CLI_PRINT_FINDING_H
#define _KREG_CLI_PRINT_FINDING_H

#include "text.h"

struct json_object;

void finding_print(unsigned int number, uint32_t cell, bool repaired,
		   const char *text);
void finding_add(struct json_object *list, unsigned int number, uint32_t cell,
		 bool repaired, const char *text);

#endif /* _KREG_CLI_PRINT_FINDING_H */
