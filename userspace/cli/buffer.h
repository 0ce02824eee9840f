/* SPDX-License-Identifier: GPL-2.0 */
/* Bytes that grow. Every to-text printer writes to one of these. */
#ifndef _KREG_CLI_BUFFER_H
#define _KREG_CLI_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#define __printf(text, first) __attribute__((format(__printf__, text, first)))

struct buffer {
	char *data;
	size_t bytes;
	size_t room;
};

void *memory_resize(void *memory, size_t count, size_t size);

char *buffer_room(struct buffer *buffer, size_t bytes);
void buffer_add(struct buffer *buffer, const void *data, size_t bytes);
void buffer_puts(struct buffer *buffer, const char *string);
void buffer_putc(struct buffer *buffer, char c);
void buffer_pad(struct buffer *buffer, size_t columns);
void buffer_hex(struct buffer *buffer, const void *data, size_t bytes);
__printf(2, 3) void buffer_printf(struct buffer *buffer, const char *format,
				  ...);
const char *buffer_string(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif /* _KREG_CLI_BUFFER_H */
