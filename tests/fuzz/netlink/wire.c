// SPDX-License-Identifier: GPL-2.0
/* Raw generic netlink: messages in a buffer, and a socket. */
#include "wire.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int wire_family;

static struct nlmsghdr *last_header(struct message *message)
{
	struct nlmsghdr *header = (struct nlmsghdr *)message->data;

	while ((uint8_t *)header + NLMSG_ALIGN(header->nlmsg_len) <
	       message->data + message->bytes)
		header = (struct nlmsghdr *)((uint8_t *)header +
					     NLMSG_ALIGN(header->nlmsg_len));
	return header;
}

/* Append a message to those in the buffer. */
void message_begin(struct message *message, unsigned int type,
		   unsigned int flags, unsigned int command)
{
	struct nlmsghdr *header;
	struct genlmsghdr *genl;

	header = (struct nlmsghdr *)(message->data + message->bytes);
	memset(header, 0, NLMSG_HDRLEN + GENL_HDRLEN);
	header->nlmsg_type = type;
	header->nlmsg_flags = NLM_F_REQUEST | flags;
	header->nlmsg_seq = 1;
	genl = NLMSG_DATA(header);
	genl->cmd = command;
	genl->version = 1;
	header->nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN;
	message->bytes += header->nlmsg_len;
}

/* What does not fit in a message that a socket takes is left out. */
void message_put(struct message *message, unsigned int type, const void *data,
		 size_t bytes)
{
	struct nlmsghdr *header = last_header(message);
	struct nlattr *attr;

	if (bytes > UINT16_MAX - NLA_HDRLEN ||
	    message->bytes + NLA_HDRLEN + NLA_ALIGN(bytes) > WIRE_MAX + 4096)
		return;
	attr = (struct nlattr *)(message->data + message->bytes);
	memset(attr, 0, NLA_HDRLEN + NLA_ALIGN(bytes));
	attr->nla_type = type;
	attr->nla_len = NLA_HDRLEN + bytes;
	if (bytes)
		memcpy(attr + 1, data, bytes);
	message->bytes += NLA_HDRLEN + NLA_ALIGN(bytes);
	header->nlmsg_len = message->data + message->bytes - (uint8_t *)header;
}

void message_put_u32(struct message *message, unsigned int type, uint32_t value)
{
	message_put(message, type, &value, sizeof(value));
}

/* Open a socket that tells extended acks and waits 30 s for an answer. */
int wire_open(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct timeval patience = { .tv_sec = 30 };
	int on = 1, room = 4 << 20, fd;

	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room));
	if (connect(fd, (struct sockaddr *)&kernel, sizeof(kernel))) {
		close(fd);
		return -errno;
	}
	return fd;
}

bool wire_send(int fd, const struct message *message)
{
	return send(fd, message->data, message->bytes, 0) ==
	       (ssize_t)message->bytes;
}

const struct nlattr *wire_attr(const void *attrs, size_t bytes,
			       unsigned int type)
{
	const struct nlattr *attr = attrs;

	while (bytes >= NLA_HDRLEN && attr->nla_len >= NLA_HDRLEN &&
	       attr->nla_len <= bytes) {
		if ((attr->nla_type & NLA_TYPE_MASK) == type)
			return attr;
		if ((size_t)NLA_ALIGN(attr->nla_len) >= bytes)
			break;
		bytes -= NLA_ALIGN(attr->nla_len);
		attr = (void *)((uint8_t *)attr + NLA_ALIGN(attr->nla_len));
	}
	return NULL;
}

const struct nlattr *wire_reply_attr(const struct nlmsghdr *header,
				     unsigned int type)
{
	return wire_attr((uint8_t *)header + NLMSG_HDRLEN + GENL_HDRLEN,
			 header->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN, type);
}

uint32_t attr_u32(const struct nlattr *attr)
{
	uint32_t value = 0;

	if (attr && attr_bytes(attr) >= sizeof(value))
		memcpy(&value, attr_data(attr), sizeof(value));
	return value;
}

uint64_t attr_uint(const struct nlattr *attr)
{
	uint64_t value = 0;

	if (!attr || attr_bytes(attr) < sizeof(value))
		return attr_u32(attr);
	memcpy(&value, attr_data(attr), sizeof(value));
	return value;
}

/* Read an ack, or the end of a dump, which has the same extension. */
static void read_ack(const struct nlmsghdr *header, struct answer *answer)
{
	size_t skip = NLMSG_HDRLEN + sizeof(int);
	const struct nlattr *text, *cookie;
	const uint8_t *at = (uint8_t *)header;

	if (header->nlmsg_type == NLMSG_ERROR)
		skip += sizeof(struct nlmsghdr);
	memcpy(&answer->error, NLMSG_DATA(header), sizeof(answer->error));
	if (!(header->nlmsg_flags & NLM_F_ACK_TLVS) || header->nlmsg_len < skip)
		return;
	text = wire_attr(at + skip, header->nlmsg_len - skip,
			 NLMSGERR_ATTR_MSG);
	cookie = wire_attr(at + skip, header->nlmsg_len - skip,
			   NLMSGERR_ATTR_COOKIE);
	answer->has_text = text;
	if (text)
		snprintf(answer->text, sizeof(answer->text), "%s",
			 (const char *)attr_data(text));
	if (cookie && attr_bytes(cookie) == sizeof(answer->cookie))
		memcpy(answer->cookie, attr_data(cookie),
		       sizeof(answer->cookie));
}

static void keep(const struct nlmsghdr *header, struct answer *answer)
{
	if (answer->count++)
		return;
	answer->bytes = header->nlmsg_len;
	memcpy(answer->data, header, header->nlmsg_len);
}

/* Carry out a request that wants an ack, or a dump. False: no end came. */
bool wire_request(int fd, const struct message *message, struct answer *answer,
		  void (*show)(void *ctx, const struct nlmsghdr *header),
		  void *ctx)
{
	static __thread uint64_t buffer[WIRE_MAX / 8];
	const struct nlmsghdr *header;
	ssize_t got;

	memset(answer, 0, offsetof(struct answer, data));
	if (!wire_send(fd, message))
		return false;
	for (;;) {
		got = recv(fd, buffer, sizeof(buffer), 0);
		if (got < 0 && errno == ENOBUFS)
			continue;
		if (got < 0)
			return false;
		for (header = (void *)buffer; NLMSG_OK(header, got);
		     header = NLMSG_NEXT(header, got)) {
			if (header->nlmsg_type == NLMSG_ERROR ||
			    header->nlmsg_type == NLMSG_DONE) {
				read_ack(header, answer);
				return true;
			}
			if (header->nlmsg_seq == 0)
				continue;
			keep(header, answer);
			if (show)
				show(ctx, header);
		}
	}
}

/* Ask the controller for the number of a family. */
int wire_find_family(const char *name)
{
	static struct message message;
	static struct answer answer;
	const struct nlattr *attr;
	int fd = wire_open();

	message.bytes = 0;
	message_begin(&message, GENL_ID_CTRL, NLM_F_ACK, CTRL_CMD_GETFAMILY);
	message_put(&message, CTRL_ATTR_FAMILY_NAME, name, strlen(name) + 1);
	if (fd < 0 || !wire_request(fd, &message, &answer, NULL, NULL) ||
	    answer.error || !answer.count)
		return -ENOENT;
	close(fd);
	attr = wire_reply_attr((void *)answer.data, CTRL_ATTR_FAMILY_ID);
	wire_family = *(uint16_t *)attr_data(attr);
	return 0;
}
