// SPDX-License-Identifier: LGPL-2.1
#include "message.h"
#include "error.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>
#include <string.h>
#include <syslog.h>

#define ERRNO_MAX 4095
#define ATTR_MAX (UINT16_MAX - NLA_HDRLEN - NLA_ALIGNTO)
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
	struct nlmsghdr *hdr = nlmsg_hdr(ctx->request);
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
	hdr->nlmsg_len = NLMSG_HDRLEN;
	genlmsg_put(ctx->request, 0, ctx->seq, ctx->family, 0, NLM_F_REQUEST,
		    command, KREG_FAMILY_VERSION);
}

static void put_failed(struct kreg *ctx, int rc, const char *text)
{
	if (!ctx->request_error)
		ctx->request_error = kreg_error(ctx, rc, "%s", text);
}

/**
 * kreg_message_put() - add an attribute
 * @ctx: context, locked
 * @type: KREG_A_*
 * @data: its data
 * @len: bytes
 */
void kreg_message_put(struct kreg *ctx, int type, const void *data, size_t len)
{
	if (len > ATTR_MAX)
		put_failed(ctx, -ENAMETOOLONG, "a name or path is too long");
	else if (nla_put(ctx->request, type, len, data))
		put_failed(ctx, -E2BIG, "the names do not fit in a message");
}

/**
 * kreg_message_put_text() - add text
 * @ctx: context, locked
 * @type: KREG_A_*
 * @text: text
 * @len: bytes or KREG_NTS
 */
void kreg_message_put_text(struct kreg *ctx, int type, const char *text,
			   size_t len)
{
	if (len == KREG_NTS)
		len = strlen(text);
	kreg_message_put(ctx, type, text, len);
}

/**
 * kreg_message_put_u32() - add a number
 * @ctx: context, locked
 * @type: KREG_A_*
 * @number: number
 */
void kreg_message_put_u32(struct kreg *ctx, int type, uint32_t number)
{
	kreg_message_put(ctx, type, &number, sizeof(number));
}

static int malformed(const struct kreg *ctx, const char *text)
{
	return kreg_error(ctx, -EPROTO, "the module's answer is broken: %s",
			  text);
}

static int send_request(struct kreg *ctx, unsigned int flags)
{
	struct nlmsghdr *hdr = nlmsg_hdr(ctx->request);
	int rc;

	if (ctx->request_error)
		return ctx->request_error;
	ctx->needed = 0;
	hdr->nlmsg_flags |= flags;
	rc = ctx->link->send(ctx, hdr, hdr->nlmsg_len);
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
static ssize_t receive_datagram(struct kreg *ctx)
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

static int receive(struct exchange *x, unsigned int *lost)
{
	struct kreg *ctx = x->ctx;
	ssize_t size = receive_datagram(ctx);

	if (size == -ENOBUFS)
		return overflow(x, lost);
	if (size < 0)
		return size;
	if (size > KREG_BUFFER_SIZE) {
		x->result = malformed(ctx, "a datagram is too long");
		x->done = !x->fn;
		return 0;
	}
	take_datagram(x, size);
	return 0;
}

static int run(struct exchange *x, unsigned int flags)
{
	unsigned int lost = 0;
	int rc = send_request(x->ctx, flags);

	if (rc)
		return rc;
	while (!x->done) {
		rc = receive(x, &lost);
		if (rc && x->result)
			return x->result;
		if (rc == -EAGAIN || rc == -ENOBUFS)
			return kreg_error(x->ctx, -ENOBUFS,
					  "the answer was lost");
		if (rc)
			return kreg_error_plain(x->ctx, rc);
	}
	return x->result;
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
	struct exchange x = { .ctx = ctx, .reply = reply };

	return run(&x, reply ? 0 : NLM_F_ACK);
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
	int rc = run(&x, NLM_F_DUMP);

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
