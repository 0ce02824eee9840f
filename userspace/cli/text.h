/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names and strings: counted WTF-8, that is UTF-8 which also carries NUL and
 * single surrogates. Nothing reaches a terminal but through text_show(), and
 * nothing reaches JSON but through text_quote().
 */
#ifndef _KREG_CLI_TEXT_H
#define _KREG_CLI_TEXT_H

#include "buffer.h"

#include <stdbool.h>

/**
 * struct text - a view of counted WTF-8
 * @data: not NUL terminated
 * @bytes: length
 */
struct text {
	const char *data;
	size_t bytes;
};

struct text text_of(const char *string);
struct text text_in(const struct buffer *buffer);
bool text_valid(struct text text);
uint32_t text_next(struct text text, size_t *at);
void text_put(struct buffer *to, uint32_t code);

void text_from_utf16(struct buffer *to, const void *data, size_t bytes);
void text_show(struct buffer *to, struct text text);
unsigned int text_width(uint32_t code);
size_t text_columns(struct text shown);
void text_quote(struct buffer *to, struct text text);
int text_unescape(struct buffer *to, const char *string);

#endif /* _KREG_CLI_TEXT_H */
