// SPDX-License-Identifier: LGPL-2.1
#include "key.h"
#include "error.h"
#include "info.h"
#include "message.h"

#include <errno.h>
#include <netlink/attr.h>
#include <stdlib.h>
#include <string.h>

/**
 * kreg_where_put() - name a key in a request
 * @ctx: context, locked
 * @where: which
 */
void kreg_where_put(struct kreg *ctx, const struct kreg_where *where)
{
	if (where->key)
		kreg_message_put_u32(ctx, KREG_A_HANDLE, where->key->handle);
	else
		kreg_message_put_u32(ctx, KREG_A_ROOT, where->root);
	if (where->path)
		kreg_message_put_text(ctx, KREG_A_PATH, where->path,
				      where->path_len);
}

static int open_locked(struct kreg *ctx, const struct kreg_where *where,
		       uint32_t access, uint32_t options, struct kreg_key *key)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	kreg_message_begin(ctx, KREG_CMD_OPEN);
	kreg_where_put(ctx, where);
	kreg_message_put_u32(ctx, KREG_A_ACCESS, access);
	if (options)
		kreg_message_put_u32(ctx, KREG_A_OPTIONS, options);
	rc = kreg_message_do(ctx, &reply);
	if (rc)
		return rc;
	if (kreg_attr_parse(&reply, attrs) || !attrs[KREG_A_HANDLE])
		return kreg_error(ctx, -EPROTO, "open answered no handle");
	key->handle = kreg_attr_u32(attrs[KREG_A_HANDLE]);
	key->access = kreg_attr_u32(attrs[KREG_A_ACCESS]);
	return 0;
}

static int open_where(struct kreg *ctx, const struct kreg_where *where,
		      uint32_t access, uint32_t options, struct kreg_key **out)
{
	struct kreg_key *key = malloc(sizeof(*key));
	int rc;

	if (!key)
		return kreg_error_plain(ctx, -ENOMEM);
	key->ctx = ctx;
	kreg_lock(ctx);
	rc = open_locked(ctx, where, access, options, key);
	kreg_unlock(ctx);
	if (rc)
		free(key);
	else
		*out = key;
	return rc;
}

int kreg_open_key(struct kreg *ctx, enum kreg_root root, const char *path,
		  size_t path_len, uint32_t access, uint32_t options,
		  struct kreg_key **key)
{
	const struct kreg_where where = { .root = root,
					  .path = path,
					  .path_len = path_len };

	return open_where(ctx, &where, access, options, key);
}

int kreg_open_key_at(struct kreg_key *base, const char *path, size_t path_len,
		     uint32_t access, uint32_t options, struct kreg_key **key)
{
	const struct kreg_where where = { .key = base,
					  .path = path,
					  .path_len = path_len };

	return open_where(base->ctx, &where, access, options, key);
}

int kreg_open_key_path(struct kreg *ctx, const char *path, size_t path_len,
		       uint32_t access, uint32_t options, struct kreg_key **key)
{
	struct kreg_where where = { 0 };
	int rc = kreg_parse_path(path, path_len, &where.root, &where.path,
				 &where.path_len);

	if (rc)
		return kreg_error(ctx, rc, "%s", kreg_error_text(NULL));
	return open_where(ctx, &where, access, options, key);
}

void kreg_close_key(struct kreg_key *key)
{
	if (!key)
		return;
	kreg_lock(key->ctx);
	kreg_message_begin(key->ctx, KREG_CMD_CLOSE);
	kreg_message_put_u32(key->ctx, KREG_A_HANDLE, key->handle);
	kreg_message_post(key->ctx);
	kreg_unlock(key->ctx);
	free(key);
}

uint32_t kreg_key_access(const struct kreg_key *key)
{
	return key->access;
}

struct kreg *kreg_key_context(const struct kreg_key *key)
{
	return key->ctx;
}

static int ask(struct kreg_key *key, uint8_t command, struct kreg_reply *reply,
	       struct nlattr **attrs)
{
	int rc;

	kreg_message_begin(key->ctx, command);
	kreg_message_put_u32(key->ctx, KREG_A_HANDLE, key->handle);
	rc = kreg_message_do(key->ctx, reply);
	if (!rc && kreg_attr_parse(reply, attrs))
		rc = kreg_error(key->ctx, -EPROTO, "an attribute is too short");
	return rc;
}

int kreg_query_info(struct kreg_key *key, struct kreg_info **info)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	kreg_lock(key->ctx);
	rc = ask(key, KREG_CMD_QUERY_INFO, &reply, attrs);
	if (!rc) {
		*info = kreg_info_new(attrs, reply.size);
		if (!*info)
			rc = kreg_error_plain(key->ctx, -ENOMEM);
	}
	kreg_unlock(key->ctx);
	return rc;
}

static int copy_descriptor(struct kreg *ctx, struct nlattr *attr, void **copy,
			   size_t *size)
{
	if (!attr)
		return kreg_error(ctx, -EPROTO, "no descriptor was answered");
	*copy = malloc(nla_len(attr) + 1);
	if (!*copy)
		return kreg_error_plain(ctx, -ENOMEM);
	*size = nla_len(attr);
	memcpy(*copy, nla_data(attr), *size);
	return 0;
}

int kreg_get_security(struct kreg_key *key, void **descriptor, size_t *size)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	kreg_lock(key->ctx);
	rc = ask(key, KREG_CMD_GET_SECURITY, &reply, attrs);
	if (!rc)
		rc = copy_descriptor(key->ctx, attrs[KREG_A_DESCRIPTOR],
				     descriptor, size);
	kreg_unlock(key->ctx);
	return rc;
}
