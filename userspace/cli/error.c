// SPDX-License-Identifier: GPL-2.0
#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the project's errors mean something else than strerror() says. */
static const struct {
	int error;
	enum exit_code code;
	const char *reason;
} meanings[] = {
	{ ENOENT, EXIT_NOT_FOUND, "not found" },
	{ ESTALE, EXIT_NOT_FOUND, "the key was deleted" },
	{ EINVAL, EXIT_USAGE, "not a legal argument" },
	{ EILSEQ, EXIT_USAGE, "not valid text" },
	{ ENAMETOOLONG, EXIT_USAGE, "the name is too long" },
	{ EACCES, EXIT_REFUSED, "access denied" },
	{ EPERM, EXIT_REFUSED, "not permitted" },
	{ EAGAIN, EXIT_REFUSED, "it changed while it was read" },
	{ EBUSY, EXIT_REFUSED, "in use" },
	{ EROFS, EXIT_REFUSED, "read-only" },
	{ EEXIST, EXIT_REFUSED, "the name is taken" },
	{ EDQUOT, EXIT_REFUSED, "the registry's size limit is reached" },
	{ ELOOP, EXIT_REFUSED, "too many links" },
	{ ENXIO, EXIT_REFUSED, "the registry is not started" },
	{ ENODEV, EXIT_REFUSED, "the module kreg is not loaded" },
	{ EUCLEAN, EXIT_CORRUPT, "the hive is corrupt" },
	{ ENOEXEC, EXIT_CORRUPT, "not a hive" },
	{ EPROTO, EXIT_REFUSED, "the module and the library do not fit" },
	{ EOPNOTSUPP, EXIT_REFUSED, "not supported" },
};

/**
 * error_exit_code() - what the program ends with
 * @rc: negative errno, 0
 */
int error_exit_code(int rc)
{
	if (rc >= 0)
		return rc ? EXIT_REFUSED : EXIT_OK;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (meanings[i].error == -rc)
			return meanings[i].code;
	return EXIT_REFUSED;
}

const char *error_reason(int rc)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (meanings[i].error == -rc)
			return meanings[i].reason;
	return strerror(-rc);
}

/**
 * error_text() - print an error
 * @what: the object, shown escaped; may be empty
 * @why: reason
 * @next: what to do next, or NULL
 */
void error_text(struct text what, const char *why, const char *next)
{
	struct buffer line = { 0 };

	buffer_puts(&line, "kreg: ");
	if (what.bytes) {
		text_show(&line, what);
		buffer_puts(&line, ": ");
	}
	text_show(&line, text_of(why));
	buffer_putc(&line, '\n');
	if (next)
		buffer_printf(&line, "kreg: %s\n", next);
	fflush(stdout);
	fwrite(line.data, 1, line.bytes, stderr);
	buffer_free(&line);
}

/**
 * error_usage() - print a usage error
 * @command: its name, or NULL
 * @format: what is wrong
 *
 * Return: EXIT_USAGE.
 */
int error_usage(const char *command, const char *format, ...)
{
	struct buffer next = { 0 };
	va_list args;
	char *string;

	va_start(args, format);
	if (vasprintf(&string, format, args) < 0)
		error_no_memory();
	va_end(args);
	buffer_printf(&next, "see: kreg %s%s--help", command ? command : "",
		      command ? " " : "");
	error_text(text_of(command ? command : ""), string,
		   buffer_string(&next));
	buffer_free(&next);
	free(string);
	return EXIT_USAGE;
}

void error_no_memory(void)
{
	fputs("kreg: out of memory\n", stderr);
	exit(EXIT_REFUSED);
}
