/* SPDX-License-Identifier: GPL-2.0 */
/* Requests: good ones, and what becomes of them. */
#ifndef _KREG_FUZZ_MAKE_H
#define _KREG_FUZZ_MAKE_H

struct message;
struct op;
struct random;

/**
 * struct maker - where requests come from
 * @random: numbers
 * @folder: descriptor of the folder with hives
 * @files: names of the hives in it
 * @file_count: number of @files
 */
struct maker {
	struct random *random;
	int folder;
	char **files;
	unsigned int file_count;
};

const struct op *make_valid(const struct maker *maker, struct message *message);
void make_mutated(const struct maker *maker, struct message *message);

#endif /* _KREG_FUZZ_MAKE_H */
