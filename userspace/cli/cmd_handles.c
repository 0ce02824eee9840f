// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "error.h"
#include "json.h"
#include "module.h"
#include "print_holder.h"
#include "subject.h"
#include "terminal.h"

#include <errno.h>
#include <unistd.h>

/* With a key, one handle of it is this program's own. */
static pid_t left_out(const struct kreg_key *key)
{
	return key ? getpid() : 0;
}

static void print_json(const struct kreg_list *list, pid_t not_pid)
{
	const struct kreg_holder *holder;

	for (size_t i = 0; (holder = kreg_list_holder(list, i)); i++)
		if (holder->pid != (uint32_t)not_pid)
			json_line(holder_json(holder));
}

static void print_text(const struct kreg_list *list, pid_t not_pid)
{
	struct buffer out = { 0 };

	holders_show(&out, list, not_pid);
	if (!out.bytes)
		buffer_puts(&out, "no open handles\n");
	output_buffer(&out);
	buffer_free(&out);
}

static int list_holders(struct kreg *ctx, struct text path, bool json)
{
	struct kreg_key *key = NULL;
	struct kreg_list *list;
	int rc = 0;

	if (path.bytes)
		rc = kreg_open_key_path(ctx, path.data, path.bytes,
					KREG_RIGHTS_READ, KREG_OPEN_KEY_LINK,
					&key);
	if (!rc)
		rc = kreg_get_holders(ctx, key, &list);
	if (rc) {
		rc = module_error(ctx, path, rc);
	} else {
		if (json)
			print_json(list, left_out(key));
		else
			print_text(list, left_out(key));
		kreg_free_list(list);
	}
	kreg_close_key(key);
	return rc;
}

static int run(const struct options *options)
{
	struct buffer path = { 0 };
	struct kreg *ctx;
	int code = 0, rc;

	if (options->count)
		code = argument_text(&path, options, options->args[0]);
	if (!code) {
		rc = kreg_open(&ctx, 0);
		if (rc) {
			code = module_error(NULL, text_in(&path), rc);
		} else {
			code = list_holders(ctx, text_in(&path), options->json);
			kreg_close(ctx);
		}
	}
	buffer_free(&path);
	return code;
}

const struct command command_handles = {
	.name = "handles",
	.args = "[KEY]",
	.summary = "List who holds keys open",
	.about =
		"At or below KEY, under whatever name it was opened; without KEY, everywhere.\n"
		"The command's own handle of KEY is left out.",
	.takes = TAKES(ESCAPES),
	.least = 0,
	.most = 1,
	.run = run,
};
