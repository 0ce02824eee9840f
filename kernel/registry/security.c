// SPDX-License-Identifier: GPL-2.0
/* Who may: the only place that looks at credentials. */
#include "security.h"

#include "../storage/file.h"
#include "trace.h"

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>

#define DELETE 0x00010000
#define WRITE_DAC 0x00040000
#define WRITE_OWNER 0x00080000
#define GENERIC_ALL 0x10000000
#define GENERIC_EXECUTE 0x20000000
#define GENERIC_WRITE 0x40000000
#define GENERIC_READ 0x80000000U

#define WRITING                                                                \
	(KREG_KEY_SET_VALUE | KREG_KEY_CREATE_SUB_KEY | KREG_KEY_CREATE_LINK | \
	 DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL)
#define READING \
	(KREG_KEY_READ | KREG_MAXIMUM_ALLOWED | GENERIC_READ | GENERIC_EXECUTE)
#define AS_READ (KREG_MAXIMUM_ALLOWED | GENERIC_READ | GENERIC_EXECUTE)

/**
 * kreg_security_may() - ask whether a caller may use the registry at all
 * @opener: file of the socket; NULL may nothing
 *
 * Both who opened the socket and who sends need CAP_SYS_ADMIN in the initial
 * user namespace; where both have the same credentials one look is enough.
 *
 * Context: Process context of the sender.
 * Return: 0, -EACCES.
 */
int kreg_security_may(const struct file *opener)
{
	if (opener && capable(CAP_SYS_ADMIN) &&
	    (kreg_file_cred(opener) == current_cred() ||
	     file_ns_capable(opener, &init_user_ns, CAP_SYS_ADMIN)))
		return 0;
	trace_kreg_refuse("caller", 0, -EACCES);
	return -EACCES;
}

/**
 * kreg_security_grant() - find the rights that an open gets
 * @desired: KREG_KEY_*, KREG_MAXIMUM_ALLOWED or generic rights
 * @granted: where to put the rights
 *
 * Context: Any.
 * Return: 0, -EROFS for rights to change something, -EINVAL unknown bits.
 */
int kreg_security_grant(u32 desired, u32 *granted)
{
	if (desired & ~(WRITING | READING))
		return -EINVAL;
	if (desired & WRITING)
		return -EROFS;
	*granted = desired & KREG_KEY_READ;
	if (desired & AS_READ)
		*granted = KREG_KEY_READ;
	return 0;
}
EXPORT_SYMBOL_NS_GPL(kreg_security_grant, KREG_TEST);

/**
 * kreg_security_uid() - the current task's user, for lists of holders
 *
 * Context: Process context.
 * Return: its real uid in the initial user namespace.
 */
u32 kreg_security_uid(void)
{
	return from_kuid_munged(&init_user_ns, current_uid());
}

/**
 * kreg_security_hold() - keep the current task's credentials for a job
 *
 * Context: Process context.
 * Return: the credentials, for kreg_security_release().
 */
const struct cred *kreg_security_hold(void)
{
	return get_current_cred();
}
EXPORT_SYMBOL_NS_GPL(kreg_security_hold, KREG_TEST);

/**
 * kreg_security_release() - give credentials back
 * @cred: from kreg_security_hold()
 *
 * Context: Any.
 */
void kreg_security_release(const struct cred *cred)
{
	put_cred(cred);
}
EXPORT_SYMBOL_NS_GPL(kreg_security_release, KREG_TEST);
