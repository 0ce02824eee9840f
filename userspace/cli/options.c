// SPDX-License-Identifier: GPL-2.0
#include "options.h"
#include "command.h"
#include "error.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define NO_LETTER 256

/**
 * struct option_row - an option as it is typed and explained
 * @letter: short form, or 0
 * @name: long form
 * @arg: what its argument is called, or NULL
 * @help: one line
 */
static const struct option_row {
	char letter;
	const char *name;
	const char *arg;
	const char *help;
} rows[OPTIONS] = {
	[OPT_HIVE] = { 'f', "file", "HIVE",
		       "read the hive file HIVE, without the module" },
	[OPT_REPAIR] = { 0, "repair", NULL,
			 "mend in memory what is broken in the hive" },
	[OPT_RECURSIVE] = { 'r', "recursive", NULL, "show all keys below too" },
	[OPT_DEPTH] = { 'd', "depth", "N", "go down N levels at most" },
	[OPT_VALUES] = { 'v', "values", NULL, "with values, or their names" },
	[OPT_KEYS] = { 'k', "keys", NULL, "with names of keys" },
	[OPT_DATA] = { 'D', "data", NULL, "with data of values" },
	[OPT_GLOB] = { 'g', "glob", NULL,
		       "PATTERN has wildcards: * and ? and [...]" },
	[OPT_TYPE] = { 't', "type", NULL, "print the type, not the data" },
	[OPT_RAW] = { 'w', "raw", NULL, "write the data as it is stored" },
	[OPT_SDDL] = { 's', "sddl", NULL, "print as SDDL" },
	[OPT_EXPAND] = { 'x', "expand", NULL,
			 "replace %NAME% in REG_EXPAND_SZ by the environment" },
	[OPT_BASE] = { 'b', "base", "LIST",
		       "show numbers in these bases: 2, 10, 16 (default 16,10)" },
	[OPT_ESCAPES] = { 'e', "escapes", NULL,
			  "arguments are escaped as in JSON: \\\\ is a backslash" },
	[OPT_JSON] = { 'j', "json", NULL, "print JSON" },
	[OPT_UTC] = { 'u', "utc", NULL, "show times in UTC" },
	[OPT_COLOR] = { 0, "color", "WHEN",
			"use colours: auto, always or never" },
	[OPT_HELP] = { 'h', "help", NULL, "show this help" },
	[OPT_VERSION] = { 'V', "version", NULL, "show the version" },
};

static int parse_depth(struct options *options, const char *arg)
{
	char *end;
	long depth = strtol(arg, &end, 10);

	if (end == arg || *end || depth < 0 || depth > INT_MAX)
		return -EINVAL;
	options->depth = depth;
	return 0;
}

static int parse_bases(struct options *options, const char *arg)
{
	char *end;

	options->bases = 0;
	for (;; arg = end + 1) {
		switch (strtol(arg, &end, 10)) {
		case 2:
			options->bases |= BASE_2;
			break;
		case 10:
			options->bases |= BASE_10;
			break;
		case 16:
			options->bases |= BASE_16;
			break;
		default:
			return -EINVAL;
		}
		if (!*end)
			return 0;
		if (*end != ',')
			return -EINVAL;
	}
}

static int parse_file(struct options *options, const char *arg)
{
	options->file = arg;
	return *arg ? 0 : -EINVAL;
}

static int parse_colour(struct options *options, const char *arg)
{
	options->colour = arg;
	return strcmp(arg, "auto") && strcmp(arg, "always") &&
			       strcmp(arg, "never") ?
		       -EINVAL :
		       0;
}

/* Returns where an option without an argument is noted. */
static bool *flag_of(struct options *options, enum option_id option)
{
	switch (option) {
	case OPT_REPAIR:
		return &options->repair;
	case OPT_RECURSIVE:
		return &options->recursive;
	case OPT_VALUES:
		return &options->values;
	case OPT_KEYS:
		return &options->keys;
	case OPT_DATA:
		return &options->data;
	case OPT_GLOB:
		return &options->glob;
	case OPT_TYPE:
		return &options->type;
	case OPT_RAW:
		return &options->raw;
	case OPT_SDDL:
		return &options->sddl;
	case OPT_EXPAND:
		return &options->expand;
	case OPT_ESCAPES:
		return &options->escapes;
	case OPT_JSON:
		return &options->json;
	case OPT_UTC:
		return &options->utc;
	case OPT_HELP:
		return &options->help;
	default:
		return &options->version;
	}
}

