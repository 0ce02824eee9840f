/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where keys come from: a hive file or the module. Commands see only this,
 * so each of them works on both.
 */
#ifndef _KREG_CLI_SOURCE_H
#define _KREG_CLI_SOURCE_H

#include "text.h"

#define KEY_VOLATILE 0x0001
#define KEY_HIVE_EXIT 0x0002
#define KEY_HIVE_ENTRY 0x0004
#define KEY_NO_DELETE 0x0008
#define KEY_SYM_LINK 0x0010
#define KEY_FLAGS 0x001f

/**
 * struct key - an open key; the rest belongs to the source
 * @source: of which it is a key
 */
struct key {
	struct source *source;
};

/**
 * struct key_info - what is known about a key
 * @last_write: FILETIME
 * @subkeys: number of subkeys
 * @values: number of values
 * @max_name: longest subkey name, bytes as UTF-16
 * @max_class: longest class name of a subkey, bytes as UTF-16
 * @max_value_name: longest value name, bytes as UTF-16
 * @max_value_data: longest value data, bytes
 * @flags: KEY_*
 * @has_class: there is a class name
 * @class: class name
 */
struct key_info {
	uint64_t last_write;
	uint32_t subkeys;
	uint32_t values;
	uint32_t max_name;
	uint32_t max_class;
	uint32_t max_value_name;
	uint32_t max_value_data;
	uint32_t flags;
	bool has_class;
	struct buffer class;
};

/**
 * struct value - a view of a value
 * @name: empty for the default value
 * @type: KREG_REG_* or any other number
 * @bytes: of data
 * @data: the data, or NULL when it must be read with value_read()
 * @id: of the source
 */
struct value {
	struct text name;
	uint32_t type;
	uint32_t bytes;
	const uint8_t *data;
	uint32_t id;
};

/* Where a name ends in the text of all names, and an id of the source. */
struct name_entry {
	size_t end;
	uint32_t id;
};

/**
 * struct names - the subkeys of a key
 * @text: the names, one behind the other
 * @list: one entry per name
 * @count: of @list
 * @room: of @list
 */
struct names {
	struct buffer text;
	struct name_entry *list;
	size_t count;
	size_t room;
};

/* A value; @name and @data are offsets in the store of all values. */
struct value_entry {
	size_t name;
	size_t name_bytes;
	size_t data;
	uint32_t type;
	uint32_t bytes;
	uint32_t id;
	bool has_data;
};

/**
 * struct values - the values of a key, in stored order
 * @store: names and data
 * @list: one entry per value
 * @count: of @list
 * @room: of @list
 */
struct values {
	struct buffer store;
	struct value_entry *list;
	size_t count;
	size_t room;
};

/**
 * struct source_calls - what a source can do
 * @open: open a key by its path from the root
 * @child: open a subkey by its entry of @subkeys; a link itself, not its target
 * @close: close a key
 * @info: fill @info; its class buffer is reused
 * @subkeys: append all subkeys, sorted
 * @values: append all values, in stored order
 * @find: find a value by name; the view is good until the next call
 * @read: read the data of a value to @to, which has @bytes
 * @security: append the security descriptor
 * @end: close the source
 *
 * All return 0 or a negative errno, and leave a reason in @why where there is
 * more to say than the errno does.
 */
struct source_calls {
	int (*open)(struct source *source, struct text path, struct key **key);
	int (*child)(struct key *parent, struct text name, uint32_t id,
		     struct key **key);
	void (*close)(struct key *key);
	int (*info)(struct key *key, struct key_info *info);
	int (*subkeys)(struct key *key, struct names *names);
	int (*values)(struct key *key, struct values *values);
	int (*find)(struct key *key, struct text name, struct values *values);
	int (*read)(struct key *key, const struct value *value, void *to);
	int (*security)(struct key *key, struct buffer *to);
	void (*end)(struct source *source);
};

/**
 * struct source - a hive file or the module
 * @calls: what it can do
 * @why: reason of the last error, may be empty
 * @next: what to do after the last error, may be empty
 */
struct source {
	const struct source_calls *calls;
	struct buffer why;
	struct buffer next;
};

struct options;
int source_begin(const struct options *options, struct source **source);
void source_end(struct source *source);
int source_error(struct source *source, struct text what, int rc);

int key_open(struct source *source, struct text path, struct key **key);
int key_child(struct key *parent, struct text name, uint32_t id,
	      struct key **key);
void key_close(struct key *key);
int key_info(struct key *key, struct key_info *info);
int key_subkeys(struct key *key, struct names *names);
int key_values(struct key *key, struct values *values);
int key_find(struct key *key, struct text name, struct values *values);
int key_security(struct key *key, struct buffer *to);
void key_info_free(struct key_info *info);
const uint8_t *value_read(struct key *key, const struct value *value,
			  struct buffer *buffer, int *rc);

void names_add(struct names *names, uint32_t id);
struct text names_at(const struct names *names, size_t index);
void names_free(struct names *names);
struct value_entry *values_add(struct values *values);
struct value values_at(const struct values *values, size_t index);
void values_free(struct values *values);

#endif /* _KREG_CLI_SOURCE_H */
