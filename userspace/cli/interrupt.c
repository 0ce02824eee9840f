// SPDX-License-Identifier: GPL-2.0
#include "interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* How often the terminal hears of it, in seconds. */
#define PAUSE 0.2

static atomic_int stopped;

static void stop(int number)
{
	stopped = number;
}

/**
 * interrupt_begin() - let Ctrl-C end long work in an orderly way
 *
 * What was found so far is still printed; a second Ctrl-C kills at once.
 */
void interrupt_begin(void)
{
	struct sigaction action = { .sa_handler = stop,
				    .sa_flags = SA_RESETHAND };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool interrupted(void)
{
	return stopped;
}

/* Dies of the signal, as the caller of the program expects. */
void interrupt_end(void)
{
	if (!stopped)
		return;
	signal(stopped, SIG_DFL);
	raise(stopped);
}

static double shown_at;
static bool shown;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

/**
 * progress_show() - say how far long work is, now and then
 * @what: that is counted
 * @count: of it
 */
void progress_show(const char *what, size_t count)
{
	if (count % 256 || !isatty(STDERR_FILENO))
		return;
	if (!shown_at)
		shown_at = now() + PAUSE;
	if (now() < shown_at)
		return;
	fprintf(stderr, "\r%zu %s\033[K", count, what);
	shown = true;
	shown_at = now() + PAUSE;
}

void progress_end(void)
{
	if (shown)
		fputs("\r\033[K", stderr);
	shown = false;
}
