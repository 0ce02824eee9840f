// SPDX-License-Identifier: LGPL-2.1
#include "list.h"

#include <errno.h>
#include <netlink/attr.h>
#include <stdlib.h>

#define FIRST_ROOM 16

static int grow(struct kreg_list *list)
{
	size_t room = list->room ? 2 * list->room : FIRST_ROOM;
	void **items = reallocarray(list->items, room, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	list->room = room;
	return 0;
}

/**
 * kreg_list_add() - add an item at the end
 * @list: list
 * @item: block, which is the list's from now on, also on failure; NULL when
 *	there was no memory for it
 *
 * Return: 0 or -ENOMEM.
 */
int kreg_list_add(struct kreg_list *list, void *item)
{
	if (!item)
		return -ENOMEM;
	if (list->count == list->room && grow(list)) {
		free(item);
		return -ENOMEM;
	}
	list->items[list->count++] = item;
	return 0;
}

/**
 * kreg_list_clear() - free all items
 * @list: list, which is empty then
 */
void kreg_list_clear(struct kreg_list *list)
{
	while (list->count)
		free(list->items[--list->count]);
	free(list->items);
	list->items = NULL;
	list->room = 0;
}

/**
 * kreg_list_item() - an item
 * @list: list
 * @kind: what the caller believes to be in it
 * @index: which
 *
 * Return: the item, NULL past the end and when the belief is wrong.
 */
void *kreg_list_item(const struct kreg_list *list, enum kreg_list_kind kind,
		     size_t index)
{
	if (list->kind != kind || index >= list->count)
		return NULL;
	return list->items[index];
}

/**
 * kreg_list_take_holder() - add a holder out of a reply
 * @list: list
 * @attrs: of kreg_attr_parse()
 * @texts: bytes of the message or nest
 *
 * Return: 0 or -ENOMEM.
 */
int kreg_list_take_holder(struct kreg_list *list, struct nlattr **attrs,
			  size_t texts)
{
	struct kreg_holder *holder = calloc(1, sizeof(*holder) + texts + 1);
	char *at = (char *)(holder + 1);

	if (!holder)
		return -ENOMEM;
	holder->pid = kreg_attr_u32(attrs[KREG_A_PID]);
	holder->uid = kreg_attr_u32(attrs[KREG_A_UID]);
	holder->access = kreg_attr_u32(attrs[KREG_A_ACCESS]);
	holder->age_ms = kreg_attr_uint(attrs[KREG_A_AGE]);
	holder->command = kreg_attr_copy_string(&at, attrs[KREG_A_COMMAND]);
	holder->path =
		kreg_attr_copy(&at, attrs[KREG_A_PATH], &holder->path_len);
	if (!holder->path)
		holder->path = "";
	return kreg_list_add(list, holder);
}

/**
 * kreg_list_take_finding() - add a finding out of a reply
 * @list: list
 * @attrs: of kreg_attr_parse()
 * @texts: bytes of the nest
 *
 * Return: 0 or -ENOMEM.
 */
int kreg_list_take_finding(struct kreg_list *list, struct nlattr **attrs,
			   size_t texts)
{
	struct kreg_job_finding *finding =
		calloc(1, sizeof(*finding) + texts + 1);
	char *at = (char *)(finding + 1);

	if (!finding)
		return -ENOMEM;
	finding->number = kreg_attr_u32(attrs[KREG_A_NUMBER]);
	finding->cell = kreg_attr_u32(attrs[KREG_A_CELL]);
	finding->repaired = !!attrs[KREG_A_MENDED];
	finding->text = kreg_attr_copy_string(&at, attrs[KREG_A_TEXT]);
	return kreg_list_add(list, finding);
}

/**
 * kreg_list_take_nests() - add all holders or findings of a reply
 * @list: list, whose kind says which
 * @type: of the nests
 * @reply: reply
 *
 * Return: 0, -ENOMEM or -EPROTO.
 */
int kreg_list_take_nests(struct kreg_list *list, int type,
			 const struct kreg_reply *reply)
{
	struct nlattr *attrs[KREG_ATTRS], *nest = NULL;
	struct kreg_reply inner;
	int rc = 0;

	while (!rc && kreg_attr_next(reply, type, &nest)) {
		inner.head = nla_data(nest);
		inner.size = nla_len(nest);
		if (kreg_attr_parse(&inner, attrs))
			return -EPROTO;
		if (list->kind == KREG_LIST_HOLDERS)
			rc = kreg_list_take_holder(list, attrs, inner.size);
		else
			rc = kreg_list_take_finding(list, attrs, inner.size);
	}
	return rc;
}

size_t kreg_list_count(const struct kreg_list *list)
{
	return list->count;
}

const struct kreg_loaded *kreg_list_hive(const struct kreg_list *list,
					 size_t index)
{
	return kreg_list_item(list, KREG_LIST_HIVES, index);
}

const struct kreg_job_info *kreg_list_job(const struct kreg_list *list,
					  size_t index)
{
	return kreg_list_item(list, KREG_LIST_JOBS, index);
}

const struct kreg_holder *kreg_list_holder(const struct kreg_list *list,
					   size_t index)
{
	return kreg_list_item(list, KREG_LIST_HOLDERS, index);
}

const struct kreg_job_finding *kreg_list_finding(const struct kreg_list *list,
						 size_t index)
{
	return kreg_list_item(list, KREG_LIST_FINDINGS, index);
}

void kreg_free_list(struct kreg_list *list)
{
	if (!list)
		return;
	kreg_list_clear(list);
	free(list);
}
