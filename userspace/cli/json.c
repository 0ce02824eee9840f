// SPDX-License-Identifier: GPL-2.0
#include "json.h"
#include "bytes.h"
#include "resource.h"
#include "string_data.h"
#include "terminal.h"
#include "type.h"

#define STYLE (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

/* Called by json-c, which would pass single surrogates on as they are. */
static int write_text(struct json_object *object, struct printbuf *to,
		      int level, int flags)
{
	struct buffer quoted = { 0 };

	(void)level;
	(void)flags;
	text_quote(&quoted,
		   (struct text){ json_object_get_string(object),
				  json_object_get_string_len(object) });
	printbuf_memappend(to, quoted.data, quoted.bytes);
	buffer_free(&quoted);
	return 0;
}

struct json_object *json_text(struct text text)
{
	struct json_object *object;

	object = json_object_new_string_len(text.data ? text.data : "",
					    text.bytes);
	json_object_set_serializer(object, write_text, NULL, NULL);
	return object;
}

struct json_object *json_hex(const void *data, size_t bytes)
{
	struct buffer hex = { 0 };
	struct json_object *object;

	buffer_hex(&hex, data, bytes);
	object =
		json_object_new_string_len(hex.data ? hex.data : "", hex.bytes);
	buffer_free(&hex);
	return object;
}

static struct json_object *json_string(const uint8_t *data, size_t bytes,
				       bool expand)
{
	struct buffer text = { 0 }, expanded = { 0 };
	struct json_object *object;

	string_text(&text, data, bytes);
	if (expand)
		string_expand(&expanded, text_in(&text));
	object = json_text(text_in(expand ? &expanded : &text));
	buffer_free(&text);
	buffer_free(&expanded);
	return object;
}

static struct json_object *json_multi(const uint8_t *data, size_t bytes)
{
	struct json_object *list = json_object_new_array();
	struct buffer text = { 0 };
	size_t at = 0, length;

	while (multi_next(data, bytes, &at, &length)) {
		text.bytes = 0;
		text_from_utf16(&text, data + at, length);
		json_object_array_add(list, json_text(text_in(&text)));
		at += length + 2;
	}
	buffer_free(&text);
	return list;
}

/* Names that people read have blanks, those of members have none. */
static void add_field(struct json_object *object,
		      const struct resource_field *field)
{
	struct buffer name = { 0 };

	buffer_puts(&name, field->name);
	for (size_t i = 0; i < name.bytes; i++)
		if (name.data[i] == ' ')
			name.data[i] = '_';
	json_add_number(object, buffer_string(&name), field->number);
	buffer_free(&name);
}

static void add_resource(void *ctx, const struct resource *resource)
{
	struct json_object *object = json_object_new_object();

	json_add_number(object, "level", resource->level);
	json_add_string(object, "what", resource->what);
	json_add_number(object, "code", resource->code);
	for (unsigned int i = 0; i < resource->count; i++)
		add_field(object, &resource->fields[i]);
	json_add_string(object, "note", resource->note);
	json_add_string(object, "share", resource->share);
	if (resource->data)
		json_object_object_add(object, "data",
				       json_hex(resource->data,
						resource->bytes));
	json_object_array_add(ctx, object);
}

static struct json_object *json_resources(const struct value *value,
					  const uint8_t *data)
{
	struct json_object *list = json_object_new_array();

	if (resource_decode(value->type, data, value->bytes, add_resource,
			    list))
		return list;
	json_object_put(list);
	return NULL;
}

/* What the data means; null where it is just bytes. */
static struct json_object *json_meaning(const struct value *value,
					const uint8_t *data, bool expand)
{
	size_t bytes = value->bytes;

	if (type_is_string(value->type))
		return json_string(data, bytes,
				   expand && value->type == KREG_REG_EXPAND_SZ);
	if (value->type == KREG_REG_MULTI_SZ)
		return json_multi(data, bytes);
	if (value->type == KREG_REG_DWORD && bytes == 4)
		return json_object_new_int64(get_u32(data));
	if (value->type == KREG_REG_DWORD_BIG_ENDIAN && bytes == 4)
		return json_object_new_int64(get_u32_big(data));
	if (value->type == KREG_REG_QWORD && bytes == 8)
		return json_object_new_uint64(get_u64(data));
	if (resource_is_list(value->type))
		return json_resources(value, data);
	return NULL;
}

