// SPDX-License-Identifier: GPL-2.0
/* The checker, values: their list, names and data. */
#include "checker.h"
#include "data.h"
#include "limits.h"
#include "value.h"

/* Reach every cell of big data; false when one is none of its own. */
static bool claim_big(struct kreg_checker *c, const struct kreg_regf_vk *vk)
{
	const struct kreg_regf_db *db;
	u32 cell = le32_to_cpu(vk->data);
	const __le32 *segments;
	u32 i;

	db = kreg_hive_cell(c->hive, cell, sizeof(*db), NULL);
	if (!kreg_checker_claim(c, cell) ||
	    !kreg_checker_claim(c, le32_to_cpu(db->list)))
		return false;
	segments = kreg_hive_cell(c->hive, le32_to_cpu(db->list),
				  le16_to_cpu(db->count) * sizeof(__le32),
				  NULL);
	for (i = 0; i < le16_to_cpu(db->count); i++)
		if (!kreg_checker_claim(c, le32_to_cpu(segments[i])))
			return false;
	return true;
}

/* The same of data in one piece. */
static bool claim_piece(struct kreg_checker *c, u32 cell, u32 bytes)
{
	return kreg_hive_cell(c->hive, cell, bytes, NULL) &&
	       kreg_checker_claim(c, cell);
}

static bool big_good(struct kreg_checker *c, const struct kreg_regf_vk *vk)
{
	struct kreg_data_walk walk;
	const u8 *piece;
	u32 bytes;
	int err;

	err = kreg_data_start(c->hive, vk, &walk);
	while (!err)
		err = kreg_data_next(&walk, &piece, &bytes);
	return err == -ENOENT && claim_big(c, vk);
}

/* Is the data whole, and does it belong to this value alone? */
static bool data_good(struct kreg_checker *c, const struct kreg_regf_vk *vk)
{
	u32 bytes = kreg_value_bytes(vk);

	if (!bytes)
		return true;
	if (le32_to_cpu(vk->data_size) & KREG_VK_INLINE)
		return bytes <= sizeof(vk->data);
	if (unlikely(kreg_data_is_big(c->hive, bytes)))
		return big_good(c, vk);
	return claim_piece(c, le32_to_cpu(vk->data), bytes);
}

static bool name_good(const struct kreg_regf_vk *vk)
{
	struct kreg_name name = kreg_value_name(vk);

	if (name.form == KREG_NAME_UTF16 && name.bytes % 2)
		return false;
	return name.bytes <= KREG_VALUE_NAME_MAX ||
	       kreg_name_units(&name) <= KREG_VALUE_NAME_MAX;
}

static bool layered(const struct kreg_hive *hive, const struct kreg_regf_vk *vk)
{
	return hive->minor >= 6 && (le16_to_cpu(vk->flags) & KREG_VK_TOMBSTONE);
}

/* Check one value. Return: true when it stays in the list. */
static bool value_good(struct kreg_checker *c, u32 cell,
		       const struct kreg_regf_vk *vk)
{
	if (unlikely(!vk))
		return !kreg_found(c, KREG_INV_VALUE, cell, "left out",
				   "no whole value in this cell");
	if (unlikely(!kreg_checker_claim(c, cell)))
		return !kreg_found(c, KREG_INV_REACH, cell, "left out",
				   "value: no cell, or reached twice");
	if (unlikely(!name_good(vk)))
		return !kreg_found(c, KREG_INV_VALUE_NAME, cell, "left out",
				   "a value name of %u bytes",
				   le16_to_cpu(vk->name_len));
	if (unlikely(layered(c->hive, vk)))
		kreg_found(c, KREG_INV_LAYERED, cell, NULL,
			   "the value is a tombstone of a layered key");
	if (unlikely(!data_good(c, vk)))
		return !kreg_found(c, KREG_INV_DATA, cell, "left out",
				   "data of %u bytes is not whole at 0x%x",
				   kreg_value_bytes(vk), le32_to_cpu(vk->data));
	return true;
}

/**
 * struct name_place - a value name on the way to find equal ones
 * @hash: of the name
 * @place: in the list
 */
struct name_place {
	u32 hash;
	u32 place;
};

