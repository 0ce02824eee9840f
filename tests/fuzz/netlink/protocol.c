// SPDX-License-Identifier: GPL-2.0
/* The protocol as a table that is made from kreg.yaml. */
#include "protocol.h"

#include <linux/kreg.h>

#include "table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

unsigned int op_count(void)
{
	return COUNT(ops);
}

const struct op *op_at(unsigned int index)
{
	return &ops[index];
}

const struct op *op_find(unsigned int command, bool dump)
{
	for (unsigned int i = 0; i < COUNT(ops); i++)
		if (ops[i].command == command && ops[i].dump == dump)
			return &ops[i];
	return NULL;
}

const struct attr *attr_find(const struct set *set, unsigned int number)
{
	for (unsigned int i = 0; i < set->count; i++)
		if (set->attrs[i].number == number)
			return &set->attrs[i];
	return NULL;
}

const struct set *set_main(void)
{
	return &set_kreg;
}

static bool listed(const __u16 *list, unsigned int number)
{
	for (; *list; list++)
		if (*list == number)
			return true;
	return false;
}

/* May a reply to this command, in either mode, carry this attribute? */
bool op_replies(unsigned int command, unsigned int number)
{
	if (command == KREG_CMD_JOB_DONE)
		command = KREG_CMD_JOB_GET;
	for (unsigned int i = 0; i < COUNT(ops); i++)
		if (ops[i].command == command && listed(ops[i].reply, number))
			return true;
	return false;
}
