/* SPDX-License-Identifier: GPL-2.0 */
/* Raw requests, for what the library does not let happen. */
#ifndef _KREG_TESTS_RACES_WIRE_H
#define _KREG_TESTS_RACES_WIRE_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct wire - a socket, and the request that is being made
 * @fd: socket
 * @family: number of the family
 * @seq: of the last request
 * @used: bytes of @buf
 * @buf: request, then what is received
 */
struct wire {
	int fd;
	uint16_t family;
	uint32_t seq;
	size_t used;
	char buf[1 << 17] __attribute__((aligned(NLMSG_ALIGNTO)));
};

int wire_open(struct wire *wire, uint32_t port);
void wire_close(struct wire *wire);
void wire_begin(struct wire *wire, int command, int flags);
void wire_put(struct wire *wire, int type, const void *data, size_t size);
void wire_put_u32(struct wire *wire, int type, uint32_t number);
void wire_put_text(struct wire *wire, int type, const char *text);
int wire_send(struct wire *wire);
int wire_receive(struct wire *wire);
int wire_answer(struct wire *wire, int want, uint32_t *number);
const struct nlattr *wire_find(const struct nlmsghdr *message, int want);
int wire_dump(struct wire *wire,
	      void (*each)(void *ctx, const struct nlmsghdr *message),
	      void *ctx);
int wire_open_key(struct wire *wire, const char *path, uint32_t *handle);
int wire_query(struct wire *wire, uint32_t handle, const char *name,
	       uint32_t *number);

#endif /* _KREG_TESTS_RACES_WIRE_H */
