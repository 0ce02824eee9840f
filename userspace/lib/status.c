// SPDX-License-Identifier: LGPL-2.1
#include "context.h"
#include "error.h"
#include "job.h"
#include "key.h"
#include "message.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static_assert(KREG_LOADED_LOADING == KREG_HIVE_STATE_LOADING,
	      "of the protocol");
static_assert(KREG_LOADED_LIVE == KREG_HIVE_STATE_LIVE, "of the protocol");
static_assert(KREG_LOADED_CLOSING == KREG_HIVE_STATE_CLOSING,
	      "of the protocol");

static int ask(struct kreg *ctx, uint8_t command, struct kreg_reply *reply,
	       struct nlattr **attrs)
{
	int rc;

	kreg_message_begin(ctx, command);
	rc = kreg_message_do(ctx, reply);
	if (!rc && kreg_attr_parse(reply, attrs))
		rc = kreg_error(ctx, -EPROTO, "an attribute is too short");
	return rc;
}

static struct kreg_version *version_new(struct nlattr **attrs, size_t texts)
{
	struct kreg_version *version = calloc(1, sizeof(*version) + texts + 1);
	char *at = (char *)(version + 1);

	if (!version)
		return NULL;
	version->library = KREG_VERSION;
	version->module = kreg_attr_copy_string(&at, attrs[KREG_A_RELEASE]);
	version->protocol = kreg_attr_u32(attrs[KREG_A_PROTOCOL]);
	return version;
}

int kreg_get_version(struct kreg *ctx, struct kreg_version **version)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	kreg_lock(ctx);
	rc = ask(ctx, KREG_CMD_VERSION, &reply, attrs);
	if (!rc) {
		*version = version_new(attrs, reply.size);
		if (!*version)
			rc = kreg_error_plain(ctx, -ENOMEM);
	}
	kreg_unlock(ctx);
	return rc;
}

static int take_pool(struct kreg_status *status, struct nlattr *nest)
{
	struct nlattr *attrs[KREG_A_POOL_MAX + 1];

	if (!nest)
		return 0;
	if (kreg_attr_parse_nest(nest, attrs, KREG_A_POOL_MAX))
		return -EPROTO;
	status->pool_limit = kreg_attr_uint(attrs[KREG_A_POOL_LIMIT]);
	status->pool_used = kreg_attr_uint(attrs[KREG_A_POOL_USED]);
	status->pool_high = kreg_attr_uint(attrs[KREG_A_POOL_HIGH]);
	status->pool_refused = kreg_attr_uint(attrs[KREG_A_POOL_REFUSED]);
	status->pool_waiting = kreg_attr_uint(attrs[KREG_A_POOL_WAITING]);
	status->pool_hives = kreg_attr_uint(attrs[KREG_A_POOL_HIVES]);
	status->pool_keys = kreg_attr_uint(attrs[KREG_A_POOL_KEYS]);
	status->pool_values = kreg_attr_uint(attrs[KREG_A_POOL_VALUES]);
	status->pool_handles = kreg_attr_uint(attrs[KREG_A_POOL_HANDLES]);
	return 0;
}

static int take_cache(struct kreg_status *status, struct nlattr *nest)
{
	struct nlattr *attrs[KREG_A_CACHE_MAX + 1];

	if (!nest)
		return 0;
	if (kreg_attr_parse_nest(nest, attrs, KREG_A_CACHE_MAX))
		return -EPROTO;
	status->cache_keys = kreg_attr_uint(attrs[KREG_A_CACHE_KEYS]);
	status->cache_values = kreg_attr_uint(attrs[KREG_A_CACHE_VALUES]);
	status->cache_hits = kreg_attr_uint(attrs[KREG_A_CACHE_HITS]);
	status->cache_misses = kreg_attr_uint(attrs[KREG_A_CACHE_MISSES]);
	status->cache_shrunk = kreg_attr_uint(attrs[KREG_A_CACHE_SHRUNK]);
	return 0;
}

static int take_limits(struct kreg_status *status, struct nlattr *nest)
{
	struct nlattr *attrs[KREG_A_LIMITS_MAX + 1];

	if (!nest)
		return 0;
	if (kreg_attr_parse_nest(nest, attrs, KREG_A_LIMITS_MAX))
		return -EPROTO;
	status->limit_handles = kreg_attr_u32(attrs[KREG_A_LIMITS_HANDLES]);
	status->limit_jobs = kreg_attr_u32(attrs[KREG_A_LIMITS_JOBS]);
	return 0;
}

