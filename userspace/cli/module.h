/* SPDX-License-Identifier: GPL-2.0 */
/* The connection to the module, and its errors as this program tells them. */
#ifndef _KREG_CLI_MODULE_H
#define _KREG_CLI_MODULE_H

#include "text.h"

#include <kreg/kreg.h>

const char *module_hint(int rc);
int module_error(struct kreg *ctx, struct text what, int rc);
int module_error_hint(struct kreg *ctx, struct text what, int rc,
		      const char *next);

#endif /* _KREG_CLI_MODULE_H */
