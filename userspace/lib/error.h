/* SPDX-License-Identifier: LGPL-2.1 */
/* Why the last call failed, kept for each thread. */
#ifndef _KREG_LIB_ERROR_H
#define _KREG_LIB_ERROR_H

#include "public.h"
#include "util.h"

__printf(3, 4) int kreg_error(const struct kreg *ctx, int rc,
			      const char *format, ...);
int kreg_error_plain(const struct kreg *ctx, int rc);
void kreg_error_forget(const struct kreg *ctx);

#endif /* _KREG_LIB_ERROR_H */
