// SPDX-License-Identifier: GPL-2.0
/* Keys of the module, through libkreg. */
#include "source_module.h"
#include "module.h"

#include <errno.h>
#include <stdlib.h>

struct module_source {
	struct source source;
	struct kreg *ctx;
};

/*
 * What the last query-info said saves a round trip for each list that is
 * empty, and most keys of a walk have an empty one.
 */
struct module_key {
	struct key key;
	struct kreg_key *open;
	bool no_subkeys;
	bool no_values;
};

static struct module_source *to_module(struct source *source)
{
	return (struct module_source *)source;
}

static struct module_key *to_own(struct key *key)
{
	return (struct module_key *)key;
}

static struct kreg_key *to_open(struct key *key)
{
	return to_own(key)->open;
}

/* Keeps the reason of an error until it is told. */
static int failed(struct source *source, int rc)
{
	const char *why = kreg_error_text(to_module(source)->ctx);
	const char *next = module_hint(rc);

	if (why && rc != -ENODEV)
		buffer_puts(&source->why, why);
	if (next)
		buffer_puts(&source->next, next);
	return rc;
}

static struct key *new_key(struct source *source, struct kreg_key *open)
{
	struct module_key *key = memory_resize(NULL, 1, sizeof(*key));

	*key = (struct module_key){ .key.source = source, .open = open };
	return &key->key;
}

static int module_open_key(struct source *source, struct text path,
			   struct key **key)
{
	struct kreg_key *open;
	int rc;

	rc = kreg_open_key_path(to_module(source)->ctx, path.data, path.bytes,
				KREG_RIGHTS_READ, 0, &open);
	if (rc)
		return failed(source, rc);
	*key = new_key(source, open);
	return 0;
}

static int module_child(struct key *parent, struct text name, uint32_t id,
			struct key **key)
{
	struct kreg_key *open;
	int rc;

	(void)id;
	rc = kreg_open_key_at(to_open(parent), name.data, name.bytes,
			      KREG_RIGHTS_READ, KREG_OPEN_KEY_LINK, &open);
	if (rc)
		return failed(parent->source, rc);
	*key = new_key(parent->source, open);
	return 0;
}

static void module_close(struct key *key)
{
	kreg_close_key(to_open(key));
	free(key);
}

static int module_info(struct key *key, struct key_info *info)
{
	struct kreg_info *told;
	int rc;

	rc = kreg_query_info(to_open(key), &told);
	if (rc)
		return failed(key->source, rc);
	to_own(key)->no_subkeys = !told->subkeys;
	to_own(key)->no_values = !told->values;
	info->last_write = told->last_write;
	info->subkeys = told->subkeys;
	info->values = told->values;
	info->max_name = told->max_name;
	info->max_class = told->max_class;
	info->max_value_name = told->max_value_name;
	info->max_value_data = told->max_value_data;
	info->flags = told->flags & KEY_FLAGS;
	info->has_class = told->class_name;
	buffer_add(&info->class, told->class_name, told->class_len);
	kreg_free(told);
	return 0;
}

static int module_subkeys(struct key *key, struct names *names)
{
	const struct kreg_info *info;
	struct kreg_cursor *cursor;
	int rc;

	if (to_own(key)->no_subkeys)
		return 0;
	rc = kreg_enum_keys(to_open(key), KREG_ENUM_STRICT, &cursor);
	if (rc)
		return failed(key->source, rc);
	while ((rc = kreg_next_key(cursor, &info)) > 0) {
		buffer_add(&names->text, info->name, info->name_len);
		names_add(names, 0);
	}
	kreg_close_cursor(cursor);
	return rc ? failed(key->source, rc) : 0;
}

static void add_value(struct values *values, const struct kreg_data *data)
{
	struct value_entry *entry = values_add(values);

	entry->type = data->type;
	entry->bytes = data->size;
	entry->name = values->store.bytes;
	entry->name_bytes = data->name_len;
	buffer_add(&values->store, data->name, data->name_len);
	entry->data = values->store.bytes;
	entry->has_data = !data->error;
	if (entry->has_data)
		buffer_add(&values->store, data->data, data->size);
}

static int module_values(struct key *key, struct values *values)
{
	const struct kreg_data *data;
	struct kreg_cursor *cursor;
	int rc;

	if (to_own(key)->no_values)
		return 0;
	rc = kreg_enum_values(to_open(key), KREG_ENUM_STRICT, &cursor);
	if (rc)
		return failed(key->source, rc);
	while ((rc = kreg_next_value(cursor, &data)) > 0)
		add_value(values, data);
	kreg_close_cursor(cursor);
	return rc ? failed(key->source, rc) : 0;
}

static int module_find(struct key *key, struct text name, struct values *values)
{
	struct kreg_data *data;
	int rc;

	rc = kreg_get_value(to_open(key), name.data, name.bytes, &data);
	if (rc)
		return failed(key->source, rc);
	add_value(values, data);
	kreg_free(data);
	return 0;
}

static int module_read(struct key *key, const struct value *value, void *to)
{
	size_t bytes = value->bytes;
	int rc;

	rc = kreg_query_value(to_open(key), value->name.data, value->name.bytes,
			      NULL, to, &bytes);
	if (!rc && bytes != value->bytes)
		rc = -EAGAIN;
	return rc ? failed(key->source, rc) : 0;
}

static int module_security(struct key *key, struct buffer *to)
{
	void *descriptor;
	size_t bytes;
	int rc;

	rc = kreg_get_security(to_open(key), &descriptor, &bytes);
	if (rc)
		return failed(key->source, rc);
	buffer_add(to, descriptor, bytes);
	kreg_free(descriptor);
	return 0;
}

static void module_end(struct source *source)
{
	kreg_close(to_module(source)->ctx);
	free(source);
}

static const struct source_calls calls = {
	.open = module_open_key,
	.child = module_child,
	.close = module_close,
	.info = module_info,
	.subkeys = module_subkeys,
	.values = module_values,
	.find = module_find,
	.read = module_read,
	.security = module_security,
	.end = module_end,
};

/**
 * source_module_begin() - connect to the module
 * @source: where to put the source; set on errors too, to hold the reason
 *
 * Return: 0 or a negative errno.
 */
int source_module_begin(struct source **source)
{
	struct module_source *module = memory_resize(NULL, 1, sizeof(*module));
	int rc;

	*module = (struct module_source){ .source.calls = &calls };
	*source = &module->source;
	rc = kreg_open(&module->ctx, 0);
	return rc ? failed(*source, rc) : 0;
}
