// SPDX-License-Identifier: GPL-2.0
/* Get-security: the descriptor of a key. */
#include "genl.h"
#include "refuse.h"
#include "request.h"
#include "target.h"

#include "../registry/key.h"
#include "../registry/security.h"

#include <linux/mm.h>

static int reply_descriptor(struct genl_info *info, const void *descriptor,
			    u32 bytes)
{
	struct sk_buff *skb;

	if (nla_total_size(bytes) > KREG_REPLY_MAX)
		return kreg_refuse_size(info, NULL, "the descriptor", bytes, 0);
	skb = kreg_reply_new(info, nla_total_size(bytes));
	if (!skb)
		return kreg_refuse_memory(info);
	if (nla_put(skb, KREG_A_DESCRIPTOR, bytes, descriptor)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	return kreg_reply_send(skb, info);
}

int kreg_nl_get_security_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kreg_target target;
	struct kreg_key *key;
	void *descriptor;
	u32 bytes;
	int err;

	err = kreg_target_get(&target, skb, info, KREG_READ_CONTROL);
	if (err)
		return err;
	key = kreg_target_key(&target, info);
	if (IS_ERR(key)) {
		err = PTR_ERR(key);
		goto out;
	}
	err = kreg_key_descriptor(key, &descriptor, &bytes);
	kreg_key_put(key);
	if (err) {
		kreg_target_refuse(&target, info, err);
		goto out;
	}
	err = reply_descriptor(info, descriptor, bytes);
	kvfree(descriptor);
out:
	kreg_target_put(&target);
	return err;
}
