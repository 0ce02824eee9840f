/* SPDX-License-Identifier: GPL-2.0 */
/* The command line: one table of options, of which a command takes some. */
#ifndef _KREG_CLI_OPTIONS_H
#define _KREG_CLI_OPTIONS_H

#include "buffer.h"

#include <stdbool.h>

/* Bits of struct command.takes, in the order in which --help shows them. */
enum option_id {
	OPT_HIVE,
	OPT_REPAIR,
	OPT_RECURSIVE,
	OPT_DEPTH,
	OPT_VALUES,
	OPT_KEYS,
	OPT_DATA,
	OPT_GLOB,
	OPT_TYPE,
	OPT_RAW,
	OPT_SDDL,
	OPT_EXPAND,
	OPT_BASE,
	OPT_ESCAPES,
	OPT_JSON,
	OPT_UTC,
	OPT_COLOR,
	OPT_HELP,
	OPT_VERSION,
	OPTIONS,
};

#define TAKES(option) (1u << OPT_##option)

/* Options that may stand before the command too. */
#define TAKES_ALWAYS (TAKES(JSON) | TAKES(COLOR) | TAKES(HELP) | TAKES(VERSION))
#define TAKES_SOURCE (TAKES(HIVE) | TAKES(REPAIR) | TAKES(ESCAPES))

#define BASE_2 0x1
#define BASE_10 0x2
#define BASE_16 0x4

/**
 * struct options - what the command line asked for
 * @given: bits of the options that were there
 * @file: hive file, or NULL for the module
 * @colour: "auto", "always", "never" or NULL
 * @depth: levels below the start, or -1 for all
 * @bases: BASE_* in which numbers are shown
 * @args: what is left
 * @count: of @args
 *
 * The rest are options without an argument.
 */
struct options {
	unsigned int given;
	const char *file;
	const char *colour;
	long depth;
	unsigned int bases;
	char **args;
	int count;
	bool repair;
	bool recursive;
	bool values;
	bool keys;
	bool data;
	bool glob;
	bool type;
	bool raw;
	bool sddl;
	bool expand;
	bool escapes;
	bool json;
	bool utc;
	bool help;
	bool version;
};

struct command;

int options_parse(struct options *options, const struct command *command,
		  unsigned int takes, int argc, char **argv);
const char *options_name(unsigned int bits);
void options_help(struct buffer *to, unsigned int takes);

#endif /* _KREG_CLI_OPTIONS_H */
