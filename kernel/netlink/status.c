// SPDX-License-Identifier: GPL-2.0
/* Version and status. */
#include "genl.h"
#include "job.h"
#include "refuse.h"
#include "request.h"
#include "session.h"

#include "../registry/cache.h"
#include "../registry/mount.h"
#include "../registry/pool.h"

#include <linux/module.h>

#define ROOM 1024 /* far more than a status takes */

static int put_version(struct sk_buff *skb)
{
	const char *release = THIS_MODULE->version;

	return nla_put_u32(skb, KREG_A_PROTOCOL, KREG_FAMILY_VERSION) ||
	       (release && nla_put_string(skb, KREG_A_RELEASE, release));
}

static int put_pool(struct sk_buff *skb)
{
	struct kreg_pool_status st;
	struct nlattr *nest;

	kreg_pool_status(&st);
	nest = nla_nest_start(skb, KREG_A_POOL);
	if (!nest || nla_put_uint(skb, KREG_A_POOL_LIMIT, st.limit) ||
	    nla_put_uint(skb, KREG_A_POOL_USED, st.used) ||
	    nla_put_uint(skb, KREG_A_POOL_HIGH, st.high) ||
	    nla_put_uint(skb, KREG_A_POOL_REFUSED, st.refused) ||
	    nla_put_uint(skb, KREG_A_POOL_WAITING, st.waiting) ||
	    nla_put_uint(skb, KREG_A_POOL_HIVES, st.by_use[KREG_POOL_HIVE]) ||
	    nla_put_uint(skb, KREG_A_POOL_KEYS, st.by_use[KREG_POOL_KEY]) ||
	    nla_put_uint(skb, KREG_A_POOL_VALUES, st.by_use[KREG_POOL_VALUE]) ||
	    nla_put_uint(skb, KREG_A_POOL_HANDLES, st.by_use[KREG_POOL_HANDLE]))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_cache(struct sk_buff *skb)
{
	struct kreg_cache_status st;
	struct nlattr *nest;

	kreg_cache_status(&st);
	nest = nla_nest_start(skb, KREG_A_CACHE);
	if (!nest || nla_put_uint(skb, KREG_A_CACHE_KEYS, st.keys) ||
	    nla_put_uint(skb, KREG_A_CACHE_VALUES, st.values) ||
	    nla_put_uint(skb, KREG_A_CACHE_HITS, st.hits) ||
	    nla_put_uint(skb, KREG_A_CACHE_MISSES, st.misses) ||
	    nla_put_uint(skb, KREG_A_CACHE_SHRUNK, st.shrunk))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_limits(struct sk_buff *skb)
{
	struct nlattr *nest;

	nest = nla_nest_start(skb, KREG_A_LIMITS);
	if (!nest ||
	    nla_put_u32(skb, KREG_A_LIMITS_HANDLES, KREG_SESSION_HANDLES) ||
	    nla_put_u32(skb, KREG_A_LIMITS_JOBS, KREG_JOBS_MAX))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int count_hive(void *ctx, const struct kreg_mount_status *st)
{
	u32 *count = ctx;

	(*count)++;
	return 0;
}

static int put_counts(struct sk_buff *skb)
{
	struct kreg_session_status st;
	u32 hives = 0;

	kreg_session_status(&st);
	kreg_mount_walk(0, count_hive, &hives);
	return nla_put_u32(skb, KREG_A_HIVES, hives) ||
	       nla_put_u32(skb, KREG_A_SESSIONS, st.sessions) ||
	       nla_put_u32(skb, KREG_A_HANDLES, st.handles) ||
	       nla_put_u32(skb, KREG_A_JOBS, kreg_job_unfinished());
}

static int put_status(struct sk_buff *skb)
{
	return put_pool(skb) || put_cache(skb) || put_limits(skb) ||
	       put_counts(skb);
}

static int reply(struct genl_info *info, int (*put)(struct sk_buff *skb))
{
	struct sk_buff *skb;

	skb = kreg_reply_new(info, ROOM);
	if (!skb)
		return kreg_refuse_memory(info);
	if (put(skb)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

int kreg_nl_version_doit(struct sk_buff *skb, struct genl_info *info)
{
	return reply(info, put_version);
}

int kreg_nl_status_doit(struct sk_buff *skb, struct genl_info *info)
{
	return reply(info, put_status);
}
