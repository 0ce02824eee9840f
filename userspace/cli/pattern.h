/* SPDX-License-Identifier: GPL-2.0 */
/* What "find" looks for, compared without case as NT does. */
#ifndef _KREG_CLI_PATTERN_H
#define _KREG_CLI_PATTERN_H

#include "source.h"

/**
 * struct pattern - a text to look for
 * @units: the text, upper-cased UTF-16 units
 * @number: it is this number too
 * @is_number: whether @number counts
 * @glob: wildcards count, and a whole name or string must match
 * @scratch: for what is compared
 */
struct pattern {
	struct buffer units;
	uint64_t number;
	bool is_number;
	bool glob;
	struct buffer scratch;
};

void pattern_begin(struct pattern *pattern, struct text text, bool glob);
bool pattern_matches(struct pattern *pattern, struct text text);
bool pattern_matches_data(struct pattern *pattern, const struct value *value,
			  const uint8_t *data);
void pattern_end(struct pattern *pattern);

#endif /* _KREG_CLI_PATTERN_H */
