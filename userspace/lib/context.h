/* SPDX-License-Identifier: LGPL-2.1 */
/* The context: a socket, its buffers, and the lock over both. */
#ifndef _KREG_LIB_CONTEXT_H
#define _KREG_LIB_CONTEXT_H

#include "public.h"
#include "util.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

struct nl_sock;

#define KREG_REQUEST_SIZE 131072 /* bytes, all that a socket sends */
#define KREG_BUFFER_SIZE 131072 /* bytes, twice the largest dump message */

/**
 * struct kreg_link - how bytes travel; tests put another in
 * @send: send a datagram; 0 or a negative errno
 * @recv: receive one; its length, which may be larger than @size when it was
 *	cut off, or a negative errno: -EAGAIN when none came
 * @wait: wait @timeout_ms for a datagram; 0, -ETIMEDOUT or -EINTR
 * @find: look the family up; its id or a negative errno
 */
struct kreg_link {
	int (*send)(struct kreg *ctx, const void *data, size_t size);
	ssize_t (*recv)(struct kreg *ctx, void *data, size_t size);
	int (*wait)(struct kreg *ctx, int timeout_ms);
	int (*find)(struct kreg *ctx);
};

/**
 * struct kreg - a context
 * @lock: over all that follows, held from a request to the end of its reply
 * @link: how bytes travel
 * @socket: of libnl; NULL in tests
 * @fd: its descriptor
 * @family: id of the family, 0 before it was found
 * @seq: number of the last request
 * @command: of the last request
 * @request: the one buffer that all requests are built in
 * @request_size: bytes of it in use
 * @request_error: why it could not be built, a negative errno
 * @buffer: the one buffer that all replies are received in
 * @needed: bytes needed as the last -ERANGE told, 0 when it did not
 * @news: counts the ends of jobs that were told
 * @log: told what happens, or NULL
 * @log_data: for @log
 */
struct kreg {
	pthread_mutex_t lock;
	const struct kreg_link *link;
	struct nl_sock *socket;
	int fd;
	uint16_t family;
	uint8_t command;
	uint32_t seq;
	uint8_t *request;
	uint32_t request_size;
	int request_error;
	uint8_t *buffer;
	uint32_t needed;
	unsigned int news;
	kreg_log_fn log;
	void *log_data;
};

struct kreg *kreg_context_new(const struct kreg_link *link);
void kreg_context_free(struct kreg *ctx);

static inline void kreg_lock(struct kreg *ctx)
{
	pthread_mutex_lock(&ctx->lock);
}

static inline void kreg_unlock(struct kreg *ctx)
{
	pthread_mutex_unlock(&ctx->lock);
}

__printf(3, 4) void kreg_log(struct kreg *ctx, int priority, const char *format,
			     ...);

#endif /* _KREG_LIB_CONTEXT_H */
