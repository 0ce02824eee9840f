/* SPDX-License-Identifier: GPL-2.0 */
/* The generic netlink family. */
#ifndef _KREG_NETLINK_NETLINK_H
#define _KREG_NETLINK_NETLINK_H

int kreg_netlink_init(void);
void kreg_netlink_exit(void);

#endif /* _KREG_NETLINK_NETLINK_H */
