// SPDX-License-Identifier: GPL-2.0
#include "mount.h"
#include "error.h"
#include "subject.h"

#include <string.h>

/* A mount point is one component below a root. */
static int parse(struct mount *mount, struct text path)
{
	static const char wanted[] =
		"a mount point is one name below HKLM or HKU, such as HKLM\\Test";
	const char *rest;
	size_t bytes;
	int rc;

	rc = kreg_parse_path(path.data, path.bytes, &mount->root, &rest,
			     &bytes);
	while (!rc && bytes && rest[bytes - 1] == '\\')
		bytes--;
	if (rc || !bytes || memchr(rest, '\\', bytes))
		return error_usage(NULL, "%s: %s", path.data, wanted);
	mount->name = (struct text){ rest, bytes };
	return 0;
}

/**
 * mount_run() - do something to the mount point that the first argument names
 * @options: of the command line
 * @work: what to do; returns the exit code
 *
 * Return: the exit code.
 */
int mount_run(const struct options *options,
	      int (*work)(struct kreg *ctx, const struct mount *mount,
			  const struct options *options))
{
	struct buffer path = { 0 };
	struct mount mount;
	struct kreg *ctx;
	int code, rc;

	code = argument_text(&path, options, options->args[0]);
	buffer_string(&path);
	if (!code)
		code = parse(&mount, text_in(&path));
	if (!code) {
		rc = kreg_open(&ctx, 0);
		if (rc) {
			code = module_error(NULL, text_in(&path), rc);
		} else {
			code = work(ctx, &mount, options);
			kreg_close(ctx);
		}
	}
	buffer_free(&path);
	return code;
}
