/* SPDX-License-Identifier: GPL-2.0 */
/* Hardware resource lists: REG_RESOURCE_LIST and its two relatives. */
#ifndef _KREG_CLI_RESOURCE_H
#define _KREG_CLI_RESOURCE_H

#include "buffer.h"

#include <stdbool.h>

/**
 * struct resource_field - a number of a resource
 * @name: what it says
 * @number: its value
 * @hex: how people read it
 */
struct resource_field {
	const char *name;
	uint64_t number;
	bool hex;
};

#define RESOURCE_FIELDS 8

/**
 * struct resource - one line of a resource list
 * @level: 0 a bus, 1 a list of alternatives, 2 a resource
 * @what: "port", "Isa", ...; @code when it has no name
 * @code: number of the type or bus
 * @fields: numbers
 * @count: of @fields
 * @share: how it is shared, or NULL
 * @note: more, or NULL
 * @data: device specific bytes
 * @bytes: of @data
 */
struct resource {
	unsigned int level;
	const char *what;
	uint32_t code;
	struct resource_field fields[RESOURCE_FIELDS];
	unsigned int count;
	const char *share;
	const char *note;
	const uint8_t *data;
	size_t bytes;
};

typedef void (*resource_fn)(void *ctx, const struct resource *resource);

bool resource_is_list(uint32_t type);
bool resource_decode(uint32_t type, const uint8_t *data, size_t bytes,
		     resource_fn tell, void *ctx);
bool resource_lines(struct buffer *to, uint32_t type, const uint8_t *data,
		    size_t bytes);

#endif /* _KREG_CLI_RESOURCE_H */
