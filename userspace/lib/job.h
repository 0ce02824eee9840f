/* SPDX-License-Identifier: LGPL-2.1 */
/* Jobs: what the module does on its own once it was asked. */
#ifndef _KREG_LIB_JOB_H
#define _KREG_LIB_JOB_H

#include "list.h"

int kreg_job_submit(struct kreg *ctx, struct kreg_job **job);
int kreg_job_finish(struct kreg *ctx, int rc, struct kreg_job *job,
		    struct kreg_job **out);
struct kreg_job_info *kreg_job_info_new(struct nlattr **attrs, size_t texts);

#endif /* _KREG_LIB_JOB_H */
