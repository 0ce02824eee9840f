/* SPDX-License-Identifier: GPL-2.0 */
/* What standard output is and can show: colours, characters, width. */
#ifndef _KREG_CLI_TERMINAL_H
#define _KREG_CLI_TERMINAL_H

#include "buffer.h"

#include <stdbool.h>

enum paint {
	PAINT_KEY,
	PAINT_NAME,
	PAINT_TYPE,
	PAINT_NOTE,
	PAINT_MATCH,
	PAINT_BAD,
	PAINT_GOOD,
};

/**
 * struct terminal - standard output
 * @tty: it is a terminal
 * @colour: paint
 * @utf8: the locale shows characters beyond ASCII
 * @width: columns
 */
extern struct terminal {
	bool tty;
	bool colour;
	bool utf8;
	unsigned int width;
} terminal;

int terminal_begin(const char *colour);
void paint_begin(struct buffer *to, enum paint paint);
void paint_end(struct buffer *to);

void output_buffer(struct buffer *buffer);
bool output_failed(void);
int output_end(void);

#endif /* _KREG_CLI_TERMINAL_H */
