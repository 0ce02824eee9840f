// SPDX-License-Identifier: GPL-2.0
/* Handles: who holds handles at or below a key. */
#include "holder.h"
#include "genl.h"
#include "request.h"
#include "target.h"

#include "../registry/handle.h"
#include "../registry/key.h"

/* A path is shown up to here; it may be as long as names and depth allow. */
#define PATH_MAX_SHOWN 16384

/* How many bytes of a path are shown: no character is cut. */
static u32 shown_bytes(const struct kreg_holder *holder)
{
	u32 bytes = holder->path_bytes;

	if (bytes <= PATH_MAX_SHOWN)
		return bytes;
	bytes = PATH_MAX_SHOWN;
	while (bytes && (holder->path[bytes] & 0xc0) == 0x80)
		bytes--;
	return bytes;
}

/**
 * kreg_holder_size() - room that kreg_holder_put() takes
 * @holder: holder
 *
 * Context: Any.
 * Return: bytes.
 */
size_t kreg_holder_size(const struct kreg_holder *holder)
{
	return 3 * nla_total_size(sizeof(u32)) + nla_total_size(sizeof(u64)) +
	       nla_total_size(sizeof(holder->comm)) +
	       nla_total_size(shown_bytes(holder));
}

/**
 * kreg_holder_put() - put what is known of a holder into a message
 * @skb: message
 * @holder: holder
 *
 * Context: Process context.
 * Return: 0 or -EMSGSIZE.
 */
int kreg_holder_put(struct sk_buff *skb, const struct kreg_holder *holder)
{
	if (nla_put_u32(skb, KREG_A_PID, holder->pid) ||
	    nla_put_u32(skb, KREG_A_UID, holder->uid) ||
	    nla_put_string(skb, KREG_A_COMMAND, holder->comm) ||
	    nla_put_u32(skb, KREG_A_ACCESS, holder->access) ||
	    nla_put_uint(skb, KREG_A_AGE, holder->age_ms) ||
	    nla_put(skb, KREG_A_PATH, shown_bytes(holder), holder->path))
		return -EMSGSIZE;
	return 0;
}

/* The key a dump is about, NULL for all holders, looked up for each message. */
static struct kreg_key *find_key(struct netlink_callback *cb)
{
	const struct genl_info *info = genl_info_dump(cb);
	struct kreg_target target;
	struct kreg_key *key;
	int err;

	if (!info->attrs[KREG_A_ROOT] && !info->attrs[KREG_A_HANDLE] &&
	    !info->attrs[KREG_A_PATH])
		return NULL;
	err = kreg_target_get(&target, cb->skb, info, 0);
	if (err)
		return ERR_PTR(err);
	key = kreg_target_key(&target, info);
	kreg_target_put(&target);
	return key;
}

int kreg_nl_handles_start(struct netlink_callback *cb)
{
	const struct genl_info *info = kreg_request_dump(cb);
	struct kreg_key *key;

	if (IS_ERR(info))
		return PTR_ERR(info);
	key = find_key(cb);
	if (IS_ERR(key))
		return PTR_ERR(key);
	if (key)
		kreg_key_put(key);
	return 0;
}

/* A message being filled. */
struct sink {
	struct sk_buff *skb;
	struct netlink_callback *cb;
};

static int show(void *ctx, const struct kreg_holder *holder)
{
	struct sink *sink = ctx;
	void *header;

	header = kreg_dump_put(sink->skb, sink->cb);
	if (!header)
		return -EMSGSIZE;
	if (kreg_holder_put(sink->skb, holder)) {
		genlmsg_cancel(sink->skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(sink->skb, header);
	sink->cb->args[0]++;
	return 0;
}

int kreg_nl_handles_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sink sink = { skb, cb };
	struct kreg_key *key;
	int err;

	key = find_key(cb);
	if (IS_ERR(key))
		return PTR_ERR(key);
	err = kreg_holders_walk(key, cb->args[0], show, &sink);
	if (key)
		kreg_key_put(key);
	return err;
}
