/* SPDX-License-Identifier: GPL-2.0 */
/* Keys of a hive file, through the hive engine, without the module. */
#ifndef _KREG_CLI_SOURCE_FILE_H
#define _KREG_CLI_SOURCE_FILE_H

#include "source.h"

/**
 * struct file_facts - what a hive file says about itself
 * @minor: version 1.@minor
 * @stamp: FILETIME of the base block
 * @sequence: sequence number
 * @bins: number of bins
 * @bins_bytes: bytes of bins
 * @file_bytes: bytes of the file
 * @free_bytes: bytes of free cells
 * @keys: key nodes
 * @values: values
 * @securities: security cells
 * @name: file name in the base block
 */
struct file_facts {
	uint32_t minor;
	uint64_t stamp;
	uint32_t sequence;
	uint32_t bins;
	uint32_t bins_bytes;
	uint64_t file_bytes;
	uint32_t free_bytes;
	uint32_t keys;
	uint32_t values;
	uint32_t securities;
	struct buffer name;
};

/**
 * struct file_finding - one broken invariant
 * @number: of the invariant
 * @cell: cell index, or 0xffffffff for the file as a whole
 * @repaired: mended in memory
 * @text: what is wrong, and what was done
 */
struct file_finding {
	unsigned int number;
	uint32_t cell;
	bool repaired;
	const char *text;
};

struct file_counts {
	uint32_t total;
	uint32_t repaired;
};

typedef void (*finding_fn)(void *ctx, const struct file_finding *finding);

int source_file_begin(const char *path, bool repair, struct source **source);
int source_file_check(const char *path, bool repair, finding_fn report,
		      void *ctx, struct file_counts *counts,
		      struct source **source);
void source_file_facts(struct source *source, struct file_facts *facts);

#endif /* _KREG_CLI_SOURCE_FILE_H */