static int take(struct options *options, enum option_id option, const char *arg)
{
	options->given |= 1u << option;
	switch (option) {
	case OPT_HIVE:
		return parse_file(options, arg);
	case OPT_DEPTH:
		return parse_depth(options, arg);
	case OPT_BASE:
		return parse_bases(options, arg);
	case OPT_COLOR:
		return parse_colour(options, arg);
	default:
		*flag_of(options, option) = true;
		return 0;
	}
}

/* Makes getopt's tables of the rows that are taken. */
static void make_tables(unsigned int takes, char *letters, struct option *names)
{
	for (int i = 0; i < OPTIONS; i++) {
		if (!(takes & 1u << i))
			continue;
		*names++ = (struct option){ rows[i].name,
					    rows[i].arg ? required_argument :
							  no_argument,
					    NULL, NO_LETTER + i };
		if (!rows[i].letter)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].arg)
			*letters++ = ':';
	}
	*letters = '\0';
	*names = (struct option){ 0 };
}

static int find_row(int got)
{
	if (got >= NO_LETTER)
		return got - NO_LETTER;
	for (int i = 0; i < OPTIONS; i++)
		if (rows[i].letter && rows[i].letter == got)
			return i;
	return -1;
}

/**
 * options_parse() - parse options in front of, or behind, the command
 * @options: filled; what is there stays
 * @command: of which they are, or NULL in front of the command: then the
 *	first word ends them
 * @takes: bits of the options that are known
 * @argc: of the program or the command
 * @argv: of the program or the command; its first word is passed over
 *
 * Return: 0 or EXIT_USAGE, and then the error is printed.
 */
int options_parse(struct options *options, const struct command *command,
		  unsigned int takes, int argc, char **argv)
{
	const char *name = command ? command->name : NULL;
	char letters[2 * OPTIONS + 3] = "+:";
	struct option names[OPTIONS + 1];
	int got, row;

	make_tables(takes, letters + 2, names);
	if (command)
		memmove(letters, letters + 1, strlen(letters));
	optind = 0;
	while ((got = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		if (got == ':')
			return error_usage(name, "%s needs an argument",
					   argv[optind - 1]);
		row = find_row(got);
		if (got == '?' || row < 0) {
			if (optopt && optopt < NO_LETTER)
				return error_usage(name, "unknown option -%c",
						   optopt);
			return error_usage(name, "unknown option %s",
					   argv[optind - 1]);
		}
		if (take(options, row, optarg))
			return error_usage(name, "bad argument of --%s: %s",
					   rows[row].name, optarg);
	}
	options->args = argv + optind;
	options->count = argc - optind;
	return 0;
}

/**
 * options_name() - the long form of an option
 * @bits: of one or more options
 */
const char *options_name(unsigned int bits)
{
	return rows[__builtin_ctz(bits)].name;
}

/**
 * options_help() - write the lines of the options
 * @to: where to append
 * @takes: bits of the options
 *
 * scripts/check-man reads these lines.
 */
void options_help(struct buffer *to, unsigned int takes)
{
	for (int i = 0; i < OPTIONS; i++) {
		const struct option_row *row = &rows[i];
		size_t begin = to->bytes;

		if (!(takes & 1u << i))
			continue;
		if (row->letter)
			buffer_printf(to, "  -%c, ", row->letter);
		else
			buffer_puts(to, "      ");
		buffer_printf(to, "--%s", row->name);
		if (row->arg)
			buffer_printf(to, "=%s", row->arg);
		begin = to->bytes - begin;
		buffer_pad(to, begin < 24 ? 24 - begin : 1);
		buffer_printf(to, "%s\n", row->help);
	}
}
