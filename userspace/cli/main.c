// SPDX-License-Identifier: GPL-2.0
/* kreg: look at registries, in the module or in hive files. */
#include "command.h"
#include "error.h"
#include "interrupt.h"
#include "terminal.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#ifndef KREG_CLI_VERSION
#define KREG_CLI_VERSION "0.1.0"
#endif

static const struct command *const commands[] = {
	&command_query,	   &command_get,    &command_tree,   &command_find,
	&command_info,	   &command_load,   &command_unload, &command_handles,
	&command_security, &command_status, &command_check,  &command_dump,
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))

/* What the program's own help shows; all others may stand in front too. */
#define TAKES_COMMON (TAKES_ALWAYS | TAKES_SOURCE | TAKES(UTC))

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static const char head[] =
	"Usage: kreg [OPTION]... COMMAND [ARGUMENT]...\n"
	"Look at registries: in the module, or with --file in a hive file.\n"
	"\nCommands:\n";

static const char foot[] =
	"\nExit codes: 0 done, 1 not found, 2 wrong usage, 3 refused, 4 corrupt.\n"
	"\"kreg COMMAND --help\" tells more about a command, and \"man kreg\" about all.\n";

static void main_help(struct buffer *to)
{
	buffer_puts(to, head);
	for (size_t i = 0; i < COMMANDS; i++)
		buffer_printf(to, "  %-10s %s\n", commands[i]->name,
			      commands[i]->summary);
	buffer_printf(to, "  %-10s %s\n", "help", "Show the help of a command");
	buffer_puts(to, "\nOptions:\n");
	options_help(to, TAKES_COMMON);
	buffer_puts(to, foot);
}

static void command_help(struct buffer *to, const struct command *command)
{
	buffer_printf(to, "Usage: kreg %s [OPTION]...%s%s\n%s.\n",
		      command->name, *command->args ? " " : "", command->args,
		      command->summary);
	if (command->about)
		buffer_printf(to, "\n%s\n", command->about);
	buffer_puts(to, "\nOptions:\n");
	options_help(to, command->takes | TAKES_ALWAYS);
}

static int show_help(const struct command *command)
{
	struct buffer text = { 0 };

	if (command)
		command_help(&text, command);
	else
		main_help(&text);
	output_buffer(&text);
	buffer_free(&text);
	return EXIT_OK;
}

static int show_version(void)
{
	puts("kreg " KREG_CLI_VERSION);
	return EXIT_OK;
}

static int run_help(const struct options *options)
{
	const struct command *command = NULL;

	if (options->count > 1)
		command = find_command(options->args[1]);
	if (options->count > 1 && !command)
		return error_usage(NULL, "no command \"%s\"", options->args[1]);
	return show_help(command);
}

/* Options in front of the command must be ones that it takes. */
static int check_options(const struct command *command,
			 const struct options *options)
{
	unsigned int stray;

	stray = options->given & ~(command->takes | TAKES_ALWAYS);
	if (stray)
		return error_usage(command->name, "--%s does not go with it",
				   options_name(stray));
	if (options->count < command->least)
		return error_usage(command->name, "an argument is missing");
	if (options->count > command->most)
		return error_usage(command->name, "unexpected argument \"%s\"",
				   options->args[command->most]);
	if (options->repair && !options->file && command->takes & TAKES(HIVE))
		return error_usage(command->name, "--repair goes with --file");
	return 0;
}

static int run_command(const struct command *command, struct options *options)
{
	int code;

	code = options_parse(options, command, command->takes | TAKES_ALWAYS,
			     options->count, options->args);
	if (code)
		return code;
	if (options->help)
		return show_help(command);
	if (options->version)
		return show_version();
	code = check_options(command, options);
	if (code)
		return code;
	if (terminal_begin(options->colour))
		return error_usage(command->name, "bad argument of --color");
	return command->run(options);
}

static int run(int argc, char **argv)
{
	struct options options = { .depth = -1, .bases = BASE_10 | BASE_16 };
	const struct command *command;
	int code;

	code = options_parse(&options, NULL, ~0u, argc, argv);
	if (code)
		return code;
	if (options.version)
		return show_version();
	if (options.help)
		return show_help(options.count ? find_command(options.args[0]) :
						 NULL);
	if (!options.count)
		return error_usage(NULL, "a command is missing");
	if (!strcmp(options.args[0], "help"))
		return run_help(&options);
	command = find_command(options.args[0]);
	if (!command)
		return error_usage(NULL, "no command \"%s\"", options.args[0]);
	return run_command(command, &options);
}

/* Output that was lost is an error, and says so unless the reader just left. */
static int finish(int code)
{
	int rc = output_end();

	if (!rc)
		return code;
	if (rc != -EPIPE)
		error_text(text_of("standard output"), strerror(-rc), NULL);
	return code ? code : EXIT_REFUSED;
}

int main(int argc, char **argv)
{
	int code;

	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_IGN);
	code = run(argc, argv);
	code = finish(code);
	interrupt_end();
	return code;
}
