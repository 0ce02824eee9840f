// SPDX-License-Identifier: LGPL-2.1
#include "context.h"
#include "error.h"
#include "socket.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>

#define LOG_SIZE 256 /* bytes with the NUL */

/**
 * kreg_context_new() - make a context without a socket
 * @link: how bytes will travel
 *
 * Return: the context, or NULL when memory is short.
 */
struct kreg *kreg_context_new(const struct kreg_link *link)
{
	struct kreg *ctx = calloc(1, sizeof(*ctx));

	if (!ctx)
		return NULL;
	pthread_mutex_init(&ctx->lock, NULL);
	ctx->link = link;
	ctx->fd = -1;
	ctx->request = malloc(KREG_REQUEST_SIZE);
	ctx->buffer = malloc(KREG_BUFFER_SIZE);
	if (ctx->request && ctx->buffer)
		return ctx;
	kreg_context_free(ctx);
	return NULL;
}

/**
 * kreg_context_free() - free a context whose socket is closed
 * @ctx: context
 */
void kreg_context_free(struct kreg *ctx)
{
	kreg_error_forget(ctx);
	free(ctx->request);
	free(ctx->buffer);
	pthread_mutex_destroy(&ctx->lock);
	free(ctx);
}

int kreg_open(struct kreg **out, unsigned int flags)
{
	struct kreg *ctx;
	int rc;

	if (flags & ~KREG_OPEN_LATE)
		return kreg_error(NULL, -EINVAL, "unknown flags 0x%x", flags);
	ctx = kreg_context_new(&kreg_socket_link);
	if (!ctx)
		return kreg_error_plain(NULL, -ENOMEM);
	rc = kreg_socket_open(ctx);
	if (!rc && !(flags & KREG_OPEN_LATE))
		rc = ctx->link->find(NULL);
	if (rc < 0) {
		kreg_close(ctx);
		return rc;
	}
	ctx->family = rc;
	*out = ctx;
	return 0;
}

void kreg_close(struct kreg *ctx)
{
	if (!ctx)
		return;
	kreg_socket_close(ctx);
	kreg_context_free(ctx);
}

void kreg_set_log(struct kreg *ctx, kreg_log_fn log, void *data)
{
	kreg_lock(ctx);
	ctx->log = log;
	ctx->log_data = data;
	kreg_unlock(ctx);
}

/**
 * kreg_log() - tell the caller's log function something
 * @ctx: context, locked
 * @priority: of syslog(3)
 * @format: of one line
 */
void kreg_log(struct kreg *ctx, int priority, const char *format, ...)
{
	char text[LOG_SIZE];
	va_list args;

	if (!ctx->log)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	ctx->log(ctx->log_data, priority, text);
}

void kreg_free(void *block)
{
	free(block);
}

const char *kreg_library_version(void)
{
	return KREG_VERSION;
}
