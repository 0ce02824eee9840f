// SPDX-License-Identifier: GPL-2.0
/* The generic netlink family: start and stop. */
#include "netlink.h"
#include "genl.h"
#include "job.h"
#include "session.h"

/**
 * kreg_netlink_init() - answer on netlink from now on
 *
 * Context: Process context, may sleep.
 * Return: 0 or a negative errno.
 */
int __init kreg_netlink_init(void)
{
	int err;

	err = kreg_job_init();
	if (err)
		return err;
	err = kreg_session_init();
	if (err)
		goto err_job;
	err = genl_register_family(&kreg_nl_family);
	if (err)
		goto err_session;
	return 0;

err_session:
	kreg_session_exit();
err_job:
	kreg_job_exit();
	return err;
}

/**
 * kreg_netlink_exit() - end all sessions and wait for their jobs
 *
 * Context: Process context, may sleep.
 */
void kreg_netlink_exit(void)
{
	genl_unregister_family(&kreg_nl_family);
	kreg_session_exit();
	kreg_job_exit();
}
