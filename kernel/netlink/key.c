// SPDX-License-Identifier: GPL-2.0
/* Open, close and query-info. */
#include "genl.h"
#include "refuse.h"
#include "request.h"
#include "session.h"
#include "target.h"

#include "../registry/handle.h"
#include "../registry/key.h"
#include "../registry/security.h"

#include <linux/mm.h>

static int check_options(const struct genl_info *info, unsigned int *options)
{
	const struct nlattr *attr = info->attrs[KREG_A_OPTIONS];
	u32 asked = attr ? nla_get_u32(attr) : 0;

	if (asked & ~KREG_OPTION_OPEN_LINK)
		return kreg_refuse(info, attr, -EOPNOTSUPP,
				   "option 0x%x is not supported",
				   asked & ~KREG_OPTION_OPEN_LINK);
	*options = asked ? KREG_PATH_OPEN_LINK : 0;
	return 0;
}

static int get_desired(const struct genl_info *info, u32 *desired)
{
	const struct nlattr *attr = info->attrs[KREG_A_ACCESS];
	u32 granted;
	int err;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_ACCESS, "access");
	*desired = nla_get_u32(attr);
	err = kreg_security_grant(*desired, &granted);
	if (err == -EROFS)
		return kreg_refuse(info, attr, err,
				   "access 0x%x: the registry is read-only",
				   *desired);
	if (err)
		return kreg_refuse(info, attr, err,
				   "access 0x%x cannot be granted", *desired);
	return 0;
}

static struct kreg_handle *open_handle(const struct sk_buff *skb,
				       const struct genl_info *info,
				       u32 *granted)
{
	struct kreg_handle *handle;
	struct kreg_target target;
	unsigned int options;
	u32 desired;
	int err;

	err = check_options(info, &options);
	err = err ?: get_desired(info, &desired);
	err = err ?: kreg_target_get(&target, skb, info, 0);
	if (err)
		return ERR_PTR(err);
	target.path.options = options;
	handle = kreg_target_open(&target, info, desired, granted);
	kreg_target_put(&target);
	return handle;
}

static int reply_open(struct genl_info *info, u32 number, u32 granted)
{
	struct sk_buff *skb;

	skb = kreg_reply_new(info, 2 * nla_total_size(sizeof(u32)));
	if (!skb)
		return kreg_refuse_memory(info);
	if (nla_put_u32(skb, KREG_A_HANDLE, number) ||
	    nla_put_u32(skb, KREG_A_ACCESS, granted)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

static int add_handle(const struct sk_buff *skb, const struct genl_info *info,
		      struct kreg_handle *handle, u32 *number)
{
	struct kreg_session *session;
	int err;

	session = kreg_session_open(NETLINK_CB(skb).sk, info->snd_portid);
	if (IS_ERR(session))
		return kreg_refuse(info, NULL, PTR_ERR(session),
				   "no memory for a session");
	err = kreg_session_add(session, handle, number);
	kreg_session_put(session);
	if (err == -EMFILE)
		return kreg_refuse(info, NULL, err,
				   "the socket holds %u handles, no more fit",
				   KREG_SESSION_HANDLES);
	return err;
}

int kreg_nl_open_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kreg_handle *handle;
	u32 granted, number;
	int err;

	handle = open_handle(skb, info, &granted);
	if (IS_ERR(handle))
		return PTR_ERR(handle);
	err = add_handle(skb, info, handle, &number);
	if (err)
		goto err_handle;
	err = reply_open(info, number, granted);
	if (err)
		goto err_number;
	return 0;

err_number:
	handle = kreg_session_remove(NETLINK_CB(skb).sk, info->snd_portid,
				     number);
err_handle:
	if (handle)
		kreg_handle_close(handle);
	return err;
}

int kreg_nl_close_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_HANDLE];
	struct kreg_handle *handle;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_HANDLE, "handle");
	handle = kreg_session_remove(NETLINK_CB(skb).sk, info->snd_portid,
				     nla_get_u32(attr));
	if (!handle)
		return kreg_refuse(info, attr, -EBADF, "handle %u is not open",
				   nla_get_u32(attr));
	kreg_handle_close(handle);
	return 0;
}

/* What query-info answers, gathered before the reply is made. */
struct answer {
	struct kreg_node_info info;
	void *path;
	u32 path_bytes;
	void *class;
	u32 class_bytes;
	u32 access;
};

static void forget(struct answer *answer)
{
	kvfree(answer->class);
	kvfree(answer->path);
}

static int gather(struct kreg_key *key, struct answer *answer)
{
	int err;

	err = kreg_key_info(key, &answer->info);
	err = err ?: kreg_key_class(key, &answer->class, &answer->class_bytes);
	err = err ?: kreg_key_path(key, &answer->path, &answer->path_bytes);
	if (err)
		forget(answer);
	return err;
}

static size_t fixed_size(void)
{
	return nla_total_size(sizeof(u64)) + 8 * nla_total_size(sizeof(u32));
}

static int put_numbers(struct sk_buff *skb, const struct answer *answer)
{
	const struct kreg_node_info *info = &answer->info;

	return nla_put_uint(skb, KREG_A_LAST_WRITE, info->last_write) ||
	       nla_put_u32(skb, KREG_A_SUBKEYS, info->subkeys) ||
	       nla_put_u32(skb, KREG_A_VALUES, info->values) ||
	       nla_put_u32(skb, KREG_A_MAX_NAME, info->max_name) ||
	       nla_put_u32(skb, KREG_A_MAX_CLASS, info->max_class) ||
	       nla_put_u32(skb, KREG_A_MAX_VALUE_NAME, info->max_value_name) ||
	       nla_put_u32(skb, KREG_A_MAX_VALUE_DATA, info->max_value_data) ||
	       nla_put_u32(skb, KREG_A_KEY_FLAGS, info->flags) ||
	       (answer->access &&
		nla_put_u32(skb, KREG_A_ACCESS, answer->access));
}

static int reply_info(struct genl_info *info, const struct answer *answer)
{
	size_t size = fixed_size() + nla_total_size(answer->class_bytes);
	u32 path_bytes = answer->path_bytes;
	struct sk_buff *skb;

	if (size > KREG_REPLY_MAX)
		return kreg_refuse_size(info, NULL, "the class name", size, 0);
	if (size + nla_total_size(path_bytes) > KREG_REPLY_MAX)
		path_bytes = 0;
	skb = kreg_reply_new(info, size + nla_total_size(path_bytes));
	if (!skb)
		return kreg_refuse_memory(info);
	if (put_numbers(skb, answer) ||
	    (answer->class_bytes &&
	     nla_put(skb, KREG_A_CLASS, answer->class_bytes, answer->class)) ||
	    (path_bytes &&
	     nla_put(skb, KREG_A_PATH, path_bytes, answer->path))) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

int kreg_nl_query_info_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct answer answer = {};
	struct kreg_target target;
	struct kreg_key *key;
	int err;

	err = kreg_target_get(&target, skb, info, KREG_KEY_QUERY_VALUE);
	if (err)
		return err;
	key = kreg_target_key(&target, info);
	if (IS_ERR(key)) {
		err = PTR_ERR(key);
		goto out;
	}
	err = gather(key, &answer);
	kreg_key_put(key);
	if (err) {
		kreg_target_refuse(&target, info, err);
		goto out;
	}
	if (kreg_target_is_base(&target))
		answer.access = target.access;
	err = reply_info(info, &answer);
	forget(&answer);
out:
	kreg_target_put(&target);
	return err;
}
