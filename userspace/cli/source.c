// SPDX-License-Identifier: GPL-2.0
#include "source.h"
#include "error.h"
#include "options.h"
#include "source_file.h"
#include "source_module.h"

#include <stdlib.h>

/**
 * source_begin() - open the source that the options name
 * @options: of the command line
 * @source: where to put it; set on errors too, to hold the reason
 *
 * Return: 0 or a negative errno.
 */
int source_begin(const struct options *options, struct source **source)
{
	if (options->file)
		return source_file_begin(options->file, options->repair,
					 source);
	return source_module_begin(source);
}

void source_end(struct source *source)
{
	if (!source)
		return;
	buffer_free(&source->why);
	buffer_free(&source->next);
	source->calls->end(source);
}

/**
 * source_error() - print what a source refused
 * @source: source, with the reason of its last error
 * @what: the object
 * @rc: negative errno
 *
 * Return: the exit code.
 */
int source_error(struct source *source, struct text what, int rc)
{
	bool next = source && source->next.bytes;
	struct buffer why = { 0 };

	buffer_puts(&why, error_reason(rc));
	if (source && source->why.bytes) {
		why.bytes = 0;
		buffer_add(&why, source->why.data, source->why.bytes);
	}
	error_text(what, buffer_string(&why),
		   next ? buffer_string(&source->next) : NULL);
	buffer_free(&why);
	return error_exit_code(rc);
}

static void forget_error(struct source *source)
{
	source->why.bytes = 0;
	source->next.bytes = 0;
}

int key_open(struct source *source, struct text path, struct key **key)
{
	forget_error(source);
	*key = NULL;
	return source->calls->open(source, path, key);
}

int key_child(struct key *parent, struct text name, uint32_t id,
	      struct key **key)
{
	forget_error(parent->source);
	*key = NULL;
	return parent->source->calls->child(parent, name, id, key);
}

void key_close(struct key *key)
{
	if (key)
		key->source->calls->close(key);
}

int key_info(struct key *key, struct key_info *info)
{
	struct buffer class = info->class;

	forget_error(key->source);
	class.bytes = 0;
	*info = (struct key_info){ .class = class };
	return key->source->calls->info(key, info);
}

int key_subkeys(struct key *key, struct names *names)
{
	forget_error(key->source);
	names->count = 0;
	names->text.bytes = 0;
	return key->source->calls->subkeys(key, names);
}

int key_values(struct key *key, struct values *values)
{
	forget_error(key->source);
	values->count = 0;
	values->store.bytes = 0;
	return key->source->calls->values(key, values);
}

/**
 * key_find() - find a value by name
 * @key: key
 * @name: any case
 * @values: gets this one value
 *
 * Return: 0, -ENOENT or another negative errno.
 */
int key_find(struct key *key, struct text name, struct values *values)
{
	forget_error(key->source);
	values->count = 0;
	values->store.bytes = 0;
	return key->source->calls->find(key, name, values);
}

int key_security(struct key *key, struct buffer *to)
{
	forget_error(key->source);
	to->bytes = 0;
	return key->source->calls->security(key, to);
}

void key_info_free(struct key_info *info)
{
	buffer_free(&info->class);
}

/**
 * value_read() - get the data of a value
 * @key: its key
 * @value: from key_values() or key_find()
 * @buffer: for data that is not there yet; reused
 * @rc: 0 or a negative errno
 *
 * Return: the data, never NULL on success.
 */
const uint8_t *value_read(struct key *key, const struct value *value,
			  struct buffer *buffer, int *rc)
{
	*rc = 0;
	if (value->data)
		return value->data;
	forget_error(key->source);
	buffer->bytes = 0;
	buffer_room(buffer, value->bytes + 1);
	if (value->bytes)
		*rc = key->source->calls->read(key, value, buffer->data);
	if (*rc)
		return NULL;
	buffer->bytes = value->bytes;
	return (const uint8_t *)buffer->data;
}

/**
 * names_add() - take the name that was appended to the text
 * @names: names
 * @id: of the source
 */
void names_add(struct names *names, uint32_t id)
{
	if (names->count == names->room) {
		names->room = names->room ? 2 * names->room : 16;
		names->list = memory_resize(names->list, names->room,
					    sizeof(*names->list));
	}
	names->list[names->count++] =
		(struct name_entry){ names->text.bytes, id };
}

struct text names_at(const struct names *names, size_t index)
{
	size_t begin = index ? names->list[index - 1].end : 0;
	struct text all = text_in(&names->text);

	return (struct text){ all.data + begin,
			      names->list[index].end - begin };
}

void names_free(struct names *names)
{
	buffer_free(&names->text);
	free(names->list);
	*names = (struct names){ 0 };
}

/**
 * values_add() - add a value
 * @values: values
 *
 * Return: the new entry, all zero.
 */
struct value_entry *values_add(struct values *values)
{
	if (values->count == values->room) {
		values->room = values->room ? 2 * values->room : 16;
		values->list = memory_resize(values->list, values->room,
					     sizeof(*values->list));
	}
	values->list[values->count] = (struct value_entry){ 0 };
	return &values->list[values->count++];
}

struct value values_at(const struct values *values, size_t index)
{
	const struct value_entry *entry = &values->list[index];
	const char *store = text_in(&values->store).data;

	return (struct value){
		.name = { store + entry->name, entry->name_bytes },
		.type = entry->type,
		.bytes = entry->bytes,
		.data = entry->has_data ? (const uint8_t *)store + entry->data :
					  NULL,
		.id = entry->id,
	};
}

void values_free(struct values *values)
{
	buffer_free(&values->store);
	free(values->list);
	*values = (struct values){ 0 };
}
