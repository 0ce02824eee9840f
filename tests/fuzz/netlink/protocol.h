/* SPDX-License-Identifier: GPL-2.0 */
/* The protocol as a table that is made from kreg.yaml. */
#ifndef _KREG_FUZZ_PROTOCOL_H
#define _KREG_FUZZ_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>

#include <linux/types.h>

enum kind {
	KIND_U32,
	KIND_UINT,
	KIND_BINARY,
	KIND_STRING,
	KIND_FLAG,
	KIND_NEST,
};

struct set;

struct attr {
	const char *name;
	__u16 number;
	enum kind kind;
	bool multi;
	const struct set *nested;
};

struct set {
	const struct attr *attrs;
	unsigned int count;
};

/* An operation in one mode; its lists end with 0. */
struct op {
	const char *name;
	__u8 command;
	bool dump;
	const __u16 *request;
	const __u16 *reply;
};

unsigned int op_count(void);
const struct op *op_at(unsigned int index);
const struct op *op_find(unsigned int command, bool dump);
const struct attr *attr_find(const struct set *set, unsigned int number);
const struct set *set_main(void);
bool op_replies(unsigned int command, unsigned int number);

#endif /* _KREG_FUZZ_PROTOCOL_H */
