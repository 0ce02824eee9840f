/* SPDX-License-Identifier: GPL-2.0 */
/* The objects of --json, one per line. */
#ifndef _KREG_CLI_JSON_H
#define _KREG_CLI_JSON_H

#include "options.h"
#include "source.h"

#include <json-c/json.h>

struct json_object *json_text(struct text text);
struct json_object *json_hex(const void *data, size_t bytes);
struct json_object *json_value(const struct value *value, const uint8_t *data,
			       const struct options *options);
int json_values(struct key *key, const struct options *options,
		struct json_object **list);
int json_names(struct key *key, struct json_object **list);
void json_key(struct json_object *object, struct text path,
	      const struct key_info *info);
void json_add_text(struct json_object *object, const char *name,
		   struct text text);
void json_add_string(struct json_object *object, const char *name,
		     const char *string);
void json_add_number(struct json_object *object, const char *name,
		     uint64_t number);
void json_add_bool(struct json_object *object, const char *name, bool yes);
void json_line(struct json_object *object);

#endif /* _KREG_CLI_JSON_H */
