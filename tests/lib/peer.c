// SPDX-License-Identifier: GPL-2.0
#include "peer.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <netlink/attr.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define DATAGRAMS 512
#define DATAGRAM_SIZE 200000

/* A datagram that comes when the request with number @after was sent. */
struct datagram {
	unsigned char *data;
	ssize_t size;
	bool waits;
	uint32_t after;
};

static struct datagram queue[DATAGRAMS];
static int first, last;
static alignas(16) unsigned char making[DATAGRAM_SIZE];
static size_t made;
static struct nlmsghdr *message;
static struct nlattr *nest;
static int ahead;
static alignas(16) unsigned char sent[DATAGRAM_SIZE];
static size_t sent_size;
static uint32_t sent_seq, made_after;

int peer_family = PEER_FAMILY;

static int peer_send(struct kreg *ctx, const void *data, size_t size)
{
	(void)ctx;
	if (size > sizeof(sent))
		return -EMSGSIZE;
	memcpy(sent, data, size);
	sent_size = size;
	sent_seq = ((const struct nlmsghdr *)data)->nlmsg_seq;
	return 0;
}

static bool is_there(void)
{
	const struct datagram *next = &queue[first];

	if (first == last)
		return false;
	return !next->waits || (int32_t)(sent_seq - next->after) >= 0;
}

static ssize_t peer_recv(struct kreg *ctx, void *data, size_t size)
{
	struct datagram *next = &queue[first];
	ssize_t got;

	(void)ctx;
	if (!is_there())
		return -EAGAIN;
	first++;
	got = next->size;
	if (got == PEER_LOST)
		return -ENOBUFS;
	memcpy(data, next->data, (size_t)got < size ? (size_t)got : size);
	free(next->data);
	next->data = NULL;
	return got;
}

static int peer_wait(struct kreg *ctx, int timeout_ms)
{
	(void)ctx;
	(void)timeout_ms;
	return is_there() ? 0 : -ETIMEDOUT;
}

static int peer_find(struct kreg *ctx)
{
	(void)ctx;
	return peer_family;
}

static const struct kreg_link peer_link = {
	.send = peer_send,
	.recv = peer_recv,
	.wait = peer_wait,
	.find = peer_find,
};

struct kreg *peer_open(void)
{
	sent_seq = 0;
	return kreg_context_new(&peer_link);
}

void peer_close(struct kreg *ctx)
{
	kreg_context_free(ctx);
	peer_forget();
}

void peer_forget(void)
{
	for (; first < last; first++) {
		free(queue[first].data);
		queue[first].data = NULL;
	}
	first = 0;
	last = 0;
	made = 0;
	ahead = 0;
	peer_family = PEER_FAMILY;
}

void peer_raw(const void *data, ssize_t size)
{
	struct datagram *new;

	if (first == last) {
		first = 0;
		last = 0;
	}
	if (last == DATAGRAMS)
		abort();
	new = &queue[last++];
	new->size = size;
	new->waits = false;
	if (size < 0)
		return;
	new->data = malloc(size + 1);
	memcpy(new->data, data, size);
}

void peer_flush(void)
{
	peer_raw(making, made);
	queue[last - 1].waits = true;
	queue[last - 1].after = made_after;
	made = 0;
}

/* The requests between now and the one that is answered. */
void peer_skip_requests(int count)
{
	ahead = count;
}

int peer_left(void)
{
	return last - first;
}

static void *add(const void *data, size_t size)
{
	void *at = making + made;

	if (made + NLMSG_ALIGN(size) > sizeof(making))
		abort();
	memset(at, 0, NLMSG_ALIGN(size));
	if (size)
		memcpy(at, data, size);
	made += NLMSG_ALIGN(size);
	return at;
}

static void close_message(void)
{
	message->nlmsg_len = making + made - (unsigned char *)message;
}

static void begin(struct kreg *ctx, int type, int flags)
{
	struct nlmsghdr header = {
		.nlmsg_type = type,
		.nlmsg_flags = flags,
		.nlmsg_seq = ctx->seq + 1 + ahead,
	};

	made_after = header.nlmsg_seq;
	message = add(&header, sizeof(header));
	close_message();
}

void peer_message(struct kreg *ctx, int command)
{
	struct genlmsghdr header = { .cmd = command, .version = 1 };

	begin(ctx, PEER_FAMILY, 0);
	add(&header, sizeof(header));
	close_message();
}

struct nlmsghdr *peer_header(void)
{
	return message;
}

void peer_put(int type, const void *data, size_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = NLA_HDRLEN + len };

	add(&attr, sizeof(attr));
	add(data, len);
	if (nest)
		nest->nla_len = making + made - (unsigned char *)nest;
	close_message();
}

void peer_put_u32(int type, uint32_t number)
{
	peer_put(type, &number, sizeof(number));
}

void peer_put_uint(int type, uint64_t number)
{
	if (number <= UINT32_MAX)
		peer_put_u32(type, number);
	else
		peer_put(type, &number, sizeof(number));
}

void peer_put_text(int type, const char *text)
{
	peer_put(type, text, strlen(text));
}

void peer_nest(int type)
{
	struct nlattr attr = { .nla_type = type | NLA_F_NESTED,
			       .nla_len = NLA_HDRLEN };

	nest = add(&attr, sizeof(attr));
	close_message();
}

void peer_nest_end(void)
{
	nest = NULL;
}

void peer_error(struct kreg *ctx, int error, const char *text, uint32_t needed)
{
	struct nlmsgerr err = { .error = error };
	const uint32_t cookie[] = { needed, 3 };

	begin(ctx, NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS);
	add(&err, sizeof(err));
	close_message();
	if (text)
		peer_put(NLMSGERR_ATTR_MSG, text, strlen(text) + 1);
	if (needed)
		peer_put(NLMSGERR_ATTR_COOKIE, cookie, sizeof(cookie));
}

void peer_done(struct kreg *ctx, int error)
{
	begin(ctx, NLMSG_DONE, NLM_F_MULTI);
	add(&error, sizeof(error));
	close_message();
}

const void *peer_request(size_t *size)
{
	*size = sent_size;
	return sent;
}

int peer_request_command(void)
{
	return ((struct genlmsghdr *)(sent + NLMSG_HDRLEN))->cmd;
}

const struct nlattr *peer_request_attr(int type)
{
	struct nlattr *attr =
		(struct nlattr *)(sent + NLMSG_HDRLEN + GENL_HDRLEN);
	int rest = sent_size - NLMSG_HDRLEN - GENL_HDRLEN;

	return nla_find(attr, rest, type);
}