/**
 * json_value() - a value as an object
 * @value: value
 * @data: its data
 * @options: --expand
 *
 * Return: {"name", "type", "type_name", "data", "value"}.
 */
struct json_object *json_value(const struct value *value, const uint8_t *data,
			       const struct options *options)
{
	struct json_object *object = json_object_new_object();

	json_add_text(object, "name", value->name);
	json_add_number(object, "type", value->type);
	json_add_string(object, "type_name", type_name(value->type));
	json_object_object_add(object, "data", json_hex(data, value->bytes));
	json_object_object_add(object, "value",
			       json_meaning(value, data, options->expand));
	return object;
}

/**
 * json_values() - the values of a key as a list
 * @key: key
 * @options: --expand
 * @list: where to put the list; NULL on errors
 *
 * Return: 0 or a negative errno.
 */
int json_values(struct key *key, const struct options *options,
		struct json_object **list)
{
	struct values values = { 0 };
	struct buffer buffer = { 0 };
	int rc = key_values(key, &values);

	*list = json_object_new_array();
	for (size_t i = 0; !rc && i < values.count; i++) {
		struct value value = values_at(&values, i);
		const uint8_t *data = value_read(key, &value, &buffer, &rc);

		if (!rc)
			json_object_array_add(*list, json_value(&value, data,
								options));
	}
	values_free(&values);
	buffer_free(&buffer);
	if (rc) {
		json_object_put(*list);
		*list = NULL;
	}
	return rc;
}

/**
 * json_names() - the names of the subkeys of a key as a list
 * @key: key
 * @list: where to put the list; NULL on errors
 *
 * Return: 0 or a negative errno.
 */
int json_names(struct key *key, struct json_object **list)
{
	struct names names = { 0 };
	int rc = key_subkeys(key, &names);

	*list = NULL;
	if (!rc) {
		*list = json_object_new_array();
		for (size_t i = 0; i < names.count; i++)
			json_object_array_add(*list,
					      json_text(names_at(&names, i)));
	}
	names_free(&names);
	return rc;
}

/**
 * json_key() - add what every object of a key begins with
 * @object: object
 * @path: of the key
 * @info: of the key
 */
void json_key(struct json_object *object, struct text path,
	      const struct key_info *info)
{
	struct json_object *class = NULL;

	if (info->has_class)
		class = json_text(text_in(&info->class));
	json_add_text(object, "key", path);
	json_object_object_add(object, "class", class);
	json_add_number(object, "last_write", info->last_write);
}

void json_add_text(struct json_object *object, const char *name,
		   struct text text)
{
	json_object_object_add(object, name, json_text(text));
}

/* NULL becomes null. */
void json_add_string(struct json_object *object, const char *name,
		     const char *string)
{
	json_object_object_add(object, name,
			       string ? json_text(text_of(string)) : NULL);
}

void json_add_number(struct json_object *object, const char *name,
		     uint64_t number)
{
	json_object_object_add(object, name, json_object_new_uint64(number));
}

void json_add_bool(struct json_object *object, const char *name, bool yes)
{
	json_object_object_add(object, name, json_object_new_boolean(yes));
}

/**
 * json_line() - print an object in one line and free it
 * @object: object
 */
void json_line(struct json_object *object)
{
	struct buffer line = { 0 };
	const char *string;
	size_t bytes;

	string = json_object_to_json_string_length(object, STYLE, &bytes);
	buffer_add(&line, string, bytes);
	buffer_putc(&line, '\n');
	output_buffer(&line);
	buffer_free(&line);
	json_object_put(object);
}
