// SPDX-License-Identifier: LGPL-2.1
#include "message.h"
#include "error.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netlink/attr.h>
#include <string.h>
#include <syslog.h>

#define ERRNO_MAX 4095
#define TEXT_MAX 1000 /* bytes of an explanation */
#define REPLY_TIMEOUT_MS 10000
#define LOST_MAX 100 /* overflows in one exchange */

/**
 * struct exchange - one request and what came of it
 * @ctx: context
 * @fn: of a dump; NULL otherwise
 * @data: for @fn
 * @reply: of a request that is no dump
 * @done: nothing more will come
 * @changed: the dump was interrupted by a change
 * @result: 0 or a negative errno, explained
 */
struct exchange {
	struct kreg *ctx;
	kreg_message_fn fn;
	void *data;
	struct kreg_reply *reply;
	bool done;
	bool changed;
	int result;
};

/**
 * kreg_message_begin() - begin to build a request
 * @ctx: context, locked
 * @command: KREG_CMD_*
 *
 * What goes wrong while it is built is told when it is sent.
 */
void kreg_message_begin(struct kreg *ctx, uint8_t command)
{
	struct {
		struct nlmsghdr netlink;
		struct genlmsghdr genl;
	} headers = { 0 };
	int rc;

	ctx->request_error = 0;
	ctx->command = command;
	if (!ctx->family) {
		rc = ctx->link->find(ctx);
		if (rc < 0)
			ctx->request_error = rc;
		else
			ctx->family = rc;
	}
	if (!++ctx->seq)
		ctx->seq = 1;
	headers.netlink.nlmsg_type = ctx->family;
	headers.netlink.nlmsg_flags = NLM_F_REQUEST;
	headers.netlink.nlmsg_seq = ctx->seq;
	headers.genl.cmd = command;
	headers.genl.version = KREG_FAMILY_VERSION;
	memcpy(ctx->request, &headers, sizeof(headers));
	ctx->request_size = sizeof(headers);
}

/**
 * kreg_message_too_long() - an attribute does not fit
 * @ctx: context, locked
 * @len: bytes of its data
 */
void kreg_message_too_long(struct kreg *ctx, size_t len)
{
	int rc = len > KREG_REQUEST_ATTR_MAX ? -ENAMETOOLONG : -E2BIG;

	if (!ctx->request_error)
		ctx->request_error =
			kreg_error(ctx, rc, "a name or path is too long");
}

static int malformed(const struct kreg *ctx, const char *text)
{
	return kreg_error(ctx, -EPROTO, "the module's answer is broken: %s",
			  text);
}

static int send_request(struct kreg *ctx, unsigned int flags)
{
	struct nlmsghdr *hdr = (void *)ctx->request;
	int rc;

	if (ctx->request_error)
		return ctx->request_error;
	ctx->needed = 0;
	hdr->nlmsg_flags |= flags;
	hdr->nlmsg_len = ctx->request_size;
	rc = ctx->link->send(ctx, hdr, ctx->request_size);
	if (rc == -EMSGSIZE)
		return kreg_error(ctx, -E2BIG, "the request is too long");
	return rc ? kreg_error_plain(ctx, rc) : 0;
}

/* An errno without a word of the module: is it still the same module? */
static int unexplained(struct kreg *ctx, int rc)
{
	if (rc != -ENOENT && rc != -EOPNOTSUPP)
		return kreg_error_plain(ctx, rc);
	if (ctx->link->find(ctx) == ctx->family)
		return kreg_error_plain(ctx, rc);
	return kreg_error(ctx, -ENODEV, "the kreg module was unloaded");
}

/* Keeps what the extended ack says; its text and sizes may be absent. */
static int refused(struct kreg *ctx, int rc, const char *head, size_t size)
{
	struct nlattr *attrs[NLMSGERR_ATTR_MAX + 1];
	struct nlattr *text, *cookie;

	if (rc >= 0 || rc < -ERRNO_MAX)
		return malformed(ctx, "an errno");
	if (nla_parse(attrs, NLMSGERR_ATTR_MAX, (struct nlattr *)head, size,
		      NULL))
		return malformed(ctx, "the explanation of an error");
	cookie = attrs[NLMSGERR_ATTR_COOKIE];
	if (cookie && nla_len(cookie) >= (int)sizeof(ctx->needed))
		memcpy(&ctx->needed, nla_data(cookie), sizeof(ctx->needed));
	text = attrs[NLMSGERR_ATTR_MSG];
	if (!text || !nla_len(text))
		return unexplained(ctx, rc);
	return kreg_error(ctx, rc, "%.*s",
			  nla_len(text) < TEXT_MAX ? nla_len(text) : TEXT_MAX,
			  (char *)nla_data(text));
}

