/* SPDX-License-Identifier: GPL-2.0 */
/* Values as text for people. */
#ifndef _KREG_CLI_PRINT_VALUE_H
#define _KREG_CLI_PRINT_VALUE_H

#include "options.h"
#include "source.h"

/* Binary data beyond this is cut where a whole key is shown. */
#define VALUE_CUT 256

/**
 * struct value_style - how to show data
 * @options: bases, expansion
 * @width: columns there are
 * @cut: bytes of binary data to show, 0 for all
 * @quote: strings in quotation marks
 */
struct value_style {
	const struct options *options;
	size_t width;
	size_t cut;
	bool quote;
};

void value_name_show(struct buffer *to, struct text name);
void value_lines(struct buffer *to, const struct value *value,
		 const uint8_t *data, const struct value_style *style);
void value_brief(struct buffer *to, const struct value *value,
		 const uint8_t *data, const struct options *options,
		 size_t columns);
void number_show(struct buffer *to, uint64_t number, unsigned int bits,
		 unsigned int bases);

#endif /* _KREG_CLI_PRINT_VALUE_H */
