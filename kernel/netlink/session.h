/* SPDX-License-Identifier: GPL-2.0 */
/* Sessions: what belongs to one socket, its handles and its jobs. */
#ifndef _KREG_NETLINK_SESSION_H
#define _KREG_NETLINK_SESSION_H

#include <linux/types.h>

struct kreg_handle;
struct kreg_key;
struct kreg_session;
struct sk_buff;
struct sock;

#define KREG_SESSION_HANDLES 65536 /* handles a session may hold */

/**
 * struct kreg_session_status - numbers of what there is
 * @sessions: sessions
 * @handles: open handles of all sessions
 */
struct kreg_session_status {
	u32 sessions;
	u32 handles;
};

int kreg_session_init(void);
void kreg_session_exit(void);
struct kreg_session *kreg_session_open(struct sock *sk, u32 portid);
struct kreg_session *kreg_session_find(struct sock *sk, u32 portid);
void kreg_session_put(struct kreg_session *session);
int kreg_session_add(struct kreg_session *session, struct kreg_handle *handle,
		     u32 *number);
struct kreg_handle *kreg_session_remove(struct sock *sk, u32 portid,
					u32 number);
struct kreg_key *kreg_session_key(struct sock *sk, u32 portid, u32 number,
				  u32 *access);
bool kreg_session_ended(const struct kreg_session *session);
void kreg_session_notify(struct kreg_session *session, struct sk_buff *skb);
void kreg_session_status(struct kreg_session_status *status);

#endif /* _KREG_NETLINK_SESSION_H */
