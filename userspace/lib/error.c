// SPDX-License-Identifier: LGPL-2.1
#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#define TEXT_SIZE 1024 /* bytes with the NUL */

/*
 * Threads that share a context must not overwrite each other's explanation,
 * so it is kept with the thread.
 */
static __thread struct {
	const struct kreg *ctx;
	char text[TEXT_SIZE];
} last;

/**
 * kreg_error() - keep the explanation of a failure
 * @ctx: context of the call, or NULL
 * @rc: negative errno
 * @format: of the explanation
 *
 * Context: Any.
 * Return: @rc.
 */
int kreg_error(const struct kreg *ctx, int rc, const char *format, ...)
{
	va_list args;

	last.ctx = ctx;
	va_start(args, format);
	vsnprintf(last.text, sizeof(last.text), format, args);
	va_end(args);
	return rc;
}

/**
 * kreg_error_plain() - keep what the errno says by itself
 * @ctx: context of the call, or NULL
 * @rc: negative errno
 *
 * Context: Any.
 * Return: @rc.
 */
int kreg_error_plain(const struct kreg *ctx, int rc)
{
	errno = -rc;
	return kreg_error(ctx, rc, "%m");
}

/**
 * kreg_error_forget() - a context is gone, and its address may come back
 * @ctx: context
 */
void kreg_error_forget(const struct kreg *ctx)
{
	if (last.ctx == ctx)
		last.text[0] = '\0';
}

const char *kreg_error_text(const struct kreg *ctx)
{
	return !ctx || last.ctx == ctx ? last.text : "";
}
