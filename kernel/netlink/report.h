/* SPDX-License-Identifier: GPL-2.0 */
/* What is told of a job. */
#ifndef _KREG_NETLINK_REPORT_H
#define _KREG_NETLINK_REPORT_H

struct kreg_job;

void kreg_report_done(const struct kreg_job *job);

#endif /* _KREG_NETLINK_REPORT_H */
