/* SPDX-License-Identifier: LGPL-2.1 */
/* The netlink socket of a context. */
#ifndef _KREG_LIB_SOCKET_H
#define _KREG_LIB_SOCKET_H

#include "context.h"

extern const struct kreg_link kreg_socket_link;

int kreg_socket_open(struct kreg *ctx);
void kreg_socket_close(struct kreg *ctx);

#endif /* _KREG_LIB_SOCKET_H */
