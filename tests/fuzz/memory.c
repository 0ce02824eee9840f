// SPDX-License-Identifier: GPL-2.0
/*
 * A hive from bytes in memory, every bin an allocation of its own, so that
 * sanitizers see a step out of it; and a walk over an accepted hive, in which
 * nothing may fail.
 */
#include "memory.h"

#include "hive/check.h"
#include "hive/node.h"
#include "hive/security.h"
#include "hive/subkeys.h"
#include "hive/value.h"

#define LOOK_UPS 64 /* values of one key that are looked up by name */

#define must(condition)                                                    \
	do {                                                               \
		if (!(condition)) {                                        \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, \
				__LINE__, #condition);                     \
			abort();                                           \
		}                                                          \
	} while (0)

static void extent_free(void *owner, void *memory, size_t bytes)
{
	(void)owner;
	(void)bytes;
	free(memory);
}

static const struct kreg_hive_calls calls = { .free = extent_free };

/* Bytes up to the next header of a bin. */
static u32 bin_bytes(const u8 *data, u32 left)
{
	u32 at;

	for (at = KREG_REGF_BLOCK; at < left; at += KREG_REGF_BLOCK)
		if (!memcmp(data + at, "hbin", 4))
			break;
	return at;
}

static int add_bins(struct kreg_hive *hive, const u8 *data)
{
	u32 left = hive->room * KREG_REGF_BLOCK;
	u32 bytes;
	void *memory;
	int err;

	for (; left; left -= bytes, data += bytes) {
		bytes = bin_bytes(data, left);
		memory = kvmalloc(bytes, GFP_KERNEL);
		if (!memory)
			return -ENOMEM;
		memcpy(memory, data, bytes);
		err = kreg_hive_add(hive, memory, bytes);
		if (err) {
			free(memory);
			return err;
		}
	}
	return 0;
}

/**
 * memory_load() - load and check a hive
 * @data: the file
 * @size: its bytes
 * @flags: KREG_HIVE_REPAIR
 * @findings: empty, filled
 *
 * Return: the hive or ERR_PTR.
 */
struct kreg_hive *memory_load(const u8 *data, size_t size, unsigned int flags,
			      struct kreg_findings *findings)
{
	u8 base[KREG_REGF_BLOCK] = { 0 };
	struct kreg_hive *hive;
	int err;

	memcpy(base, data, min(size, sizeof(base)));
	hive = kreg_hive_create(base, size, flags, &calls, NULL, findings);
	if (IS_ERR(hive))
		return hive;
	err = add_bins(hive, data + KREG_REGF_BLOCK);
	if (!err)
		err = kreg_hive_check(hive, flags, findings);
	if (!err)
		return hive;
	kreg_hive_destroy(hive);
	return ERR_PTR(err);
}

static void walk_name(const struct kreg_name *name)
{
	size_t size = kreg_name_wtf8_size(name);
	u8 *text = malloc(size + 1);
	struct kreg_name view;

	must(kreg_name_to_wtf8(name, text, size) == size);
	must(kreg_name_check(text, size) == 0);
	view = kreg_name_wtf8(text, size);
	must(kreg_name_equal(name, &view));
	must(kreg_name_hash(name) == kreg_name_hash(&view));
	must(kreg_name_units(name) == kreg_name_units(&view));
	free(text);
}

static void walk_data(const struct kreg_hive *hive,
		      const struct kreg_regf_vk *vk)
{
	u32 bytes = kreg_value_bytes(vk);
	u8 *data = malloc(bytes + 1);

	must(kreg_value_read(hive, vk, 0, data, bytes) == 0);
	must(kreg_value_read(hive, vk, bytes / 2, data, bytes - bytes / 2) ==
	     0);
	must(kreg_value_read(hive, vk, bytes, data, 1) == -EINVAL);
	free(data);
}

static void walk_values(const struct kreg_hive *hive,
			const struct kreg_regf_nk *nk, u32 count)
{
	u32 step = count / LOOK_UPS + 1;
	const struct kreg_regf_vk *vk, *found;
	struct kreg_name name;
	u32 i, at;

	for (i = 0; i < count; i++) {
		must(kreg_value_at(hive, nk, i, &vk) == 0);
		name = kreg_value_name(vk);
		walk_name(&name);
		walk_data(hive, vk);
		if (i % step)
			continue;
		must(kreg_value_find(hive, nk, &name, &at, &found) == 0);
		must(found == vk && at == i);
	}
	must(kreg_value_at(hive, nk, count, &vk) == -ENOENT);
}

static void walk_key(const struct kreg_hive *hive,
		     const struct kreg_regf_nk *nk)
{
	const struct kreg_regf_sk *sk;
	struct kreg_node_info info;
	struct kreg_name name = kreg_node_name(nk);
	int err;

	kreg_node_info(nk, &info);
	walk_name(&name);
	err = kreg_node_class(hive, nk, &name);
	must(err == 0 || err == -ENOENT);
	if (!err)
		walk_name(&name);
	sk = kreg_security(hive, info.security);
	must(sk);
	must(!kreg_descriptor_check(sk->descriptor, le32_to_cpu(sk->size)));
	walk_values(hive, nk, info.values);
}

/* One subkey by its place and by its name. Return: its cell. */
static u32 walk_subkey(const struct kreg_hive *hive, u32 parent, u32 index)
{
	const struct kreg_regf_nk *nk = kreg_node(hive, parent), *child;
	u32 cell, found, at;
	struct kreg_name name;

	must(kreg_subkeys_at(hive, nk, index, &cell) == 0);
	child = kreg_node(hive, cell);
	must(child && le32_to_cpu(child->parent) == parent);
	name = kreg_node_name(child);
	must(kreg_subkeys_find(hive, nk, &name, &found) == 0);
	must(found == cell);
	must(kreg_subkeys_seek(hive, nk, &name, &at, &found, NULL) == 0);
	must(at == index);
	return cell;
}

/**
 * memory_walk() - look at everything in a hive that was accepted
 * @hive: hive
 *
 * Ends the program when something fails.
 */
void memory_walk(const struct kreg_hive *hive)
{
	struct {
		u32 cell;
		u32 at;
	} way[KREG_DEPTH_MAX], *here = way;
	u32 keys = 0;
	const struct kreg_regf_nk *nk;

	here->cell = hive->root;
	here->at = 0;
	while (here >= way) {
		nk = kreg_node(hive, here->cell);
		must(nk);
		if (!here->at) {
			keys++;
			walk_key(hive, nk);
		}
		if (here->at == le32_to_cpu(nk->subkeys)) {
			here--;
			continue;
		}
		must(here + 1 < way + KREG_DEPTH_MAX);
		here[1].cell = walk_subkey(hive, here->cell, here->at++);
		here[1].at = 0;
		here++;
	}
	must(keys == hive->keys);
}
