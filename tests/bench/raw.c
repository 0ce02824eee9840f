// SPDX-License-Identifier: GPL-2.0
#include "raw.h"
#include "bench.h"

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char reply[65536];

static int open_socket(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);

	if (fd < 0 || connect(fd, (void *)&kernel, sizeof(kernel)))
		fail("netlink");
	return fd;
}

static void start(struct raw *raw, unsigned short type, unsigned short flags,
		  unsigned char command)
{
	struct nlmsghdr head = {
		.nlmsg_type = type,
		.nlmsg_flags = NLM_F_REQUEST | flags,
	};
	struct genlmsghdr generic = { .cmd = command, .version = 1 };

	raw->fd = open_socket();
	raw->bytes = NLMSG_HDRLEN + GENL_HDRLEN;
	memset(raw->message, 0, sizeof(raw->message));
	memcpy(raw->message, &head, sizeof(head));
	memcpy(raw->message + NLMSG_HDRLEN, &generic, sizeof(generic));
}

/**
 * raw_number() - a number of the last reply
 * @attribute: its attribute
 *
 * Return: the first 16 or 32 bits; without the attribute the program ends.
 */
unsigned int raw_number(unsigned short attribute)
{
	unsigned int at = NLMSG_HDRLEN + GENL_HDRLEN;
	unsigned int bytes, number = 0;
	struct nlattr head;

	memcpy(&bytes, reply, sizeof(bytes));
	while (at + NLA_HDRLEN < bytes) {
		memcpy(&head, reply + at, sizeof(head));
		if (head.nla_type == attribute) {
			memcpy(&number, reply + at + NLA_HDRLEN,
			       head.nla_len - NLA_HDRLEN < 4 ? 2 : 4);
			return number;
		}
		at += NLA_ALIGN(head.nla_len);
	}
	fail("an attribute is missing");
	return 0;
}

static unsigned short ask_family(const char *family)
{
	struct raw raw;

	start(&raw, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY);
	raw_put(&raw, CTRL_ATTR_FAMILY_NAME, family, strlen(family) + 1);
	raw_call(&raw);
	close(raw.fd);
	return raw_number(CTRL_ATTR_FAMILY_ID);
}

/**
 * raw_start() - begin a message, on a socket of its own
 * @raw: message
 * @family: name of the family it is for
 * @flags: NLM_F_ACK, or 0
 * @command: of the family
 */
void raw_start(struct raw *raw, const char *family, unsigned short flags,
	       unsigned char command)
{
	start(raw, ask_family(family), flags, command);
}

/**
 * raw_put() - add an attribute
 * @raw: message
 * @attribute: its number
 * @data: payload
 * @bytes: its length
 */
void raw_put(struct raw *raw, unsigned short attribute, const void *data,
	     unsigned short bytes)
{
	struct nlattr head = {
		.nla_len = NLA_HDRLEN + bytes,
		.nla_type = attribute,
	};

	memcpy(raw->message + raw->bytes, &head, sizeof(head));
	memcpy(raw->message + raw->bytes + NLA_HDRLEN, data, bytes);
	raw->bytes += NLA_ALIGN(head.nla_len);
}

/**
 * raw_call() - send the message and wait for the reply
 * @raw: message
 *
 * An error ends the program.
 */
void raw_call(struct raw *raw)
{
	struct nlmsghdr *head = (void *)reply;
	int error;

	memcpy(raw->message, &raw->bytes, sizeof(raw->bytes));
	if (send(raw->fd, raw->message, raw->bytes, 0) != (ssize_t)raw->bytes)
		fail("send");
	if (recv(raw->fd, reply, sizeof(reply), 0) < 0)
		fail("recv");
	memcpy(&error, reply + NLMSG_HDRLEN, sizeof(error));
	if (head->nlmsg_type == NLMSG_ERROR && error)
		fail("a netlink request was refused");
}
