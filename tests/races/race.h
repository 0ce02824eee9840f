/* SPDX-License-Identifier: GPL-2.0 */
/* Actors, threads that all act at once until time is up. */
#ifndef _KREG_TESTS_RACES_RACE_H
#define _KREG_TESTS_RACES_RACE_H

#include <kreg/kreg.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct actor;

/**
 * struct role - what an actor does over and over
 * @name: as printed
 * @act: does it once
 * @count: how many actors play it; 0 ends a list of roles
 * @idle: it need not succeed even once
 */
struct role {
	const char *name;
	void (*act)(struct actor *actor);
	unsigned int count;
	bool idle;
};

/**
 * struct actor - a thread
 * @role: what it does
 * @thread: thread
 * @ctx: context of its own, NULL until race_context()
 * @index: number among the actors of its role
 * @seed: state of its random numbers
 * @good: how often it succeeded
 * @refused: how often it was told of something that is just not there
 */
struct actor {
	const struct role *role;
	pthread_t thread;
	struct kreg *ctx;
	unsigned int index;
	uint64_t seed;
	unsigned long good;
	unsigned long refused;
};

/* What the command line says. */
extern const char *race_hives;
extern unsigned int race_seconds;
extern uint64_t race_seed;

/* The names below which copies of the hives are mounted, and turned over. */
struct race_mount {
	const char *name;
	const char *file;
};

void race_begin(void);
int race_play(struct actor *actor);
int race_run(const struct role *roles);
int race_end(int rc, const char *const *names);
bool race_over(void);
bool race_went_wrong(void);
uint32_t race_random(struct actor *actor, uint32_t below);
struct kreg *race_context(struct actor *actor);
bool race_gone(int rc);
void race_answer(struct actor *actor, int rc, const char *what);
__attribute__((format(printf, 2, 3))) void race_wrong(struct actor *actor,
						      const char *format, ...);
void race_turn_over(struct actor *actor, const struct race_mount *mount);
int race_load(struct kreg *ctx, const char *name, const char *file);
int race_unload(struct kreg *ctx, const char *name);

/* The scenarios. */
int race_readers(void);
int race_links(void);
int race_loads(void);
int race_sessions(void);
int race_ports(void);
int race_module(void);

#endif /* _KREG_TESTS_RACES_RACE_H */
