// SPDX-License-Identifier: GPL-2.0
#include "terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Bytes that are gathered for a pipe or a file. */
#define PIECE 65536

struct terminal terminal = { .width = 80 };

static unsigned int measure_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width = 0;

	if (columns)
		width = strtol(columns, NULL, 10);
	if (width <= 0 && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		width = size.ws_col;
	if (width <= 0)
		return 80;
	return width < 40 ? 40 : width > 1000 ? 1000 : width;
}

static bool wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no_color && *no_color)
		return false;
	return terminal.tty && term && strcmp(term, "dumb");
}

/**
 * terminal_begin() - find out what standard output can show
 * @colour: "always", "never", "auto" or NULL; from --color
 *
 * Return: 0 or -EINVAL.
 */
int terminal_begin(const char *colour)
{
	terminal.tty = isatty(STDOUT_FILENO);
	if (!terminal.tty)
		setvbuf(stdout, NULL, _IOFBF, PIECE);
	terminal.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	terminal.width = measure_width();
	if (!colour || !strcmp(colour, "auto"))
		terminal.colour = wants_colour();
	else if (!strcmp(colour, "always"))
		terminal.colour = true;
	else if (strcmp(colour, "never"))
		return -EINVAL;
	return 0;
}

void paint_begin(struct buffer *to, enum paint paint)
{
	static const char *const codes[] = {
		[PAINT_KEY] = "1;34",	[PAINT_NAME] = "36",
		[PAINT_TYPE] = "33",	[PAINT_NOTE] = "2",
		[PAINT_MATCH] = "1;31", [PAINT_BAD] = "1;31",
		[PAINT_GOOD] = "32",
	};

	if (terminal.colour)
		buffer_printf(to, "\033[%sm", codes[paint]);
}

void paint_end(struct buffer *to)
{
	if (terminal.colour)
		buffer_puts(to, "\033[0m");
}

static int output_error;

/**
 * output_buffer() - write to standard output and empty the buffer
 * @buffer: buffer
 */
void output_buffer(struct buffer *buffer)
{
	if (buffer->bytes && !output_error &&
	    fwrite(buffer->data, 1, buffer->bytes, stdout) < buffer->bytes)
		output_error = errno ? errno : EIO;
	buffer->bytes = 0;
}

/**
 * output_failed() - has the reader gone or the disk filled?
 *
 * Long work asks this now and then: nothing that follows would be read.
 */
bool output_failed(void)
{
	return output_error;
}

/**
 * output_end() - flush and close standard output
 *
 * Return: 0 or the negative errno of what was lost.
 */
int output_end(void)
{
	if (fclose(stdout) && !output_error)
		output_error = errno ? errno : EIO;
	return -output_error;
}
