/* SPDX-License-Identifier: LGPL-2.1 */
/* Lists of blocks. */
#ifndef _KREG_LIB_LIST_H
#define _KREG_LIB_LIST_H

#include "attr.h"

enum kreg_list_kind {
	KREG_LIST_HIVES,
	KREG_LIST_JOBS,
	KREG_LIST_HOLDERS,
	KREG_LIST_FINDINGS,
	KREG_LIST_KEYS,
	KREG_LIST_VALUES,
};

/**
 * struct kreg_list - a list
 * @kind: of what
 * @count: number of items
 * @room: length of @items
 * @items: a block each
 */
struct kreg_list {
	enum kreg_list_kind kind;
	size_t count;
	size_t room;
	void **items;
};

int kreg_list_add(struct kreg_list *list, void *item);
void kreg_list_clear(struct kreg_list *list);
void *kreg_list_item(const struct kreg_list *list, enum kreg_list_kind kind,
		     size_t index);
int kreg_list_take_holder(struct kreg_list *list, struct nlattr **attrs,
			  size_t texts);
int kreg_list_take_finding(struct kreg_list *list, struct nlattr **attrs,
			   size_t texts);
int kreg_list_take_nests(struct kreg_list *list, int type,
			 const struct kreg_reply *reply);

#endif /* _KREG_LIB_LIST_H */
