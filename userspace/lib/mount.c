// SPDX-License-Identifier: LGPL-2.1
#include "error.h"
#include "job.h"
#include "message.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static_assert(KREG_LOAD_HIVE_REPAIR == KREG_LOAD_FLAG_REPAIR,
	      "of the protocol");

int kreg_submit_load(struct kreg *ctx, enum kreg_root root, const char *name,
		     size_t name_len, int folder, const char *file,
		     uint32_t flags, struct kreg_job **job)
{
	int rc;

	if (flags & ~KREG_LOAD_HIVE_REPAIR)
		return kreg_error(ctx, -EINVAL, "unknown flags 0x%x", flags);
	kreg_lock(ctx);
	kreg_message_begin(ctx, KREG_CMD_LOAD);
	kreg_message_put_u32(ctx, KREG_A_ROOT, root);
	kreg_message_put_text(ctx, KREG_A_NAME, name, name_len);
	kreg_message_put_u32(ctx, KREG_A_FOLDER, folder);
	kreg_message_put(ctx, KREG_A_FILE, file, strlen(file) + 1);
	if (flags)
		kreg_message_put_u32(ctx, KREG_A_LOAD_FLAGS, flags);
	rc = kreg_job_submit(ctx, job);
	kreg_unlock(ctx);
	return rc;
}

int kreg_submit_unload(struct kreg *ctx, enum kreg_root root, const char *name,
		       size_t name_len, struct kreg_job **job)
{
	int rc;

	kreg_lock(ctx);
	kreg_message_begin(ctx, KREG_CMD_UNLOAD);
	kreg_message_put_u32(ctx, KREG_A_ROOT, root);
	kreg_message_put_text(ctx, KREG_A_NAME, name, name_len);
	rc = kreg_job_submit(ctx, job);
	kreg_unlock(ctx);
	return rc;
}

int kreg_load_hive(struct kreg *ctx, enum kreg_root root, const char *name,
		   size_t name_len, int folder, const char *file,
		   uint32_t flags, struct kreg_job **out)
{
	struct kreg_job *job = NULL;
	int rc = kreg_submit_load(ctx, root, name, name_len, folder, file,
				  flags, &job);

	return kreg_job_finish(ctx, rc, job, out);
}

int kreg_unload_hive(struct kreg *ctx, enum kreg_root root, const char *name,
		     size_t name_len, struct kreg_job **out)
{
	struct kreg_job *job = NULL;
	int rc = kreg_submit_unload(ctx, root, name, name_len, &job);

	return kreg_job_finish(ctx, rc, job, out);
}

/* Opens the folder of a path; the slash that ends it is at @slash. */
static int open_folder(struct kreg *ctx, const char *path, const char *slash)
{
	int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
	char *folder;
	int fd;

	/* A slash at the front is the folder itself. */
	if (slash)
		folder = strndup(path, slash == path ? 1 : slash - path);
	else
		folder = strdup(".");
	if (!folder)
		return kreg_error_plain(ctx, -ENOMEM);
	fd = open(folder, flags);
	if (fd < 0)
		fd = kreg_error(ctx, -errno, "%s: %m", folder);
	free(folder);
	return fd;
}

int kreg_load_hive_file(struct kreg *ctx, enum kreg_root root, const char *name,
			size_t name_len, const char *path, uint32_t flags,
			struct kreg_job **job)
{
	const char *slash = strrchr(path, '/');
	const char *file = slash ? slash + 1 : path;
	int folder, rc;

	if (job)
		*job = NULL;
	if (!*file)
		return kreg_error(ctx, -EINVAL, "no file is named: '%s'", path);
	folder = open_folder(ctx, path, slash);
	if (folder < 0)
		return folder;
	rc = kreg_load_hive(ctx, root, name, name_len, folder, file, flags,
			    job);
	close(folder);
	return rc;
}
