// SPDX-License-Identifier: GPL-2.0
/*
 * The hive engine as a normal program: load and check against libhivex, and
 * how many names a look-up in a large key compares.
 *
 *   native load HIVE FILE	interleaved pairs, the minima go to FILE
 *   native seek FILE HIVE...	each with a key Many full of subkeys
 */
#include "bench.h"

#include "hive/check.h"
#include "hive/hive.h"
#include "hive/node.h"
#include "hive/subkeys.h"

#include <fcntl.h>
#include <hivex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PAIRS 100 /* the machine may be busy: more than enough */

struct engine {
	struct kreg_hive *hive;
	u8 *file;
	size_t bytes;
};

static void keep(void *owner, void *memory, size_t bytes)
{
	(void)owner;
	(void)memory;
	(void)bytes;
}

static const struct kreg_hive_calls calls = { .free = keep };

static void engine_open(struct engine *engine, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct kreg_findings findings;
	struct stat stat;
	u32 bins;

	memset(&findings, 0, offsetof(struct kreg_findings, list));
	if (fd < 0 || fstat(fd, &stat))
		fail(path);
	engine->bytes = stat.st_size;
	engine->file = mmap(NULL, engine->bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (engine->file == MAP_FAILED)
		fail(path);
	engine->hive = kreg_hive_create(engine->file, engine->bytes,
					KREG_HIVE_NO_WRITE, &calls, NULL,
					&findings);
	if (IS_ERR(engine->hive))
		fail(path);
	bins = engine->hive->room * KREG_REGF_BLOCK;
	if (kreg_hive_add(engine->hive, engine->file + KREG_REGF_BLOCK, bins) ||
	    kreg_hive_check(engine->hive, KREG_HIVE_NO_WRITE, &findings))
		fail(path);
}

static void engine_close(struct engine *engine)
{
	kreg_hive_destroy(engine->hive);
	munmap(engine->file, engine->bytes);
}

static void visit_values(hive_h *hive, hive_node_h node)
{
	hive_value_h *values = hivex_node_values(hive, node);
	hive_type type;
	size_t bytes, i;

	for (i = 0; values[i]; i++) {
		free(hivex_value_key(hive, values[i]));
		free(hivex_value_value(hive, values[i], &type, &bytes));
	}
	free(values);
}

static void visit(hive_h *hive, hive_node_h node)
{
	hive_node_h *children;
	size_t i;

	free(hivex_node_name(hive, node));
	visit_values(hive, node);
	children = hivex_node_children(hive, node);
	for (i = 0; children[i]; i++)
		visit(hive, children[i]);
	free(children);
}

static void load_engine(const char *path)
{
	struct engine engine;

	engine_open(&engine, path);
	engine_close(&engine);
}

static void load_hivex(const char *path)
{
	hive_h *hive = hivex_open(path, 0);

	if (!hive)
		fail(path);
	visit(hive, hivex_root(hive));
	hivex_close(hive);
}

static double microseconds(void (*load)(const char *path), const char *path)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	load(path);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (to.tv_sec - from.tv_sec) * 1e6 +
	       (to.tv_nsec - from.tv_nsec) / 1e3;
}

static void keep_least(double *least, double value)
{
	if (value < *least)
		*least = value;
}

static void compare_load(const char *path, FILE *out)
{
	double engine = 1e12, hivex = 1e12;
	int i;

	for (i = 0; i < PAIRS; i++) {
		keep_least(&engine, microseconds(load_engine, path));
		keep_least(&hivex, microseconds(load_hivex, path));
	}
	fprintf(out, "native-load\t%.0f\tus\n", engine);
	fprintf(out, "native-hivex\t%.0f\tus\n", hivex);
}

static u32 most_comparisons(const struct kreg_hive *hive,
			    const struct kreg_regf_nk *many)
{
	const struct kreg_regf_nk *child;
	u32 i, cell, found, count, most = 0;
	struct kreg_name name;

	for (i = 0; !kreg_subkeys_at(hive, many, i, &cell); i++) {
		child = kreg_node(hive, cell);
		name = kreg_node_name(child);
		if (kreg_subkeys_seek(hive, many, &name, NULL, &found,
				      &count) ||
		    found != cell)
			fail("a key is not where it is");
		most = max(most, count);
	}
	return most;
}

static void count_comparisons(const char *path, FILE *out)
{
	struct kreg_name name = kreg_name_wtf8("Many", 4);
	const struct kreg_regf_nk *root, *many;
	struct engine engine;
	u32 cell, subkeys;

	engine_open(&engine, path);
	root = kreg_node(engine.hive, engine.hive->root);
	if (kreg_subkeys_find(engine.hive, root, &name, &cell))
		fail("Many");
	many = kreg_node(engine.hive, cell);
	subkeys = le32_to_cpu(many->subkeys);
	fprintf(out, "seek-%u\t%u\tcomparisons\n", subkeys,
		most_comparisons(engine.hive, many));
	fprintf(out, "seek-%u-best\t%d\tcomparisons\n", subkeys,
		32 - __builtin_clz(subkeys));
	engine_close(&engine);
}

int main(int argc, char **argv)
{
	bool seek = argc > 3 && !strcmp(argv[1], "seek");
	FILE *out;
	int i;

	if (!seek && (argc != 4 || strcmp(argv[1], "load"))) {
		fprintf(stderr, "usage: native load FILE HIVE\n"
				"       native seek FILE HIVE...\n");
		return 2;
	}
	out = fopen(argv[2], "a");
	if (!out)
		fail(argv[2]);
	for (i = 3; i < argc; i++) {
		if (seek)
			count_comparisons(argv[i], out);
		else
			compare_load(argv[i], out);
	}
	return fclose(out) ? 1 : 0;
}
