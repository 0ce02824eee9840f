/* SPDX-License-Identifier: GPL-2.0 */
/* The commands, one file each. */
#ifndef _KREG_CLI_COMMAND_H
#define _KREG_CLI_COMMAND_H

#include "options.h"

/**
 * struct command - a command
 * @name: word on the command line
 * @args: its arguments, for the help
 * @summary: one line
 * @about: more lines, or NULL
 * @takes: bits of the options it takes
 * @least: arguments it needs
 * @most: arguments it takes
 * @run: does it; returns the exit code
 */
struct command {
	const char *name;
	const char *args;
	const char *summary;
	const char *about;
	unsigned int takes;
	int least;
	int most;
	int (*run)(const struct options *options);
};

extern const struct command command_query;
extern const struct command command_get;
extern const struct command command_tree;
extern const struct command command_find;
extern const struct command command_info;
extern const struct command command_load;
extern const struct command command_unload;
extern const struct command command_handles;
extern const struct command command_security;
extern const struct command command_status;
extern const struct command command_check;
extern const struct command command_dump;

#endif /* _KREG_CLI_COMMAND_H */
