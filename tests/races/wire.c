// SPDX-License-Identifier: GPL-2.0
/* Raw requests over generic netlink. */
#include "wire.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/kreg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define KEY_READ 0x20019

static struct nlmsghdr *header(struct wire *wire)
{
	return (struct nlmsghdr *)wire->buf;
}

/**
 * wire_begin() - begin a request
 * @wire: socket
 * @command: of the family
 * @flags: NLM_F_*
 */
void wire_begin(struct wire *wire, int command, int flags)
{
	struct genlmsghdr *genl;

	memset(wire->buf, 0, NLMSG_HDRLEN + GENL_HDRLEN);
	header(wire)->nlmsg_type = wire->family;
	header(wire)->nlmsg_flags = NLM_F_REQUEST | flags;
	header(wire)->nlmsg_seq = ++wire->seq;
	genl = NLMSG_DATA(header(wire));
	genl->cmd = command;
	genl->version = 1;
	wire->used = NLMSG_HDRLEN + GENL_HDRLEN;
}

/**
 * wire_put() - add an attribute
 * @wire: socket
 * @type: of the attribute
 * @data: its data
 * @size: bytes of it
 */
void wire_put(struct wire *wire, int type, const void *data, size_t size)
{
	struct nlattr *attr = (struct nlattr *)(wire->buf + wire->used);

	attr->nla_type = type;
	attr->nla_len = NLA_HDRLEN + size;
	memset((char *)attr + NLA_HDRLEN, 0, NLA_ALIGN(size));
	memcpy((char *)attr + NLA_HDRLEN, data, size);
	wire->used += NLA_ALIGN(attr->nla_len);
}

/**
 * wire_put_u32() - add a number
 * @wire: socket
 * @type: of the attribute
 * @number: number
 */
void wire_put_u32(struct wire *wire, int type, uint32_t number)
{
	wire_put(wire, type, &number, sizeof(number));
}

/**
 * wire_put_text() - add a text without its NUL
 * @wire: socket
 * @type: of the attribute
 * @text: text
 */
void wire_put_text(struct wire *wire, int type, const char *text)
{
	wire_put(wire, type, text, strlen(text));
}

/**
 * wire_send() - send the request
 * @wire: socket
 *
 * Return: 0 or a negative errno.
 */
int wire_send(struct wire *wire)
{
	header(wire)->nlmsg_len = wire->used;
	return send(wire->fd, wire->buf, wire->used, 0) < 0 ? -errno : 0;
}

/**
 * wire_receive() - receive one datagram
 * @wire: socket
 *
 * Return: its size, or a negative errno.
 */
int wire_receive(struct wire *wire)
{
	ssize_t size;

	do {
		size = recv(wire->fd, wire->buf, sizeof(wire->buf), 0);
	} while (size < 0 && errno == EINTR);
	return size < 0 ? -errno : (int)size;
}

/**
 * wire_find() - find an attribute in a message
 * @message: of the family
 * @want: type of the attribute
 *
 * Return: the attribute, or NULL.
 */
const struct nlattr *wire_find(const struct nlmsghdr *message, int want)
{
	const char *at = (const char *)message + NLMSG_HDRLEN + GENL_HDRLEN;
	const char *end = (const char *)message + message->nlmsg_len;

	while (end - at >= NLA_HDRLEN) {
		const struct nlattr *attr = (const struct nlattr *)at;

		if ((attr->nla_type & NLA_TYPE_MASK) == want)
			return attr;
		at += NLA_ALIGN(attr->nla_len);
	}
	return NULL;
}

/**
 * wire_answer() - receive the one answer of the last request
 * @wire: socket
 * @want: attribute that holds a number
 * @number: where to put it
 *
 * News of jobs, with sequence number 0, is passed over.
 *
 * Return: 0 or a negative errno: -EPROTO it is somebody else's answer.
 */
int wire_answer(struct wire *wire, int want, uint32_t *number)
{
	const struct nlmsghdr *message = header(wire);
	const struct nlattr *attr;
	int rc;

	do {
		rc = wire_receive(wire);
		if (rc < 0)
			return rc;
	} while (!message->nlmsg_seq);
	if (message->nlmsg_seq != wire->seq)
		return -EPROTO;
	if (message->nlmsg_type == NLMSG_ERROR)
		return ((struct nlmsgerr *)NLMSG_DATA(message))->error;
	attr = wire_find(message, want);
	if (!attr || attr->nla_len < NLA_HDRLEN + sizeof(*number))
		return -EPROTO;
	memcpy(number, (const char *)attr + NLA_HDRLEN, sizeof(*number));
	return 0;
}

