// SPDX-License-Identifier: LGPL-2.1
#include "attr.h"

#include <errno.h>
#include <netlink/attr.h>
#include <string.h>

/* A number of the protocol's type "uint" has 4 or 8 bytes. */
#define UINT                                                           \
	{                                                              \
		.minlen = sizeof(uint32_t), .maxlen = sizeof(uint64_t) \
	}
#define U32                     \
	{                       \
		.type = NLA_U32 \
	}
#define NEST                       \
	{                          \
		.type = NLA_NESTED \
	}
#define FLAG                     \
	{                        \
		.type = NLA_FLAG \
	}

static struct nla_policy policy[KREG_ATTRS] = {
	[KREG_A_ROOT] = U32,
	[KREG_A_HANDLE] = U32,
	[KREG_A_TYPE] = U32,
	[KREG_A_SIZE] = U32,
	[KREG_A_OFFSET] = U32,
	[KREG_A_INDEX] = U32,
	[KREG_A_GENERATION] = UINT,
	[KREG_A_VALUE] = NEST,
	[KREG_A_ACCESS] = U32,
	[KREG_A_LAST_WRITE] = UINT,
	[KREG_A_SUBKEYS] = U32,
	[KREG_A_VALUES] = U32,
	[KREG_A_MAX_NAME] = U32,
	[KREG_A_MAX_CLASS] = U32,
	[KREG_A_MAX_VALUE_NAME] = U32,
	[KREG_A_MAX_VALUE_DATA] = U32,
	[KREG_A_KEY_FLAGS] = U32,
	[KREG_A_JOB] = U32,
	[KREG_A_JOB_TYPE] = U32,
	[KREG_A_JOB_STATE] = U32,
	[KREG_A_ERROR] = U32,
	[KREG_A_FINDINGS] = U32,
	[KREG_A_REPAIRED] = U32,
	[KREG_A_FINDING] = NEST,
	[KREG_A_NUMBER] = U32,
	[KREG_A_CELL] = U32,
	[KREG_A_MENDED] = FLAG,
	[KREG_A_HOLDERS] = U32,
	[KREG_A_HOLDER] = NEST,
	[KREG_A_PID] = U32,
	[KREG_A_UID] = U32,
	[KREG_A_AGE] = UINT,
	[KREG_A_MINE] = FLAG,
	[KREG_A_HIVE_STATE] = U32,
	[KREG_A_READ_ONLY] = FLAG,
	[KREG_A_MINOR] = U32,
	[KREG_A_BINS] = UINT,
	[KREG_A_CHARGED] = UINT,
	[KREG_A_KEYS] = UINT,
	[KREG_A_CACHED_KEYS] = UINT,
	[KREG_A_CACHED_VALUES] = UINT,
	[KREG_A_HANDLES] = U32,
	[KREG_A_POOL] = NEST,
	[KREG_A_CACHE] = NEST,
	[KREG_A_LIMITS] = NEST,
	[KREG_A_HIVES] = U32,
	[KREG_A_SESSIONS] = U32,
	[KREG_A_JOBS] = U32,
	[KREG_A_PROTOCOL] = U32,
};

/**
 * kreg_attr_parse() - sort the attributes of a message by their type
 * @reply: message
 * @attrs: out: KREG_ATTRS pointers, NULL for what is absent
 *
 * Unknown types are passed over; the last of several wins.
 *
 * Return: 0, or -EPROTO when one is too short.
 */
int kreg_attr_parse(const struct kreg_reply *reply, struct nlattr **attrs)
{
	struct nlattr *head = (struct nlattr *)reply->head;

	if (nla_parse(attrs, KREG_A_MAX, head, reply->size, policy))
		return -EPROTO;
	return 0;
}

/**
 * kreg_attr_parse_nest() - the same for a nest with a set of its own
 * @nest: attribute
 * @attrs: out: @max + 1 pointers
 * @max: highest type
 *
 * Return: 0 or -EPROTO.
 */
int kreg_attr_parse_nest(struct nlattr *nest, struct nlattr **attrs, int max)
{
	return nla_parse_nested(attrs, max, nest, NULL) ? -EPROTO : 0;
}

/**
 * kreg_attr_next() - walk over the attributes of one type
 * @reply: message
 * @type: type
 * @pos: the one before, NULL at the start; out: the next
 *
 * Return: true while there is one.
 */
bool kreg_attr_next(const struct kreg_reply *reply, int type,
		    struct nlattr **pos)
{
	struct nlattr *attr = (struct nlattr *)reply->head;
	size_t rest = reply->size;

	if (*pos) {
		rest -= (char *)*pos - (char *)attr;
		attr = kreg_attr_step(*pos, &rest);
	}
	for (; kreg_attr_ok(attr, rest); attr = kreg_attr_step(attr, &rest)) {
		if (nla_type(attr) == type) {
			*pos = attr;
			return true;
		}
	}
	return false;
}

/**
 * kreg_attr_u32() - number of an attribute that may be absent
 * @attr: attribute or NULL
 *
 * Return: the number, 0 when it is absent or too short.
 */
uint32_t kreg_attr_u32(struct nlattr *attr)
{
	return kreg_attr_len(attr) >= sizeof(uint32_t) ? nla_get_u32(attr) : 0;
}

/**
 * kreg_attr_uint() - the same for a number of 4 or 8 bytes
 * @attr: attribute or NULL
 *
 * Return: the number, 0 when it is absent or too short.
 */
uint64_t kreg_attr_uint(struct nlattr *attr)
{
	if (kreg_attr_len(attr) >= sizeof(uint64_t))
		return nla_get_u64(attr);
	return kreg_attr_u32(attr);
}

static const char *copy(char **at, const void *data, size_t size)
{
	char *text = *at;

	memcpy(text, data, size);
	text[size] = '\0';
	*at += size + 1;
	return text;
}

/**
 * kreg_attr_copy() - copy text behind a structure
 * @at: where to; out: the byte behind its NUL
 * @attr: attribute or NULL
 * @len: out: its length
 *
 * A block with as many spare bytes as the message has room for all its texts,
 * as each header is longer than a NUL.
 *
 * Return: the copy, or NULL when the attribute is absent.
 */
const char *kreg_attr_copy(char **at, struct nlattr *attr, size_t *len)
{
	*len = kreg_attr_len(attr);
	return attr ? copy(at, nla_data(attr), *len) : NULL;
}

/**
 * kreg_attr_copy_string() - the same for a NUL terminated string
 * @at: where to; out: the byte behind its NUL
 * @attr: attribute or NULL
 *
 * Return: the copy, or an empty string when the attribute is absent.
 */
const char *kreg_attr_copy_string(char **at, struct nlattr *attr)
{
	if (!attr)
		return "";
	return copy(at, nla_data(attr), strnlen(nla_data(attr), nla_len(attr)));
}
