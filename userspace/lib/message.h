/* SPDX-License-Identifier: LGPL-2.1 */
/* Messages: requests are built, sent, and their replies taken apart. */
#ifndef _KREG_LIB_MESSAGE_H
#define _KREG_LIB_MESSAGE_H

#include "attr.h"
#include "context.h"

#include <string.h>

/** Bytes of data that the longest attribute has, padding thought of. */
#define KREG_REQUEST_ATTR_MAX (UINT16_MAX - NLA_HDRLEN - NLA_ALIGNTO)

/*
 * Called for each message of a dump, under the context's lock; a negative
 * errno ends the dump with it.
 */
typedef int (*kreg_message_fn)(void *data, const struct kreg_reply *reply);

void kreg_message_begin(struct kreg *ctx, uint8_t command);
void kreg_message_too_long(struct kreg *ctx, size_t len);
int kreg_message_do(struct kreg *ctx, struct kreg_reply *reply);
int kreg_message_dump(struct kreg *ctx, kreg_message_fn fn, void *data,
		      bool *changed);
int kreg_message_post(struct kreg *ctx);
void kreg_message_drain(struct kreg *ctx);

/**
 * kreg_message_put() - add an attribute
 * @ctx: context, locked
 * @type: KREG_A_*
 * @data: its data
 * @len: bytes
 *
 * Every request is built by this, so it is not left to a function of libnl,
 * which would take as long as all the rest of a call.
 */
static inline void kreg_message_put(struct kreg *ctx, int type,
				    const void *data, size_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = NLA_HDRLEN + len };
	uint8_t *at = ctx->request + ctx->request_size;
	size_t total = NLA_ALIGN(NLA_HDRLEN + len);
	const uint32_t zero = 0;

	if (len > KREG_REQUEST_ATTR_MAX ||
	    total > KREG_REQUEST_SIZE - ctx->request_size) {
		kreg_message_too_long(ctx, len);
		return;
	}
	ctx->request_size += total;
	/* The last word goes first, for the padding in it. */
	memcpy(at + total - sizeof(zero), &zero, sizeof(zero));
	memcpy(at, &attr, sizeof(attr));
	if (len)
		memcpy(at + NLA_HDRLEN, data, len);
}

/**
 * kreg_message_put_text() - add text
 * @ctx: context, locked
 * @type: KREG_A_*
 * @text: text
 * @len: bytes or KREG_NTS
 */
static inline void kreg_message_put_text(struct kreg *ctx, int type,
					 const char *text, size_t len)
{
	kreg_message_put(ctx, type, text, len == KREG_NTS ? strlen(text) : len);
}

/**
 * kreg_message_put_u32() - add a number
 * @ctx: context, locked
 * @type: KREG_A_*
 * @number: number
 */
static inline void kreg_message_put_u32(struct kreg *ctx, int type,
					uint32_t number)
{
	kreg_message_put(ctx, type, &number, sizeof(number));
}

#endif /* _KREG_LIB_MESSAGE_H */
