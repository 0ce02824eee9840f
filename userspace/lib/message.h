/* SPDX-License-Identifier: LGPL-2.1 */
/* Messages: requests are built, sent, and their replies taken apart. */
#ifndef _KREG_LIB_MESSAGE_H
#define _KREG_LIB_MESSAGE_H

#include "attr.h"
#include "context.h"

/*
 * Called for each message of a dump, under the context's lock; a negative
 * errno ends the dump with it.
 */
typedef int (*kreg_message_fn)(void *data, const struct kreg_reply *reply);

void kreg_message_begin(struct kreg *ctx, uint8_t command);
void kreg_message_put(struct kreg *ctx, int type, const void *data, size_t len);
void kreg_message_put_text(struct kreg *ctx, int type, const char *text,
			   size_t len);
void kreg_message_put_u32(struct kreg *ctx, int type, uint32_t number);
int kreg_message_do(struct kreg *ctx, struct kreg_reply *reply);
int kreg_message_dump(struct kreg *ctx, kreg_message_fn fn, void *data,
		      bool *changed);
int kreg_message_post(struct kreg *ctx);
void kreg_message_drain(struct kreg *ctx);

#endif /* _KREG_LIB_MESSAGE_H */