static void take_error(struct exchange *x, const struct nlmsghdr *hdr)
{
	size_t size = hdr->nlmsg_len - NLMSG_HDRLEN;
	const char *data = (const char *)hdr + NLMSG_HDRLEN;
	size_t skip = sizeof(struct nlmsgerr);
	struct nlmsgerr err;

	x->done = true;
	if (size < sizeof(err)) {
		x->result = malformed(x->ctx, "an error is too short");
		return;
	}
	memcpy(&err, data, sizeof(err));
	if (!err.error) {
		if (x->reply)
			x->result = malformed(x->ctx, "there is none");
		return;
	}
	if (!(hdr->nlmsg_flags & NLM_F_CAPPED) &&
	    err.msg.nlmsg_len > NLMSG_HDRLEN)
		skip += NLMSG_ALIGN(err.msg.nlmsg_len) - NLMSG_HDRLEN;
	if (!(hdr->nlmsg_flags & NLM_F_ACK_TLVS) || skip > size)
		skip = size;
	x->result = refused(x->ctx, err.error, data + skip, size - skip);
}

static void take_done(struct exchange *x, const struct nlmsghdr *hdr)
{
	size_t size = hdr->nlmsg_len - NLMSG_HDRLEN;
	const char *data = (const char *)hdr + NLMSG_HDRLEN;
	int error = 0;

	x->done = true;
	if (size < sizeof(error))
		return;
	memcpy(&error, data, sizeof(error));
	if (!error || x->result)
		return;
	data += sizeof(error);
	size -= sizeof(error);
	if (!(hdr->nlmsg_flags & NLM_F_ACK_TLVS))
		size = 0;
	x->result = refused(x->ctx, error, data, size);
}

static int call(struct exchange *x, const struct kreg_reply *reply)
{
	int rc = x->fn(x->data, reply);

	if (rc == -EPROTO)
		return malformed(x->ctx, "an attribute");
	return rc ? kreg_error_plain(x->ctx, rc) : 0;
}

static bool take_family(struct exchange *x, const struct nlmsghdr *hdr)
{
	const struct genlmsghdr *genl = (const void *)(hdr + 1);
	struct kreg_reply reply;

	if (hdr->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN) {
		x->result = malformed(x->ctx, "a message is too short");
		return false;
	}
	if (genl->cmd == KREG_CMD_JOB_DONE) {
		x->ctx->news++;
		return true;
	}
	if (hdr->nlmsg_seq != x->ctx->seq)
		return true;
	reply.head = (const struct nlattr *)((const char *)genl + GENL_HDRLEN);
	reply.size = hdr->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN;
	if (genl->cmd != x->ctx->command) {
		x->result = malformed(x->ctx, "it belongs to another command");
	} else if (x->fn) {
		if (!x->result)
			x->result = call(x, &reply);
	} else if (x->reply) {
		*x->reply = reply;
		x->done = true;
	}
	return true;
}

/* Returns false when the rest of the datagram cannot be read. */
static bool take_message(struct exchange *x, const struct nlmsghdr *hdr)
{
	if (hdr->nlmsg_type == x->ctx->family)
		return take_family(x, hdr);
	if (hdr->nlmsg_seq != x->ctx->seq)
		return true;
	if (hdr->nlmsg_type == NLMSG_ERROR)
		take_error(x, hdr);
	else if (hdr->nlmsg_type == NLMSG_DONE && x->fn)
		take_done(x, hdr);
	return true;
}

static void take_datagram(struct exchange *x, size_t size)
{
	const struct nlmsghdr *hdr = (const void *)x->ctx->buffer;
	size_t step;

	while (!x->done && size >= NLMSG_HDRLEN) {
		if (hdr->nlmsg_len < NLMSG_HDRLEN || hdr->nlmsg_len > size) {
			x->result = malformed(x->ctx, "a length");
			break;
		}
		if (hdr->nlmsg_seq == x->ctx->seq &&
		    (hdr->nlmsg_flags & NLM_F_DUMP_INTR))
			x->changed = true;
		if (!take_message(x, hdr))
			break;
		step = NLMSG_ALIGN(hdr->nlmsg_len);
		if (step >= size)
			break;
		hdr = (const void *)((const char *)hdr + step);
		size -= step;
	}
	/* Of a dump the rest must be read, or the next one finds it. */
	if (x->result && !x->fn)
		x->done = true;
}

/*
 * An overflow is told once, before what is still in the queue. A reply that
 * was lost shows when the queue is empty; news that were lost are asked for.
 */
static int overflow(struct exchange *x, unsigned int *lost)
{
	x->ctx->news++;
	kreg_log(x->ctx, LOG_WARNING, "the socket's buffer was full");
	return ++*lost < LOST_MAX ? 0 : -ENOBUFS;
}

