// SPDX-License-Identifier: GPL-2.0
/*
 * Sharing security cells: equal descriptors have one cell, which is counted.
 *
 * Each storage has a ring of its own: a volatile key must not leave a trace in
 * the counts of the file.
 */
#include "security_edit.h"

#include "alloc.h"
#include "node.h"
#include "security.h"

#define NONE KREG_REGF_NONE

static struct kreg_regf_sk *sk_at(const struct kreg_hive *hive, u32 cell)
{
	return (struct kreg_regf_sk *)kreg_security(hive, cell);
}

/* Any cell of the ring, or NONE when there is no ring yet. */
static u32 ring_of(const struct kreg_hive *hive, enum kreg_storage storage)
{
	if (storage == KREG_VOLATILE)
		return hive->ring;
	return le32_to_cpu(kreg_node(hive, hive->root)->security);
}

static void set_refs(struct kreg_hive *hive, u32 cell, u32 refs)
{
	sk_at(hive, cell)->refs = cpu_to_le32(refs);
	kreg_cell_touch(hive, cell, offsetof(struct kreg_regf_sk, refs), 4);
}

static void set_next(struct kreg_hive *hive, u32 cell, u32 next)
{
	sk_at(hive, cell)->next = cpu_to_le32(next);
	kreg_cell_touch(hive, cell, offsetof(struct kreg_regf_sk, next), 4);
}

static void set_prev(struct kreg_hive *hive, u32 cell, u32 prev)
{
	sk_at(hive, cell)->prev = cpu_to_le32(prev);
	kreg_cell_touch(hive, cell, offsetof(struct kreg_regf_sk, prev), 4);
}

static bool holds(const struct kreg_hive *hive, u32 cell,
		  const void *descriptor, u32 bytes)
{
	const struct kreg_regf_sk *sk = kreg_security(hive, cell);

	return sk && le32_to_cpu(sk->size) == bytes &&
	       !memcmp(sk->descriptor, descriptor, bytes);
}

static u32 find_equal(const struct kreg_hive *hive, enum kreg_storage storage,
		      const void *descriptor, u32 bytes, u32 likely)
{
	u32 first = ring_of(hive, storage);
	u32 cell = first;

	if (kreg_cell_storage(likely) == storage &&
	    holds(hive, likely, descriptor, bytes))
		return likely;
	if (first == NONE)
		return NONE;
	do {
		if (holds(hive, cell, descriptor, bytes))
			return cell;
		cell = le32_to_cpu(sk_at(hive, cell)->next);
	} while (cell != first);
	return NONE;
}

/* Put a cell into the ring before its first one. */
static void link_cell(struct kreg_hive *hive, u32 cell, u32 first)
{
	u32 last;

	if (first == NONE) {
		set_next(hive, cell, cell);
		set_prev(hive, cell, cell);
		hive->ring = cell;
		return;
	}
	last = le32_to_cpu(sk_at(hive, first)->prev);
	set_next(hive, cell, first);
	set_prev(hive, cell, last);
	set_next(hive, last, cell);
	set_prev(hive, first, cell);
}

/**
 * kreg_security_need() - bound what a descriptor takes
 * @storage: of the key that gets it
 * @bytes: of the descriptor
 * @need: bound, added to
 *
 * Context: Any.
 */
void kreg_security_need(enum kreg_storage storage, u32 bytes,
			struct kreg_need *need)
{
	kreg_need_cell(need, storage, sizeof(struct kreg_regf_sk) + bytes);
}
EXPORT_SYMBOL_KREG(kreg_security_need);

/**
 * kreg_security_share() - get a security cell for one more key
 * @hive: hive, in a change that was reserved
 * @storage: of the key
 * @descriptor: checked, must not lie in a cell unless that is @likely
 * @bytes: its length
 * @likely: sk cell that may hold it, or KREG_REGF_NONE
 *
 * Context: Under the lock for changing @hive.
 * Return: sk cell, counted once more; KREG_REGF_NONE when more was taken than
 * had been reserved, which is a bug.
 */
u32 kreg_security_share(struct kreg_hive *hive, enum kreg_storage storage,
			const void *descriptor, u32 bytes, u32 likely)
{
	struct kreg_regf_sk *sk;
	u32 cell;

	cell = find_equal(hive, storage, descriptor, bytes, likely);
	if (cell != NONE) {
		set_refs(hive, cell, le32_to_cpu(sk_at(hive, cell)->refs) + 1);
		return cell;
	}
	cell = kreg_cell_alloc(hive, storage, sizeof(*sk) + bytes, likely);
	if (cell == NONE)
		return cell;
	sk = kreg_hive_cell(hive, cell, sizeof(*sk), NULL);
	sk->magic = cpu_to_le16(KREG_SK_MAGIC);
	sk->size = cpu_to_le32(bytes);
	sk->refs = cpu_to_le32(1);
	memcpy(sk->descriptor, descriptor, bytes);
	link_cell(hive, cell, ring_of(hive, storage));
	if (storage == KREG_STABLE)
		hive->securities++;
	return cell;
}
EXPORT_SYMBOL_KREG(kreg_security_share);

/**
 * kreg_security_unshare() - give up a security cell for one key
 * @hive: hive, in a change
 * @cell: sk cell that the key does not name any more
 *
 * The cell goes with its last key; that is never the root, so that the ring in
 * the file can always be found.
 *
 * Context: Under the lock for changing @hive. Never fails.
 */
void kreg_security_unshare(struct kreg_hive *hive, u32 cell)
{
	struct kreg_regf_sk *sk = sk_at(hive, cell);
	u32 refs = le32_to_cpu(sk->refs);
	u32 next, prev;

	if (refs > 1) {
		set_refs(hive, cell, refs - 1);
		return;
	}
	next = le32_to_cpu(sk->next);
	prev = le32_to_cpu(sk->prev);
	set_next(hive, prev, next);
	set_prev(hive, next, prev);
	if (cell >> 31)
		hive->ring = next == cell ? NONE : next;
	else
		hive->securities--;
	kreg_cell_free(hive, cell);
}
EXPORT_SYMBOL_KREG(kreg_security_unshare);
