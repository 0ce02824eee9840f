/* SPDX-License-Identifier: GPL-2.0 */
/* Who may: the only place that looks at credentials. */
#ifndef _KREG_REGISTRY_SECURITY_H
#define _KREG_REGISTRY_SECURITY_H

#include <linux/types.h>

struct cred;
struct file;

/* NT's access rights of a key. */
#define KREG_KEY_QUERY_VALUE 0x0001
#define KREG_KEY_SET_VALUE 0x0002
#define KREG_KEY_CREATE_SUB_KEY 0x0004
#define KREG_KEY_ENUMERATE_SUB_KEYS 0x0008
#define KREG_KEY_NOTIFY 0x0010
#define KREG_KEY_CREATE_LINK 0x0020
#define KREG_KEY_READ 0x20019
#define KREG_KEY_ALL 0xf003f
#define KREG_READ_CONTROL 0x20000
#define KREG_MAXIMUM_ALLOWED 0x2000000

/*
 * kreg_security_may() is 0, or -EACCES when the opener of the socket or the
 * current task lacks the right. kreg_security_grant() refuses write rights
 * with -EROFS and unknown bits with -EINVAL. kreg_security_hold() takes a
 * reference to the current task's credentials, for what a job does later.
 */
int kreg_security_may(const struct file *opener);
int kreg_security_grant(u32 desired, u32 *granted);
const struct cred *kreg_security_hold(void);
u32 kreg_security_uid(void);
void kreg_security_release(const struct cred *cred);

#endif /* _KREG_REGISTRY_SECURITY_H */