static int by_hash(const void *a, const void *b)
{
	const struct name_place *x = a;
	const struct name_place *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static struct kreg_name name_at(const struct kreg_hive *hive,
				const __le32 *list, u32 place)
{
	return kreg_value_name(kreg_value(hive, le32_to_cpu(list[place])));
}

/* Is the name of entry @at that of an earlier entry with the same hash? */
static bool is_twin(const struct kreg_hive *hive, const __le32 *list,
		    const struct name_place *names, u32 at)
{
	struct kreg_name name = name_at(hive, list, names[at].place);
	struct kreg_name other;
	u32 i;

	for (i = at; i && names[i - 1].hash == names[at].hash; i--) {
		other = name_at(hive, list,
				names[i - 1].place & ~KREG_REGF_VOLATILE);
		if (kreg_name_equal(&name, &other))
			return true;
	}
	return false;
}

/* Report names that occur twice; in repair mode the cells become NONE. */
static int find_twins(struct kreg_checker *c, __le32 *list, u32 count)
{
	/* An address, so that nobody can prepare names that collide. */
	u32 seed = (uintptr_t)c->live >> 4;
	struct name_place *names;
	struct kreg_name name;
	u32 i, cell;

	names = kvmalloc_array(count, sizeof(*names), GFP_KERNEL);
	if (!names)
		return -ENOMEM;
	for (i = 0; i < count; i++) {
		name = name_at(c->hive, list, i);
		names[i].hash = kreg_name_mix(&name, seed);
		names[i].place = i;
	}
	sort(names, count, sizeof(*names), by_hash, NULL);
	for (i = 1; i < count; i++) {
		if (names[i].hash != names[i - 1].hash ||
		    !is_twin(c->hive, list, names, i))
			continue;
		cell = le32_to_cpu(list[names[i].place]);
		kreg_found(c, KREG_INV_VALUE_NAME, cell, "left out",
			   "a value of this name is there already");
		names[i].place |= c->repair ? KREG_REGF_VOLATILE : 0;
	}
	for (i = 0; i < count; i++)
		if (names[i].place & KREG_REGF_VOLATILE)
			list[names[i].place & ~KREG_REGF_VOLATILE] =
				cpu_to_le32(KREG_REGF_NONE);
	kvfree(names);
	return 0;
}

/* Latin-1 letters differ from their upper case in this bit, if at all. */
#define FOLD 0xdf
#define FOLD_ALL 0xdfdfdfdf

/*
 * Something that equal names have in common and few others do. A name may be
 * stored compressed or not, so one that is not may be equal to anything: 0.
 */
static u32 likeness(const struct kreg_regf_vk *vk)
{
	u32 bytes = le16_to_cpu(vk->name_len);
	const u8 *name = vk->name;
	u32 like = bytes + 1;
	u32 i;

	if (bytes && !(le16_to_cpu(vk->flags) & KREG_VK_COMP_NAME))
		return 0;
	if (bytes >= 4) {
		like += (get_unaligned_le32(name) & FOLD_ALL) * 0x9e3779b1u;
		like ^= (get_unaligned_le32(name + bytes - 4) & FOLD_ALL) *
			0x85ebca6bu;
		return like | 1;
	}
	for (i = 0; i < bytes; i++)
		like = like * 251 + (name[i] & FOLD);
	return like | 1;
}

#define LIKES 64

/**
 * struct likes - the names of a value list so far, at a glance
 * @seen: one bit per likeness modulo 512
 * @count: names so far
 * @maybe: two of the names might be equal
 * @list: likeness of the first ones
 */
struct likes {
	u64 seen[8];
	u32 count;
	bool maybe;
	u32 list[LIKES];
};

static bool in_list(const struct likes *likes, u32 like)
{
	u32 i;

	if (likes->count > LIKES)
		return true;
	for (i = 0; i < likes->count; i++)
		if (likes->list[i] == like)
			return true;
	return false;
}

static void look_alike(struct likes *likes, const struct kreg_regf_vk *vk)
{
	u32 like = likeness(vk);
	u32 mixed = like * 0x9e3779b1u >> 23;
	u64 *seen = &likes->seen[mixed / 64];
	u64 bit = 1ULL << (mixed % 64);

	if (unlikely(!like || ((*seen & bit) && in_list(likes, like))))
		likes->maybe = true;
	*seen |= bit;
	if (likes->count < LIKES)
		likes->list[likes->count] = like;
	likes->count++;
}

/* Close the gaps that a repair left in a value list. */
static u32 close_gaps(__le32 *list, u32 count)
{
	u32 kept = 0;
	u32 i;

	for (i = 0; i < count; i++)
		if (le32_to_cpu(list[i]) != KREG_REGF_NONE)
			list[kept++] = list[i];
	return kept;
}

/* Check each value, then that no name is there twice. */
static int check_list(struct kreg_checker *c, __le32 *list, u32 *count)
{
	struct likes likes;
	const struct kreg_regf_vk *vk;
	bool broken = false;
	u32 cell, i;
	int err;

	memset(&likes, 0, offsetof(struct likes, list));
	for (i = 0; i < *count; i++) {
		cell = le32_to_cpu(list[i]);
		vk = kreg_value(c->hive, cell);
		if (unlikely(!value_good(c, cell, vk)))
			list[i] = cpu_to_le32(KREG_REGF_NONE);
		else if (likely(vk))
			look_alike(&likes, vk);
		broken |= !vk;
		err = kreg_checker_yield(c);
		if (err)
			return err;
	}
	if (c->repair)
		*count = close_gaps(list, *count);
	else if (broken)
		return 0;
	if (!likes.maybe)
		return 0;
	err = find_twins(c, list, *count);
	if (!err && c->repair)
		*count = close_gaps(list, *count);
	return err;
}

/**
 * kreg_checker_values() - check the values of a key
 * @c: checker
 * @cell: nk cell
 * @nk: key
 *
 * Context: Process context. May sleep.
 * Return: 0, -EINTR, -ENOMEM.
 */
int kreg_checker_values(struct kreg_checker *c, u32 cell,
			struct kreg_regf_nk *nk)
{
	u32 before = le32_to_cpu(nk->values);
	u32 count = before;
	__le32 *list;
	int err;

	if (!count)
		return 0;
	list = kreg_value_list(c->hive, nk);
	if (!list || !kreg_checker_claim(c, le32_to_cpu(nk->value_list))) {
		if (!kreg_found(c, KREG_INV_VALUE_LIST, cell,
				"its values are left out",
				"the list of its %u values is not whole",
				count))
			return 0;
		list = NULL;
		count = 0;
	}
	if (list) {
		err = check_list(c, list, &count);
		if (err)
			return err;
	}
	c->hive->values += count;
	if (count == before)
		return 0;
	nk->values = cpu_to_le32(count);
	if (!count)
		nk->value_list = cpu_to_le32(KREG_REGF_NONE);
	return 0;
}
