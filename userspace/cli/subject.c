// SPDX-License-Identifier: GPL-2.0
#include "subject.h"
#include "error.h"
#include "terminal.h"

#include <errno.h>

/**
 * argument_text() - read a name or path from the command line
 * @to: where to append it
 * @options: --escapes
 * @argument: as typed
 *
 * Return: 0, or EXIT_USAGE when the error was printed.
 */
int argument_text(struct buffer *to, const struct options *options,
		  const char *argument)
{
	if (!options->escapes)
		buffer_puts(to, argument);
	else if (text_unescape(to, argument))
		return error_usage(NULL, "bad escape in \"%s\"", argument);
	if (text_valid(text_in(to)))
		return 0;
	return error_usage(NULL, "\"%s\" is not valid UTF-8", argument);
}

/* Takes out doubled backslashes and one at the end. */
static void squeeze(struct buffer *path)
{
	size_t to = 0;

	for (size_t i = 0; i < path->bytes; i++) {
		char c = path->data[i];

		if (c != '\\' || (to && path->data[to - 1] != '\\'))
			path->data[to++] = c;
	}
	while (to && path->data[to - 1] == '\\')
		to--;
	path->bytes = to;
}

static int read_path(struct subject *subject, int argument)
{
	const struct options *options = subject->options;
	static const char missing[] =
		"a key is missing; without --file it begins with HKLM or HKU";
	bool native;
	int code;

	if (argument >= options->count) {
		if (options->file)
			return 0;
		return error_usage(NULL, missing);
	}
	code = argument_text(&subject->path, options, options->args[argument]);
	if (code)
		return code;
	native = !options->file && subject->path.bytes &&
		 subject->path.data[0] == '\\';
	squeeze(&subject->path);
	if (native) {
		struct buffer path = { 0 };

		buffer_putc(&path, '\\');
		buffer_add(&path, subject->path.data, subject->path.bytes);
		buffer_free(&subject->path);
		subject->path = path;
	}
	return 0;
}

/**
 * subject_begin() - open the key that an argument names
 * @subject: filled
 * @options: of the command line
 * @argument: number of the argument; without it the root of the hive file
 *
 * Return: 0, or an exit code when the error was printed.
 */
int subject_begin(struct subject *subject, const struct options *options,
		  int argument)
{
	struct text none = { "", 0 };
	int code, rc;

	*subject = (struct subject){ .options = options };
	code = read_path(subject, argument);
	if (code)
		return code;
	rc = source_begin(options, &subject->source);
	if (rc)
		return source_error(subject->source,
				    text_of(options->file ? options->file : ""),
				    rc);
	rc = key_open(subject->source, text_in(&subject->path), &subject->key);
	return rc ? subject_failed(subject, none, rc) : 0;
}

/**
 * subject_failed() - print the error of a key at or below the subject
 * @subject: subject
 * @below: path below it
 * @rc: negative errno
 *
 * Return: the exit code.
 */
int subject_failed(struct subject *subject, struct text below, int rc)
{
	struct buffer path = { 0 };
	int code;

	subject_path(subject, below, &path);
	if (!path.bytes)
		buffer_putc(&path, '\\');
	code = source_error(subject->source, text_in(&path), rc);
	buffer_free(&path);
	return code;
}

/**
 * subject_path() - the path of a key as the user could type it
 * @subject: subject
 * @below: path below it
 * @to: where to append; nothing for the root of a file
 */
void subject_path(const struct subject *subject, struct text below,
		  struct buffer *to)
{
	buffer_add(to, subject->path.data, subject->path.bytes);
	if (subject->path.bytes && below.bytes)
		buffer_putc(to, '\\');
	buffer_add(to, below.data, below.bytes);
}

/**
 * path_show() - write a path for people
 * @to: where to append
 * @path: path; the root of a file is a single backslash
 */
void path_show(struct buffer *to, struct text path)
{
	paint_begin(to, PAINT_KEY);
	if (path.bytes)
		text_show(to, path);
	else
		buffer_putc(to, '\\');
	paint_end(to);
}

void subject_end(struct subject *subject)
{
	key_close(subject->key);
	source_end(subject->source);
	buffer_free(&subject->path);
}
