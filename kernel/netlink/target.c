// SPDX-License-Identifier: GPL-2.0
/* Which key a request is about: a handle, or a root, and a path from there. */
#include "target.h"
#include "genl.h"
#include "refuse.h"
#include "session.h"

#include "../registry/handle.h"
#include "../registry/key.h"

#include <net/genetlink.h>

static_assert((int)KREG_HKEY_LOCAL_MACHINE == (int)KREG_ROOT_LOCAL_MACHINE);
static_assert((int)KREG_HKEY_USERS == (int)KREG_ROOT_USERS);

/* A path has rights of its own, those of a handle count for its own key. */
static int check_handle(const struct kreg_target *target,
			const struct genl_info *info, u32 need)
{
	const struct nlattr *attr = info->attrs[KREG_A_HANDLE];

	if (!kreg_target_is_base(target) || !(need & ~target->access))
		return 0;
	return kreg_refuse(info, attr, -EACCES,
			   "handle %u was not granted the right 0x%x",
			   nla_get_u32(attr), need & ~target->access);
}

static int get_base(struct kreg_target *target, const struct sk_buff *skb,
		    const struct genl_info *info)
{
	const struct nlattr *handle = info->attrs[KREG_A_HANDLE];
	const struct nlattr *root = info->attrs[KREG_A_ROOT];

	if (root && handle)
		return kreg_refuse(info, root, -EINVAL,
				   "root and handle exclude each other");
	if (root) {
		target->path.root = nla_get_u32(root);
		return 0;
	}
	if (!handle)
		return kreg_refuse_missing(info, KREG_A_ROOT, "root or handle");
	target->path.base =
		kreg_session_key(NETLINK_CB(skb).sk, info->snd_portid,
				 nla_get_u32(handle), &target->access);
	if (target->path.base)
		return 0;
	return kreg_refuse(info, handle, -EBADF, "handle %u is not open",
			   nla_get_u32(handle));
}

/**
 * kreg_target_get() - take from a request which key it is about
 * @target: filled in
 * @skb: request
 * @info: request
 * @need: rights that a handle must have been granted
 *
 * Context: Process context. To be undone by kreg_target_put().
 * Return: 0, -EINVAL, -EBADF, -EACCES; the extended ack is set.
 */
int kreg_target_get(struct kreg_target *target, const struct sk_buff *skb,
		    const struct genl_info *info, u32 need)
{
	const struct nlattr *path = info->attrs[KREG_A_PATH];
	int err;

	*target = (struct kreg_target){};
	if (path) {
		target->path.text = nla_data(path);
		target->path.bytes = nla_len(path);
	}
	err = get_base(target, skb, info);
	if (err)
		return err;
	err = check_handle(target, info, need);
	if (err)
		kreg_target_put(target);
	return err;
}

/**
 * kreg_target_refuse() - refuse a request for the sake of its key
 * @target: target, with the component at fault
 * @info: request
 * @err: negative errno
 *
 * Context: Any.
 * Return: @err.
 */
int kreg_target_refuse(const struct kreg_target *target,
		       const struct genl_info *info, int err)
{
	const struct kreg_path *path = &target->path;
	const struct nlattr *attr = info->attrs[KREG_A_PATH];
	struct kreg_shown shown;

	if (attr && path->bad_bytes)
		return kreg_refuse(info, attr, err, "key \"%s\" %s",
				   kreg_refuse_show(&shown,
						    path->text + path->bad,
						    path->bad_bytes),
				   kreg_refuse_why(err));
	if (attr && path->bytes)
		return kreg_refuse_name(info, attr, "path", err);
	attr = info->attrs[path->base ? KREG_A_HANDLE : KREG_A_ROOT];
	return kreg_refuse(info, attr, err, "the key of the %s %s",
			   path->base ? "handle" : "root",
			   kreg_refuse_why(err));
}

/**
 * kreg_target_key() - find the key a request is about
 * @target: target
 * @info: request
 *
 * Context: Process context, may sleep.
 * Return: the key with a reference taken, or an errno; the extended ack is
 *	set.
 */
struct kreg_key *kreg_target_key(struct kreg_target *target,
				 const struct genl_info *info)
{
	struct kreg_key *key;

	if (kreg_target_is_base(target))
		return kreg_key_get(target->path.base);
	key = kreg_path_open(&target->path);
	if (IS_ERR(key))
		kreg_target_refuse(target, info, PTR_ERR(key));
	return key;
}

/**
 * kreg_target_open() - open a handle on the key a request is about
 * @target: target
 * @info: request
 * @desired: access
 * @granted: where to put the access granted
 *
 * Context: Process context, may sleep.
 * Return: the handle, or an errno; the extended ack is set.
 */
struct kreg_handle *kreg_target_open(struct kreg_target *target,
				     const struct genl_info *info, u32 desired,
				     u32 *granted)
{
	struct kreg_handle *handle;

	handle = kreg_handle_open(&target->path, desired, granted);
	if (IS_ERR(handle))
		kreg_target_refuse(target, info, PTR_ERR(handle));
	return handle;
}

/**
 * kreg_target_hold() - open a handle for as long as a dump goes on
 * @skb: request
 * @info: request
 * @need: access
 *
 * So it outlives the session and is listed among the holders.
 *
 * Context: Process context, may sleep.
 * Return: the handle, or an errno; the extended ack is set.
 */
struct kreg_handle *kreg_target_hold(const struct sk_buff *skb,
				     const struct genl_info *info, u32 need)
{
	struct kreg_handle *handle;
	struct kreg_target target;
	u32 granted;
	int err;

	err = kreg_target_get(&target, skb, info, need);
	if (err)
		return ERR_PTR(err);
	handle = kreg_handle_open(&target.path, need, &granted);
	if (IS_ERR(handle))
		kreg_target_refuse(&target, info, PTR_ERR(handle));
	kreg_target_put(&target);
	return handle;
}