/* Passes the messages of one datagram on: 1 at the end of the dump. */
static int take_datagram(struct wire *wire, int size,
			 void (*each)(void *ctx,
				      const struct nlmsghdr *message),
			 void *ctx)
{
	const struct nlmsghdr *message = header(wire);

	for (; NLMSG_OK(message, size); message = NLMSG_NEXT(message, size)) {
		if (message->nlmsg_seq != wire->seq)
			continue;
		if (message->nlmsg_type == NLMSG_ERROR)
			return ((struct nlmsgerr *)NLMSG_DATA(message))->error;
		if (message->nlmsg_type == NLMSG_DONE)
			return *(int *)NLMSG_DATA(message) ?: 1;
		each(ctx, message);
	}
	return 0;
}

/**
 * wire_dump() - receive what a dump answers
 * @wire: socket
 * @each: called with each message
 * @ctx: for @each
 *
 * Return: 0 or a negative errno.
 */
int wire_dump(struct wire *wire,
	      void (*each)(void *ctx, const struct nlmsghdr *message),
	      void *ctx)
{
	int rc;

	do {
		rc = wire_receive(wire);
		if (rc > 0)
			rc = take_datagram(wire, rc, each, ctx);
	} while (!rc);
	return rc < 0 ? rc : 0;
}

static int find_family(struct wire *wire)
{
	uint32_t number;
	int rc;

	wire->family = GENL_ID_CTRL;
	wire_begin(wire, CTRL_CMD_GETFAMILY, 0);
	wire_put(wire, CTRL_ATTR_FAMILY_NAME, KREG_FAMILY_NAME,
		 sizeof(KREG_FAMILY_NAME));
	rc = wire_send(wire);
	if (rc)
		return rc;
	/* Its number has 16 bits, its neighbour is padding. */
	rc = wire_receive(wire);
	if (rc < 0)
		return rc;
	if (header(wire)->nlmsg_type == NLMSG_ERROR)
		return -ENODEV;
	memcpy(&number,
	       (const char *)wire_find(header(wire), CTRL_ATTR_FAMILY_ID) +
		       NLA_HDRLEN,
	       sizeof(number));
	wire->family = number;
	return 0;
}

/**
 * wire_open() - open a socket
 * @wire: filled
 * @port: its port, 0 for any
 *
 * Return: 0 or a negative errno: -EADDRINUSE, -ENODEV the module is not there.
 */
int wire_open(struct wire *wire, uint32_t port)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK,
				       .nl_pid = port };
	int rc;

	wire->seq = 0;
	wire->fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
	if (wire->fd < 0)
		return -errno;
	if (bind(wire->fd, (struct sockaddr *)&address, sizeof(address)))
		rc = -errno;
	else
		rc = find_family(wire);
	if (rc)
		close(wire->fd);
	return rc;
}

/**
 * wire_close() - close it
 * @wire: socket
 */
void wire_close(struct wire *wire)
{
	close(wire->fd);
}

/**
 * wire_open_key() - open a key below HKLM
 * @wire: socket
 * @path: path
 * @handle: where to put its number
 *
 * Return: 0 or a negative errno.
 */
int wire_open_key(struct wire *wire, const char *path, uint32_t *handle)
{
	int rc;

	wire_begin(wire, KREG_CMD_OPEN, 0);
	wire_put_u32(wire, KREG_A_ROOT, KREG_HKEY_LOCAL_MACHINE);
	wire_put_text(wire, KREG_A_PATH, path);
	wire_put_u32(wire, KREG_A_ACCESS, KEY_READ);
	rc = wire_send(wire);
	return rc ? rc : wire_answer(wire, KREG_A_HANDLE, handle);
}

/**
 * wire_query() - read a number through a handle
 * @wire: socket
 * @handle: handle
 * @name: of the value
 * @number: where to put it
 *
 * Return: 0 or a negative errno.
 */
int wire_query(struct wire *wire, uint32_t handle, const char *name,
	       uint32_t *number)
{
	int rc;

	wire_begin(wire, KREG_CMD_QUERY_VALUE, 0);
	wire_put_u32(wire, KREG_A_HANDLE, handle);
	wire_put_text(wire, KREG_A_NAME, name);
	rc = wire_send(wire);
	return rc ? rc : wire_answer(wire, KREG_A_DATA, number);
}
