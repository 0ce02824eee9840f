// SPDX-License-Identifier: GPL-2.0
/* The checker, security cells: their ring, descriptors and counts. */
#include "checker.h"
#include "security.h"

static struct kreg_regf_sk *sk_at(const struct kreg_hive *hive, u32 cell)
{
	return (struct kreg_regf_sk *)kreg_security(hive, cell);
}

static int grow(struct kreg_checker *c)
{
	u32 room = c->sk_room ? 2 * c->sk_room : 64;
	u32 count = c->hive->securities;
	struct kreg_sk_count *sks;

	sks = kvmalloc_array(room, sizeof(*sks), GFP_KERNEL);
	if (!sks)
		return -ENOMEM;
	if (count)
		memcpy(sks, c->sks, count * sizeof(*sks));
	kvfree(c->sks);
	c->sks = sks;
	c->sk_room = room;
	return 0;
}

static int by_cell(const void *a, const void *b)
{
	const struct kreg_sk_count *x = a;
	const struct kreg_sk_count *y = b;

	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* Sort what was taken in the order of the ring, which often is that of cells. */
static void sort_ring(struct kreg_checker *c)
{
	u32 i;

	for (i = 1; i < c->hive->securities; i++) {
		if (c->sks[i - 1].cell < c->sks[i].cell)
			continue;
		sort(c->sks, c->hive->securities, sizeof(*c->sks), by_cell,
		     NULL);
		return;
	}
}

/* The first entry whose cell is not before @cell. */
static u32 position(const struct kreg_checker *c, u32 cell)
{
	u32 low = 0;
	u32 high = c->hive->securities;
	u32 mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (c->sks[mid].cell < cell)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int append(struct kreg_checker *c, u32 cell)
{
	int err;

	if (c->hive->securities == c->sk_room) {
		err = grow(c);
		if (err)
			return err;
	}
	c->sks[c->hive->securities++] = (struct kreg_sk_count){ .cell = cell };
	return 0;
}

static int insert(struct kreg_checker *c, u32 cell)
{
	u32 at = position(c, cell);
	int err;

	err = append(c, cell);
	if (err)
		return err;
	memmove(&c->sks[at + 1], &c->sks[at],
		(c->hive->securities - 1 - at) * sizeof(*c->sks));
	c->sks[at] = (struct kreg_sk_count){ .cell = cell };
	return 0;
}

/* Is this a security cell that can be used, reached for the first time? */
static bool usable(struct kreg_checker *c, u32 cell)
{
	const struct kreg_regf_sk *sk = sk_at(c->hive, cell);

	return sk && test_bit(cell / 8, c->live) &&
	       !kreg_descriptor_check(sk->descriptor, le32_to_cpu(sk->size));
}

/* Find any usable security cell when the root names none. */
static u32 any_usable(struct kreg_checker *c)
{
	u32 cell;

	for (cell = 0; cell < kreg_hive_size(c->hive); cell += 8)
		if (test_bit(cell / 8, c->live) && usable(c, cell))
			return cell;
	return KREG_REGF_NONE;
}

/* Take one cell of the ring. Return: whether to go on to the next. */
static bool take(struct kreg_checker *c, u32 cell, u32 before)
{
	const struct kreg_regf_sk *sk = sk_at(c->hive, cell);

	if (!sk || !kreg_checker_claim(c, cell)) {
		kreg_found(c, KREG_INV_RING, before, "the ring is made anew",
			   "next is 0x%x, no other security cell", cell);
		return false;
	}
	if (before != KREG_REGF_NONE && le32_to_cpu(sk->prev) != before)
		c->ring_broken |= kreg_found(c, KREG_INV_RING, cell,
					     "the ring is made anew",
					     "previous is 0x%x, should be 0x%x",
					     le32_to_cpu(sk->prev), before);
	return true;
}

/* A bad descriptor goes out of the ring; its keys get the root's. */
static int keep_if_good(struct kreg_checker *c, u32 cell)
{
	const struct kreg_regf_sk *sk = sk_at(c->hive, cell);

	if (kreg_descriptor_check(sk->descriptor, le32_to_cpu(sk->size)) &&
	    kreg_found(c, KREG_INV_DESCRIPTOR, cell,
		       "left out, its keys get the root's",
		       "the security descriptor is malformed")) {
		c->ring_broken = true;
		return 0;
	}
	return append(c, cell);
}

static int walk_ring(struct kreg_checker *c, u32 first)
{
	u32 before = KREG_REGF_NONE;
	u32 cell = first;
	int err;

	do {
		if (!take(c, cell, before)) {
			c->ring_broken = true;
			return 0;
		}
		err = keep_if_good(c, cell);
		if (!err)
			err = kreg_checker_yield(c);
		if (err)
			return err;
		before = cell;
		cell = le32_to_cpu(sk_at(c->hive, cell)->next);
	} while (cell != first);
	if (le32_to_cpu(sk_at(c->hive, first)->prev) != before)
		c->ring_broken |= kreg_found(c, KREG_INV_RING, first,
					     "the ring is made anew",
					     "previous is not 0x%x, the last",
					     before);
	return 0;
}

/**
 * kreg_checker_ring() - check the ring of security cells
 * @c: checker
 * @root: root key, whose cell the walk begins with
 *
 * Context: Process context. May sleep.
 * Return: 0, -EINTR, -ENOMEM.
 */
int kreg_checker_ring(struct kreg_checker *c, struct kreg_regf_nk *root)
{
	u32 first = le32_to_cpu(root->security);
	int err;

	if (!usable(c, first)) {
		first = c->repair ? any_usable(c) : KREG_REGF_NONE;
		if (!kreg_found(c, KREG_INV_SECURITY, c->hive->root,
				first == KREG_REGF_NONE ? NULL :
							  "it gets another",
				"the root has no usable security cell"))
			return 0;
		root->security = cpu_to_le32(first);
	}
	err = walk_ring(c, first);
	if (err)
		return err;
	sort_ring(c);
	return 0;
}

static bool in_ring(struct kreg_checker *c, u32 cell)
{
	u32 at = c->sk_last;

	if (at < c->hive->securities && c->sks[at].cell == cell)
		return true;
	at = position(c, cell);
	if (at == c->hive->securities || c->sks[at].cell != cell)
		return false;
	c->sk_last = at;
	return true;
}

/* In repair mode: a cell the ring lost comes back, else the root's it is. */
static int mend_security(struct kreg_checker *c, u32 cell,
			 struct kreg_regf_nk *nk)
{
	const struct kreg_regf_nk *root;
	u32 sk = le32_to_cpu(nk->security);

	if (usable(c, sk)) {
		kreg_checker_claim(c, sk);
		c->ring_broken = true;
		kreg_found(c, KREG_INV_SECURITY, cell, "put into the ring",
			   "security cell 0x%x is not in the ring", sk);
		return insert(c, sk);
	}
	root = kreg_hive_cell(c->hive, c->hive->root, sizeof(*root), NULL);
	kreg_found(c, KREG_INV_SECURITY, cell, "it gets the root's",
		   "security cell 0x%x is none", sk);
	nk->security = root->security;
	return 0;
}

/**
 * kreg_checker_security() - check the security cell of a key, and count it
 * @c: checker
 * @cell: nk cell
 * @nk: key
 *
 * Context: Process context. May sleep.
 * Return: 0 or -ENOMEM.
 */
int kreg_checker_security(struct kreg_checker *c, u32 cell,
			  struct kreg_regf_nk *nk)
{
	int err;

	if (!c->hive->securities)
		return 0; /* reported for the root */
	if (unlikely(!in_ring(c, le32_to_cpu(nk->security)))) {
		if (!c->repair) {
			kreg_found(c, KREG_INV_SECURITY, cell, NULL,
				   "security cell 0x%x is not in the ring",
				   le32_to_cpu(nk->security));
			return 0;
		}
		err = mend_security(c, cell, nk);
		if (err || !in_ring(c, le32_to_cpu(nk->security)))
			return err;
	}
	c->sks[c->sk_last].refs++;
	return 0;
}

static void make_ring(struct kreg_checker *c)
{
	u32 count = c->hive->securities;
	struct kreg_regf_sk *sk;
	u32 i;

	for (i = 0; i < count; i++) {
		sk = sk_at(c->hive, c->sks[i].cell);
		sk->next = cpu_to_le32(c->sks[(i + 1) % count].cell);
		sk->prev = cpu_to_le32(c->sks[(i + count - 1) % count].cell);
	}
}

/**
 * kreg_checker_refs() - compare the reference counts, after all keys
 * @c: checker
 *
 * Context: Any.
 */
void kreg_checker_refs(struct kreg_checker *c)
{
	struct kreg_regf_sk *sk;
	u32 i;

	/* Keys that were not looked at would only make a second finding. */
	if (c->findings->total && !c->repair)
		return;
	for (i = 0; i < c->hive->securities; i++) {
		sk = sk_at(c->hive, c->sks[i].cell);
		if (le32_to_cpu(sk->refs) == c->sks[i].refs)
			continue;
		if (kreg_found(c, KREG_INV_REFS, c->sks[i].cell, "set right",
			       "reference count %u, %u keys name it",
			       le32_to_cpu(sk->refs), c->sks[i].refs))
			sk->refs = cpu_to_le32(c->sks[i].refs);
	}
	if (c->repair && c->ring_broken)
		make_ring(c);
}