static int take_status(struct kreg_status *status, struct nlattr **attrs)
{
	status->hives = kreg_attr_u32(attrs[KREG_A_HIVES]);
	status->sessions = kreg_attr_u32(attrs[KREG_A_SESSIONS]);
	status->handles = kreg_attr_u32(attrs[KREG_A_HANDLES]);
	status->jobs = kreg_attr_u32(attrs[KREG_A_JOBS]);
	if (take_pool(status, attrs[KREG_A_POOL]) ||
	    take_cache(status, attrs[KREG_A_CACHE]) ||
	    take_limits(status, attrs[KREG_A_LIMITS]))
		return -EPROTO;
	return 0;
}

int kreg_get_status(struct kreg *ctx, struct kreg_status **out)
{
	struct kreg_status *status = calloc(1, sizeof(*status));
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_reply reply;
	int rc;

	if (!status)
		return kreg_error_plain(ctx, -ENOMEM);
	kreg_lock(ctx);
	rc = ask(ctx, KREG_CMD_STATUS, &reply, attrs);
	if (!rc && take_status(status, attrs))
		rc = kreg_error(ctx, -EPROTO, "a counter is broken");
	kreg_unlock(ctx);
	if (rc)
		free(status);
	else
		*out = status;
	return rc;
}

static int take_hive(struct kreg_list *list, struct nlattr **attrs,
		     size_t texts)
{
	struct kreg_loaded *hive = calloc(1, sizeof(*hive) + texts + 1);
	char *at = (char *)(hive + 1);

	if (!hive)
		return -ENOMEM;
	hive->root = kreg_attr_u32(attrs[KREG_A_ROOT]);
	hive->name = kreg_attr_copy(&at, attrs[KREG_A_NAME], &hive->name_len);
	if (!hive->name)
		hive->name = "";
	hive->file = kreg_attr_copy_string(&at, attrs[KREG_A_FILE]);
	hive->state = kreg_attr_u32(attrs[KREG_A_HIVE_STATE]);
	hive->read_only = !!attrs[KREG_A_READ_ONLY];
	hive->minor = kreg_attr_u32(attrs[KREG_A_MINOR]);
	hive->repaired = kreg_attr_u32(attrs[KREG_A_REPAIRED]);
	hive->bins = kreg_attr_uint(attrs[KREG_A_BINS]);
	hive->charged = kreg_attr_uint(attrs[KREG_A_CHARGED]);
	hive->keys = kreg_attr_uint(attrs[KREG_A_KEYS]);
	hive->values = kreg_attr_u32(attrs[KREG_A_VALUES]);
	hive->cached_keys = kreg_attr_uint(attrs[KREG_A_CACHED_KEYS]);
	hive->cached_values = kreg_attr_uint(attrs[KREG_A_CACHED_VALUES]);
	hive->handles = kreg_attr_u32(attrs[KREG_A_HANDLES]);
	return kreg_list_add(list, hive);
}

static int take_item(void *data, const struct kreg_reply *reply)
{
	struct nlattr *attrs[KREG_ATTRS];
	struct kreg_list *list = data;

	if (kreg_attr_parse(reply, attrs))
		return -EPROTO;
	switch (list->kind) {
	case KREG_LIST_HIVES:
		return take_hive(list, attrs, reply->size);
	case KREG_LIST_JOBS:
		return kreg_list_add(list,
				     kreg_job_info_new(attrs, reply->size));
	default:
		return kreg_list_take_holder(list, attrs, reply->size);
	}
}

/* These lists are pictures of what goes on: a change meanwhile is no error. */
static int read_list(struct kreg *ctx, uint8_t command,
		     enum kreg_list_kind kind, const struct kreg_where *where,
		     struct kreg_list **out)
{
	struct kreg_list *list = calloc(1, sizeof(*list));
	bool changed;
	int rc;

	if (!list)
		return kreg_error_plain(ctx, -ENOMEM);
	list->kind = kind;
	kreg_lock(ctx);
	kreg_message_begin(ctx, command);
	if (where)
		kreg_where_put(ctx, where);
	rc = kreg_message_dump(ctx, take_item, list, &changed);
	kreg_unlock(ctx);
	if (rc)
		kreg_free_list(list);
	else
		*out = list;
	return rc;
}

int kreg_get_hives(struct kreg *ctx, struct kreg_list **list)
{
	return read_list(ctx, KREG_CMD_HIVE_GET, KREG_LIST_HIVES, NULL, list);
}

int kreg_get_jobs(struct kreg *ctx, struct kreg_list **list)
{
	return read_list(ctx, KREG_CMD_JOB_GET, KREG_LIST_JOBS, NULL, list);
}

int kreg_get_holders(struct kreg *ctx, struct kreg_key *key,
		     struct kreg_list **list)
{
	const struct kreg_where where = { .key = key };

	return read_list(ctx, KREG_CMD_HANDLES, KREG_LIST_HOLDERS,
			 key ? &where : NULL, list);
}
