// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "mount.h"
#include "print_holder.h"
#include "terminal.h"

#include <errno.h>
#include <stdio.h>

static void print_holders(const struct kreg_list *list)
{
	struct buffer out = { 0 };

	holders_show(&out, list, 0);
	fwrite(out.data, 1, out.bytes, stderr);
	buffer_free(&out);
}

static void print_json(const struct options *options, int rc,
		       const struct kreg_job *job)
{
	struct json_object *object = json_object_new_object(), *list;
	const struct kreg_holder *holder;

	list = json_object_new_array();
	for (size_t i = 0;
	     job && (holder = kreg_list_holder(kreg_job_holders(job), i)); i++)
		json_object_array_add(list, holder_json(holder));
	json_add_text(object, "mount", text_of(options->args[0]));
	json_add_number(object, "error", -rc);
	json_object_object_add(object, "holders", list);
	json_line(object);
}

static int unload(struct kreg *ctx, const struct mount *mount,
		  const struct options *options)
{
	struct kreg_job *job = NULL;
	int code = 0, rc;

	rc = kreg_unload_hive(ctx, mount->root, mount->name.data,
			      mount->name.bytes, &job);
	if (rc)
		code = module_error_hint(ctx, text_of(options->args[0]), rc,
					 rc == -EBUSY ? NULL : module_hint(rc));
	if (options->json)
		print_json(options, rc, job);
	else if (rc && job)
		print_holders(kreg_job_holders(job));
	kreg_free_job(job);
	return code;
}

static int run(const struct options *options)
{
	return mount_run(options, unload);
}

const struct command command_unload = {
	.name = "unload",
	.args = "MOUNT",
	.summary = "Unload a hive from the module",
	.about =
		"It is refused while keys of the hive are open, and those who hold them\n"
		"are listed.",
	.takes = TAKES(ESCAPES),
	.least = 1,
	.most = 1,
	.run = run,
};
