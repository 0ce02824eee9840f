// SPDX-License-Identifier: GPL-2.0
/* Query-value: one value, the operation that everybody waits for. */
#include "genl.h"
#include "refuse.h"
#include "request.h"
#include "target.h"

#include "../registry/security.h"
#include "../registry/snapshot.h"

/* What most values fit in; a longer one is asked for once more. */
#define FIRST_ROOM 128

/* A reply in the making. */
struct answer {
	struct sk_buff *skb;
	unsigned int start;
	u32 max;
	u32 size;
	u32 type;
};

/* May be called again where the value has changed in between. */
static int emit(void *ctx, const struct kreg_data *data)
{
	struct answer *answer = ctx;
	int room;

	answer->size = data->bytes;
	answer->type = data->type;
	if (data->bytes > answer->max)
		return -ERANGE;
	if (unlikely(answer->skb->len != answer->start))
		nlmsg_trim(answer->skb, answer->skb->data + answer->start);
	room = kreg_reply_value_size(data->bytes);
	if (skb_tailroom(answer->skb) < room)
		return -EMSGSIZE;
	kreg_reply_fill_value(__skb_put(answer->skb, room), data);
	return 0;
}

static u32 get_max(const struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_MAX_SIZE];

	return attr ? min_t(u32, nla_get_u32(attr), KREG_DATA_DO_MAX) :
		      KREG_DATA_DO_MAX;
}

static int read_value(struct kreg_target *target, const struct kreg_name *name,
		      struct answer *answer)
{
	if (kreg_target_is_base(target))
		return kreg_value_emit(target->path.base, name, emit, answer);
	return kreg_value_emit_path(&target->path, name, emit, answer);
}

static int refuse(const struct kreg_target *target,
		  const struct genl_info *info, const struct answer *answer,
		  int err)
{
	const struct nlattr *name = info->attrs[KREG_A_NAME];

	if (err == -ERANGE)
		return kreg_refuse_size(info, info->attrs[KREG_A_MAX_SIZE],
					"the data", answer->size, answer->type);
	if (!target->path.bad_bytes &&
	    (err == -ENOENT || err == -EILSEQ || err == -ENAMETOOLONG))
		return kreg_refuse_name(info, name, "value", err);
	return kreg_target_refuse(target, info, err);
}

/* Give one try to a reply with this room: -EMSGSIZE when it takes more. */
static int try(struct kreg_target *target, struct genl_info *info,
	       const struct kreg_name *name, u32 room, u32 *size)
{
	struct answer answer = { .max = get_max(info) };
	int err;

	answer.skb = kreg_reply_new(info, kreg_reply_value_size(room));
	if (!answer.skb)
		return kreg_refuse_memory(info);
	answer.start = answer.skb->len;
	err = read_value(target, name, &answer);
	if (!err)
		return kreg_reply_send(answer.skb, info);
	nlmsg_free(answer.skb);
	*size = answer.size;
	return err == -EMSGSIZE ? err : refuse(target, info, &answer, err);
}

int kreg_nl_query_value_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KREG_A_NAME];
	struct kreg_target target;
	struct kreg_name name;
	u32 room = FIRST_ROOM;
	int err;

	if (!attr)
		return kreg_refuse_missing(info, KREG_A_NAME, "name");
	name = kreg_name_wtf8(nla_data(attr), nla_len(attr));
	err = kreg_target_get(&target, skb, info, KREG_KEY_QUERY_VALUE);
	if (err)
		return err;
	do {
		err = try(&target, info, &name, room, &room);
	} while (err == -EMSGSIZE);
	kreg_target_put(&target);
	return err;
}
