/* SPDX-License-Identifier: GPL-2.0 */
/* Errors: what, why, what to do next; and the exit code. */
#ifndef _KREG_CLI_ERROR_H
#define _KREG_CLI_ERROR_H

#include "text.h"

enum exit_code {
	EXIT_OK = 0,
	EXIT_NOT_FOUND = 1,
	EXIT_USAGE = 2,
	EXIT_REFUSED = 3,
	EXIT_CORRUPT = 4,
};

int error_exit_code(int rc);
const char *error_reason(int rc);
void error_text(struct text what, const char *why, const char *next);
__printf(2, 3) int error_usage(const char *command, const char *format, ...);
void error_no_memory(void);

#endif /* _KREG_CLI_ERROR_H */
