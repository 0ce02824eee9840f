// SPDX-License-Identifier: GPL-2.0
/* A hive in memory: its file, bins with cells in place. */
#include "hive.h"

#include "base.h"
#include "limits.h"

/**
 * kreg_hive_create() - make a hive from a base block, without bins yet
 * @base: the first 4096 bytes of the file, or all of a shorter file
 * @file_size: bytes of the file
 * @flags: KREG_HIVE_REPAIR
 * @calls: what the hive asks of its owner; must outlive it
 * @owner: passed to @calls
 * @findings: filled when the base block is bad
 *
 * The caller then adds @room * 4096 bytes of bins by kreg_hive_add() and calls
 * kreg_hive_check() before anything else.
 *
 * Context: Process context. May sleep.
 * Return: the hive, or ERR_PTR: -ENOEXEC not a hive or of a version we do not
 * read, -EUCLEAN broken or in need of recovery, -EDQUOT, -ENOMEM.
 */
struct kreg_hive *kreg_hive_create(const void *base, u64 file_size,
				   unsigned int flags,
				   const struct kreg_hive_calls *calls,
				   void *owner, struct kreg_findings *findings)
{
	struct kreg_account account = { calls, owner };
	struct kreg_hive *hive;
	struct kreg_base facts;
	int err;

	err = kreg_base_parse(base, file_size, flags, &facts, findings);
	if (err)
		return ERR_PTR(err);

	hive = kreg_account_alloc(&account, sizeof(*hive));
	if (IS_ERR(hive))
		return hive;
	hive->account = account;
	hive->room = facts.bins_size / KREG_REGF_BLOCK;
	hive->root = facts.root;
	hive->ring = KREG_REGF_NONE;
	hive->minor = facts.minor;
	hive->stamp = facts.stamp;
	hive->sequence = facts.sequence;
	err = kreg_tables_create(&hive->stores[KREG_STABLE].tables, hive->room,
				 false, &account);
	if (err) {
		kreg_account_free(&account, hive, sizeof(*hive));
		return ERR_PTR(err);
	}
	return hive;
}
EXPORT_SYMBOL_KREG(kreg_hive_create);

static int grow_extents(struct kreg_store *store,
			const struct kreg_account *account)
{
	u32 room = store->extent_room ? 2 * store->extent_room : 1;
	size_t old = store->extent_room * sizeof(*store->extents);
	struct kreg_extent *extents;

	extents = kreg_account_alloc(account, room * sizeof(*extents));
	if (IS_ERR(extents))
		return PTR_ERR(extents);
	if (old)
		memcpy(extents, store->extents, old);
	kreg_account_free(account, store->extents, old);
	store->extents = extents;
	store->extent_room = room;
	return 0;
}

/**
 * kreg_hive_add() - add memory that holds the next bins
 * @hive: hive
 * @memory: one or more whole bins as they lie in the file, aligned to 8;
 *	belongs to the hive from then on, and is freed by @calls->free
 * @bytes: a multiple of 4096
 *
 * Context: Process context. May sleep.
 * Return: 0; -EINVAL when the size is wrong or more than there is room for,
 * -EDQUOT, -ENOMEM: @memory still belongs to the caller.
 */
int kreg_hive_add(struct kreg_hive *hive, void *memory, u32 bytes)
{
	struct kreg_store *store = &hive->stores[KREG_STABLE];
	u32 left = store->tables.room - store->size / KREG_REGF_BLOCK;
	int err;

	if (!bytes || bytes % KREG_REGF_BLOCK || bytes / KREG_REGF_BLOCK > left)
		return -EINVAL;
	if (store->extent_count == store->extent_room) {
		err = grow_extents(store, &hive->account);
		if (err)
			return err;
	}
	kreg_store_add(store, memory, bytes);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_hive_add);

/**
 * kreg_hive_destroy() - free a hive and its extents
 * @hive: hive, may be NULL
 *
 * Context: Process context. May sleep.
 */
void kreg_hive_destroy(struct kreg_hive *hive)
{
	struct kreg_account account;
	int i;

	if (!hive)
		return;
	account = hive->account;
	for (i = 0; i < KREG_STORAGES; i++)
		kreg_store_destroy(&hive->stores[i], &account);
	kreg_account_free(&account, hive, sizeof(*hive));
}
EXPORT_SYMBOL_KREG(kreg_hive_destroy);