/*
 * The kernel has answered by the time the request is sent, so nothing is
 * waited for as a rule; a reply that was lost must not hang the caller.
 */
static ssize_t receive(struct kreg *ctx)
{
	ssize_t size = ctx->link->recv(ctx, ctx->buffer, KREG_BUFFER_SIZE);
	int rc;

	if (size != -EAGAIN)
		return size;
	do {
		rc = ctx->link->wait(ctx, REPLY_TIMEOUT_MS);
	} while (rc == -EINTR);
	return ctx->link->recv(ctx, ctx->buffer, KREG_BUFFER_SIZE);
}

static int take_received(struct exchange *x, ssize_t size, unsigned int *lost)
{
	if (size == -ENOBUFS)
		return overflow(x, lost);
	if (size < 0)
		return size;
	if (size > KREG_BUFFER_SIZE) {
		x->result = malformed(x->ctx, "a datagram is too long");
		x->done = !x->fn;
		return 0;
	}
	take_datagram(x, size);
	return 0;
}

/* Reads to the end of an exchange of which @size bytes were received. */
static int read_on(struct exchange *x, ssize_t size)
{
	unsigned int lost = 0;
	int rc;

	for (;;) {
		rc = take_received(x, size, &lost);
		if (x->done || (rc && x->result))
			return x->result;
		if (rc == -EAGAIN || rc == -ENOBUFS)
			return kreg_error(x->ctx, -ENOBUFS,
					  "the answer was lost");
		if (rc)
			return kreg_error_plain(x->ctx, rc);
		size = receive(x->ctx);
	}
}

/* Is the datagram just the reply: one message, and nothing else to it. */
static bool is_reply(const struct kreg *ctx, ssize_t size)
{
	const struct nlmsghdr *hdr = (const void *)ctx->buffer;
	const struct genlmsghdr *genl = (const void *)(hdr + 1);

	return size >= (ssize_t)(NLMSG_HDRLEN + GENL_HDRLEN) &&
	       size <= KREG_BUFFER_SIZE && hdr->nlmsg_len == size &&
	       hdr->nlmsg_type == ctx->family && hdr->nlmsg_seq == ctx->seq &&
	       genl->cmd == ctx->command;
}

static void set_reply(const struct kreg *ctx, size_t size,
		      struct kreg_reply *reply)
{
	const size_t headers = NLMSG_HDRLEN + GENL_HDRLEN;

	reply->head = (const struct nlattr *)(ctx->buffer + headers);
	reply->size = size - headers;
}

/**
 * kreg_message_do() - send the request and read its one reply
 * @ctx: context, locked
 * @reply: out: the reply, in the context's buffer until the next exchange;
 *	NULL when the command answers nothing
 *
 * With -ERANGE the context knows what would be needed.
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_message_do(struct kreg *ctx, struct kreg_reply *reply)
{
	int rc = send_request(ctx, reply ? 0 : NLM_F_ACK);
	ssize_t size;

	if (rc)
		return rc;
	size = receive(ctx);
	if (reply && is_reply(ctx, size)) {
		set_reply(ctx, size, reply);
		return 0;
	}
	return read_on(&(struct exchange){ .ctx = ctx, .reply = reply }, size);
}

/**
 * kreg_message_dump() - send the request and read all that comes
 * @ctx: context, locked
 * @fn: called for each message
 * @data: for @fn
 * @changed: out: something changed while the dump went on
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_message_dump(struct kreg *ctx, kreg_message_fn fn, void *data,
		      bool *changed)
{
	struct exchange x = { .ctx = ctx, .fn = fn, .data = data };
	int rc = send_request(ctx, NLM_F_DUMP);

	*changed = false;
	if (rc)
		return rc;
	rc = read_on(&x, receive(ctx));
	*changed = x.changed;
	return rc;
}

/**
 * kreg_message_post() - send the request and care for no answer
 * @ctx: context, locked
 *
 * Should it be refused, the refusal is passed over by the next exchange.
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_message_post(struct kreg *ctx)
{
	return send_request(ctx, 0);
}

/**
 * kreg_message_drain() - read the news that have come between requests
 * @ctx: context, locked
 */
void kreg_message_drain(struct kreg *ctx)
{
	struct exchange x = { .ctx = ctx };
	unsigned int lost = 0;
	ssize_t size;

	/* Nothing that comes now is an answer. */
	ctx->seq++;
	for (;;) {
		size = ctx->link->recv(ctx, ctx->buffer, KREG_BUFFER_SIZE);
		if (size == -ENOBUFS && !overflow(&x, &lost))
			continue;
		if (size < 0)
			return;
		if (size <= KREG_BUFFER_SIZE)
			take_datagram(&x, size);
		x.done = false;
	}
}
