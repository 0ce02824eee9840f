// SPDX-License-Identifier: LGPL-2.1
#include "socket.h"
#include "error.h"

#include <linux/kreg.h>

#include <errno.h>
#include <linux/netlink.h>
#include <netlink/errno.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/socket.h>
#include <poll.h>
#include <sys/socket.h>

static int from_libnl(int rc)
{
	switch (-rc) {
	case NLE_NOMEM:
		return -ENOMEM;
	case NLE_OBJ_NOTFOUND:
		return -ENODEV;
	case NLE_PERM:
	case NLE_NOACCESS:
		return -EPERM;
	case NLE_AF_NOSUPPORT:
	case NLE_PROTO_MISMATCH:
		return -EAFNOSUPPORT;
	case NLE_BAD_SOCK:
		return -EMFILE;
	default:
		return -EIO;
	}
}

static int socket_send(struct kreg *ctx, const void *data, size_t size)
{
	ssize_t rc;

	do {
		rc = send(ctx->fd, data, size, 0);
	} while (rc < 0 && errno == EINTR);
	return rc < 0 ? -errno : 0;
}

static int socket_wait(struct kreg *ctx, int timeout_ms)
{
	struct pollfd pfd = { .fd = ctx->fd, .events = POLLIN };
	int rc = poll(&pfd, 1, timeout_ms);

	if (rc < 0)
		return -errno;
	return rc ? 0 : -ETIMEDOUT;
}

static ssize_t socket_recv(struct kreg *ctx, void *data, size_t size)
{
	ssize_t rc;

	do {
		rc = recv(ctx->fd, data, size, MSG_DONTWAIT | MSG_TRUNC);
	} while (rc < 0 && errno == EINTR);
	return rc < 0 ? -errno : rc;
}

/* A socket of its own keeps libnl's reader away from the context's. */
static int socket_find(struct kreg *ctx)
{
	struct nl_sock *socket = nl_socket_alloc();
	int rc;

	if (!socket)
		return kreg_error_plain(ctx, -ENOMEM);
	rc = genl_connect(socket);
	if (!rc)
		rc = genl_ctrl_resolve(socket, KREG_FAMILY_NAME);
	nl_socket_free(socket);
	if (rc >= 0)
		return rc;
	rc = from_libnl(rc);
	if (rc == -ENODEV)
		return kreg_error(ctx, rc, "the kreg module is not loaded");
	return kreg_error_plain(ctx, rc);
}

const struct kreg_link kreg_socket_link = {
	.send = socket_send,
	.recv = socket_recv,
	.wait = socket_wait,
	.find = socket_find,
};

static int set_options(int fd)
{
	static const int options[] = { NETLINK_EXT_ACK, NETLINK_CAP_ACK,
				       NETLINK_GET_STRICT_CHK };
	const int on = 1;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(options); i++)
		if (setsockopt(fd, SOL_NETLINK, options[i], &on, sizeof(on)))
			return -errno;
	return 0;
}

/* A connected socket takes messages of the kernel only. */
static int connect_kernel(int fd)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	if (connect(fd, (struct sockaddr *)&kernel, sizeof(kernel)))
		return -errno;
	return 0;
}

/**
 * kreg_socket_open() - give a context its socket
 * @ctx: context
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_socket_open(struct kreg *ctx)
{
	int rc;

	ctx->socket = nl_socket_alloc();
	if (!ctx->socket)
		return kreg_error_plain(NULL, -ENOMEM);
	rc = genl_connect(ctx->socket);
	if (rc)
		return kreg_error(NULL, from_libnl(rc), "netlink socket: %s",
				  nl_geterror(rc));
	nl_socket_disable_msg_peek(ctx->socket);
	ctx->fd = nl_socket_get_fd(ctx->socket);
	rc = set_options(ctx->fd);
	if (!rc)
		rc = connect_kernel(ctx->fd);
	return rc ? kreg_error_plain(NULL, rc) : 0;
}

/**
 * kreg_socket_close() - close it
 * @ctx: context
 */
void kreg_socket_close(struct kreg *ctx)
{
	nl_socket_free(ctx->socket);
	ctx->socket = NULL;
	ctx->fd = -1;
}
