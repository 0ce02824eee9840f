/* SPDX-License-Identifier: GPL-2.0 */
/* Raw generic netlink: messages in a buffer, and a socket. */
#ifndef _KREG_FUZZ_WIRE_H
#define _KREG_FUZZ_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/genetlink.h>
#include <linux/netlink.h>

#define WIRE_MAX 65536

/**
 * struct message - one message, or several, in the making
 * @bytes: used of @data
 * @data: netlink messages
 */
struct message {
	size_t bytes;
	uint8_t data[2 * WIRE_MAX];
};

/**
 * struct answer - what came for a request, all messages of it
 * @error: 0, or the negative errno of the ack or the end of the dump
 * @has_text: an extended ack named what is wrong
 * @text: what it said
 * @cookie: of the extended ack
 * @count: messages that are no acks
 * @bytes: of the first of them
 * @data: the first of them
 */
struct answer {
	int error;
	bool has_text;
	char text[128];
	uint32_t cookie[2];
	unsigned int count;
	size_t bytes;
	uint8_t data[WIRE_MAX];
};

extern int wire_family;

void message_begin(struct message *message, unsigned int type,
		   unsigned int flags, unsigned int command);
void message_put(struct message *message, unsigned int type, const void *data,
		 size_t bytes);
void message_put_u32(struct message *message, unsigned int type,
		     uint32_t value);
void message_end(struct message *message);

int wire_open(void);
int wire_find_family(const char *name);
bool wire_send(int fd, const struct message *message);
bool wire_request(int fd, const struct message *message, struct answer *answer,
		  void (*show)(void *ctx, const struct nlmsghdr *header),
		  void *ctx);
const struct nlattr *wire_attr(const void *attrs, size_t bytes,
			       unsigned int type);
const struct nlattr *wire_reply_attr(const struct nlmsghdr *header,
				     unsigned int type);

static inline const void *attr_data(const struct nlattr *attr)
{
	return (const uint8_t *)attr + NLA_HDRLEN;
}

static inline size_t attr_bytes(const struct nlattr *attr)
{
	return attr->nla_len - NLA_HDRLEN;
}

uint32_t attr_u32(const struct nlattr *attr);
uint64_t attr_uint(const struct nlattr *attr);

#endif /* _KREG_FUZZ_WIRE_H */
