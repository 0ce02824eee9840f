// SPDX-License-Identifier: GPL-2.0
#include "print_holder.h"
#include "descriptor.h"
#include "json.h"
#include "terminal.h"

#include <pwd.h>

/**
 * age_show() - write how long ago something was
 * @to: where to append
 * @ms: milliseconds
 */
void age_show(struct buffer *to, uint64_t ms)
{
	unsigned long long seconds = ms / 1000;

	if (seconds < 60)
		buffer_printf(to, "%llu.%llu s", seconds,
			      (unsigned long long)ms % 1000 / 100);
	else if (seconds < 3600)
		buffer_printf(to, "%llu min", seconds / 60);
	else if (seconds < 86400)
		buffer_printf(to, "%llu h %llu min", seconds / 3600,
			      seconds / 60 % 60);
	else
		buffer_printf(to, "%llu d %llu h", seconds / 86400,
			      seconds / 3600 % 24);
}

static void pad_to(struct buffer *to, size_t begin, size_t columns)
{
	struct text row = { to->data + begin, to->bytes - begin };
	size_t used = text_columns(row);

	buffer_pad(to, used < columns ? columns - used : 1);
}

static void user_show(struct buffer *to, uint32_t uid)
{
	struct passwd *user = getpwuid(uid);

	if (user)
		text_show(to, text_of(user->pw_name));
	else
		buffer_printf(to, "%u", uid);
}

static void holder_show(struct buffer *to, const struct kreg_holder *holder)
{
	size_t begin = to->bytes;

	buffer_printf(to, "%8u  ", holder->pid);
	text_show(to, text_of(holder->command ? holder->command : "?"));
	pad_to(to, begin, 28);
	user_show(to, holder->uid);
	pad_to(to, begin, 38);
	age_show(to, holder->age_ms);
	pad_to(to, begin, 50);
	rights_show(to, holder->access);
	pad_to(to, begin, 64);
	paint_begin(to, PAINT_KEY);
	text_show(to, (struct text){ holder->path, holder->path_len });
	paint_end(to);
	buffer_putc(to, '\n');
}

static void head_show(struct buffer *to)
{
	static const char titles[] =
		"     pid  command           user      age         access        key";

	paint_begin(to, PAINT_NOTE);
	buffer_puts(to, titles);
	paint_end(to);
	buffer_putc(to, '\n');
}

/**
 * holders_show() - write a table of who holds keys open
 * @to: where to append; nothing when there is nobody
 * @list: of holders
 * @not_pid: a process to leave out, or 0
 */
void holders_show(struct buffer *to, const struct kreg_list *list,
		  uint32_t not_pid)
{
	const struct kreg_holder *holder;

	for (size_t i = 0; (holder = kreg_list_holder(list, i)); i++) {
		if (not_pid && holder->pid == not_pid)
			continue;
		if (!to->bytes)
			head_show(to);
		holder_show(to, holder);
	}
}

struct json_object *holder_json(const struct kreg_holder *holder)
{
	struct json_object *object = json_object_new_object();

	json_add_number(object, "pid", holder->pid);
	json_add_text(object, "command",
		      text_of(holder->command ? holder->command : ""));
	json_add_number(object, "uid", holder->uid);
	json_add_number(object, "access", holder->access);
	json_add_number(object, "age_ms", holder->age_ms);
	json_add_text(object, "key",
		      (struct text){ holder->path, holder->path_len });
	return object;
}
