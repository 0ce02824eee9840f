// SPDX-License-Identifier: GPL-2.0
#include "module.h"
#include "error.h"

#include <errno.h>

/**
 * module_hint() - what to do next about an error of the module
 * @rc: negative errno
 *
 * Return: a sentence, or NULL.
 */
const char *module_hint(int rc)
{
	switch (-rc) {
	case ENODEV:
		return "load it with \"modprobe kreg\", or read a hive file with --file";
	case EPERM:
	case EACCES:
		return "the registry asks for CAP_SYS_ADMIN: run this as root";
	case EUCLEAN:
		return "\"kreg check --file FILE\" tells what is wrong with a hive";
	case EBUSY:
		return "\"kreg handles\" lists who holds keys open";
	case EDQUOT:
		return "\"kreg status\" shows the limit and what is used";
	case EINVAL:
		return "paths begin with HKLM or HKU";
	}
	return NULL;
}

/**
 * module_error_hint() - print what the module refused
 * @ctx: connection, or NULL when there is none
 * @what: the object
 * @rc: negative errno
 * @next: what to do next, or NULL
 *
 * Return: the exit code.
 */
int module_error_hint(struct kreg *ctx, struct text what, int rc,
		      const char *next)
{
	const char *why = kreg_error_text(ctx);

	if (!why || !*why || rc == -ENODEV)
		why = error_reason(rc);
	error_text(what, why, next);
	return error_exit_code(rc);
}

/* As module_error_hint(), with what most commands advise. */
int module_error(struct kreg *ctx, struct text what, int rc)
{
	return module_error_hint(ctx, what, rc, module_hint(rc));
}
