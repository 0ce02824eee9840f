// SPDX-License-Identifier: LGPL-2.1
#include "value.h"
#include "data.h"
#include "error.h"
#include "message.h"
#include "values.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int ask(struct kreg *ctx, const struct kreg_where *where,
	       const struct kreg_text *name, bool size_only,
	       struct kreg_answer *answer)
{
	struct kreg_reply reply;
	int rc;

	kreg_message_begin(ctx, KREG_CMD_QUERY_VALUE);
	kreg_where_put(ctx, where);
	kreg_message_put_text(ctx, KREG_A_NAME, name->text, name->len);
	if (size_only)
		kreg_message_put_u32(ctx, KREG_A_MAX_SIZE, 0);
	rc = kreg_message_do(ctx, &reply);
	if (rc)
		return rc;
	if (!kreg_attr_answer(&reply, answer))
		return kreg_error(ctx, -EPROTO, "a value has no type");
	return 0;
}

/* Data that no single reply carries. */
static int fetch_long(struct kreg *ctx, const struct kreg_where *where,
		      const struct kreg_text *name, struct kreg_data **value)
{
	struct kreg_values *values;
	int rc = kreg_values_dump(ctx, where, name, 1, &values);

	if (rc)
		return rc;
	rc = kreg_values_item(values, 0)->error;
	if (rc)
		kreg_error(ctx, rc, "the value is gone");
	else
		*value = kreg_values_steal(values, 0);
	kreg_free_values(values);
	return rc;
}

/**
 * kreg_value_fetch() - read a value of any size
 * @ctx: context, locked
 * @where: key
 * @name: name of the value
 * @value: receives it
 *
 * Return: 0 or a negative errno, explained.
 */
int kreg_value_fetch(struct kreg *ctx, const struct kreg_where *where,
		     const struct kreg_text *name, struct kreg_data **value)
{
	struct kreg_answer answer;
	int rc = ask(ctx, where, name, false, &answer);

	if (rc == -ERANGE)
		return fetch_long(ctx, where, name, value);
	if (rc)
		return rc;
	*value = kreg_data_copy(name->text, name->len, answer.type, answer.data,
				answer.size);
	return *value ? 0 : kreg_error_plain(ctx, -ENOMEM);
}

static void give(uint32_t from_type, const void *from, size_t from_size,
		 uint32_t *type, void *data, size_t *size)
{
	if (type)
		*type = from_type;
	if (from_size)
		memcpy(data, from, from_size);
	*size = from_size;
}

static int too_small(struct kreg *ctx, size_t needed, size_t *size)
{
	kreg_error(ctx, -ERANGE, "the buffer has %zu bytes, %zu are needed",
		   *size, needed);
	*size = needed;
	return -ERANGE;
}

/* The caller's buffer would do, but a single reply does not. */
static int query_long(struct kreg *ctx, const struct kreg_where *where,
		      const struct kreg_text *name, uint32_t *type, void *data,
		      size_t *size)
{
	struct kreg_data *value;
	int rc = fetch_long(ctx, where, name, &value);

	if (rc)
		return rc;
	if (value->size > *size)
		rc = too_small(ctx, value->size, size);
	else
		give(value->type, value->data, value->size, type, data, size);
	kreg_free(value);
	return rc;
}

static int query_locked(struct kreg *ctx, const struct kreg_where *where,
			const struct kreg_text *name, uint32_t *type,
			void *data, size_t *size)
{
	struct kreg_answer answer;
	int rc = ask(ctx, where, name, !*size, &answer);

	if (rc == -ERANGE) {
		if (ctx->needed > *size)
			return too_small(ctx, ctx->needed, size);
		return query_long(ctx, where, name, type, data, size);
	}
	if (rc)
		return rc;
	if (answer.size > *size)
		return too_small(ctx, answer.size, size);
	give(answer.type, answer.data, answer.size, type, data, size);
	return 0;
}

static int query(struct kreg *ctx, const struct kreg_where *where,
		 const char *name, size_t name_len, uint32_t *type, void *data,
		 size_t *size)
{
	const struct kreg_text text = { name, name_len };
	int rc;

	kreg_lock(ctx);
	rc = query_locked(ctx, where, &text, type, data, size);
	kreg_unlock(ctx);
	return rc;
}

static int get(struct kreg *ctx, const struct kreg_where *where,
	       const char *name, size_t name_len, struct kreg_data **value)
{
	const struct kreg_text text = { name, name_len };
	int rc;

	kreg_lock(ctx);
	rc = kreg_value_fetch(ctx, where, &text, value);
	kreg_unlock(ctx);
	return rc;
}

int kreg_query_value(struct kreg_key *key, const char *name, size_t name_len,
		     uint32_t *type, void *data, size_t *size)
{
	const struct kreg_where where = { .key = key };

	return query(key->ctx, &where, name, name_len, type, data, size);
}

int kreg_query_value_by_path(struct kreg *ctx, enum kreg_root root,
			     const char *path, size_t path_len,
			     const char *name, size_t name_len, uint32_t *type,
			     void *data, size_t *size)
{
	const struct kreg_where where = { .root = root,
					  .path = path,
					  .path_len = path_len };

	return query(ctx, &where, name, name_len, type, data, size);
}

int kreg_get_value(struct kreg_key *key, const char *name, size_t name_len,
		   struct kreg_data **value)
{
	const struct kreg_where where = { .key = key };

	return get(key->ctx, &where, name, name_len, value);
}

int kreg_get_value_by_path(struct kreg *ctx, enum kreg_root root,
			   const char *path, size_t path_len, const char *name,
			   size_t name_len, struct kreg_data **value)
{
	const struct kreg_where where = { .root = root,
					  .path = path,
					  .path_len = path_len };

	return get(ctx, &where, name, name_len, value);
}
