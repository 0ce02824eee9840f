/* SPDX-License-Identifier: GPL-2.0 */
/* A module that is made up: it answers what a test has told it to. */
#ifndef _KREG_TESTS_LIB_PEER_H
#define _KREG_TESTS_LIB_PEER_H

#include "context.h"

#include <linux/netlink.h>

#define PEER_FAMILY 0x20
#define PEER_LOST (-1) /* as a datagram's size: the buffer was full */

struct nlattr;

struct kreg *peer_open(void);
void peer_close(struct kreg *ctx);
void peer_forget(void);

/*
 * Answers are queued before the call that they answer. Each function adds to
 * the datagram that is being made; peer_flush() queues it.
 */
void peer_message(struct kreg *ctx, int command);
void peer_put(int type, const void *data, size_t len);
void peer_put_u32(int type, uint32_t number);
void peer_put_uint(int type, uint64_t number);
void peer_put_text(int type, const char *text);
void peer_nest(int type);
void peer_nest_end(void);
void peer_error(struct kreg *ctx, int error, const char *text, uint32_t needed);
void peer_done(struct kreg *ctx, int error);
struct nlmsghdr *peer_header(void);
void peer_flush(void);
void peer_raw(const void *data, ssize_t size);
void peer_skip_requests(int count);
int peer_left(void);

/* What was sent last. */
const void *peer_request(size_t *size);
int peer_request_command(void);
const struct nlattr *peer_request_attr(int type);

/* Family id that the next looks for it find, or a negative errno. */
extern int peer_family;

#endif /* _KREG_TESTS_LIB_PEER_H */
