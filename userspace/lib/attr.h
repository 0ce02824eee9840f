/* SPDX-License-Identifier: LGPL-2.1 */
/* Attributes of replies: nothing in them is believed before it is checked. */
#ifndef _KREG_LIB_ATTR_H
#define _KREG_LIB_ATTR_H

#include "public.h"

#include <linux/kreg.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <string.h>

/**
 * struct kreg_reply - the attributes of one message
 * @head: first attribute
 * @size: bytes of all
 */
struct kreg_reply {
	const struct nlattr *head;
	size_t size;
};

/** One more than the highest attribute: what kreg_attr_parse() fills. */
#define KREG_ATTRS (KREG_A_MAX + 1)

int kreg_attr_parse(const struct kreg_reply *reply, struct nlattr **attrs);
int kreg_attr_parse_nest(struct nlattr *nest, struct nlattr **attrs, int max);
bool kreg_attr_next(const struct kreg_reply *reply, int type,
		    struct nlattr **pos);
uint32_t kreg_attr_u32(struct nlattr *attr);
uint64_t kreg_attr_uint(struct nlattr *attr);
const char *kreg_attr_copy(char **at, struct nlattr *attr, size_t *len);
const char *kreg_attr_copy_string(char **at, struct nlattr *attr);

/**
 * kreg_attr_ok() - is there a whole attribute
 * @attr: where it would be
 * @rest: bytes from there to the end
 *
 * Return: true when there is.
 */
static inline bool kreg_attr_ok(const struct nlattr *attr, size_t rest)
{
	return rest >= sizeof(*attr) && attr->nla_len >= sizeof(*attr) &&
	       attr->nla_len <= rest;
}

/**
 * kreg_attr_step() - go on to the next
 * @attr: attribute, a whole one
 * @rest: bytes from there to the end; out: from the next
 *
 * Return: the next, which may not be whole.
 */
static inline struct nlattr *kreg_attr_step(struct nlattr *attr, size_t *rest)
{
	size_t step = NLA_ALIGN(attr->nla_len);

	step = step < *rest ? step : *rest;
	*rest -= step;
	return (struct nlattr *)((char *)attr + step);
}

/**
 * kreg_attr_len() - length of an attribute that may be absent
 * @attr: attribute or NULL
 *
 * Return: its length, 0 when it is absent.
 */
static inline size_t kreg_attr_len(const struct nlattr *attr)
{
	return attr ? attr->nla_len - NLA_HDRLEN : 0;
}

/**
 * struct kreg_answer - a value as a reply has it
 * @type: type
 * @data: data, in the reply
 * @size: bytes of it
 */
struct kreg_answer {
	uint32_t type;
	const void *data;
	size_t size;
};

/**
 * kreg_attr_answer() - take a value out of its attributes
 * @reply: the attributes
 * @answer: out: the value
 *
 * This is the hot path: two attributes need no table of all.
 *
 * Return: false when there is no type, and so no value.
 */
static inline bool kreg_attr_answer(const struct kreg_reply *reply,
				    struct kreg_answer *answer)
{
	struct nlattr *attr = (struct nlattr *)reply->head;
	struct nlattr *type = NULL, *data = NULL;
	size_t rest = reply->size;

	for (; kreg_attr_ok(attr, rest); attr = kreg_attr_step(attr, &rest)) {
		if (attr->nla_type == KREG_A_TYPE)
			type = attr;
		else if (attr->nla_type == KREG_A_DATA)
			data = attr;
	}
	if (kreg_attr_len(type) < sizeof(answer->type))
		return false;
	memcpy(&answer->type, (char *)type + NLA_HDRLEN, sizeof(answer->type));
	answer->data = data ? (char *)data + NLA_HDRLEN : NULL;
	answer->size = kreg_attr_len(data);
	return true;
}

#endif /* _KREG_LIB_ATTR_H */
