// SPDX-License-Identifier: GPL-2.0
/* A hive file built in memory, cell by cell, right or wrong. */
#include "image.h"

#include "hive/base.h"
#include "hive/name.h"

#if defined(__SANITIZE_ADDRESS__) && !defined(__KERNEL__)
#include <sanitizer/asan_interface.h>
#define poison(at, bytes) ASAN_POISON_MEMORY_REGION(at, bytes)
#define unpoison(at, bytes) ASAN_UNPOISON_MEMORY_REGION(at, bytes)
#else
static void poison(const void *at, size_t bytes)
{
}

static void unpoison(const void *at, size_t bytes)
{
}

#endif

/* Owner Everyone, group Everyone, a DACL with one entry. */
static const u8 descriptor[] = {
	1, 0, 0x04, 0x80, 48, 0, 0, 0, 60, 0, 0, 0, 0,	0, 0,	 0, 20, 0,
	0, 0, 2,    0,	  28, 0, 1, 0, 0,  0, 0, 2, 20, 0, 0x19, 0, 2,	0,
	1, 1, 0,    0,	  0,  0, 0, 1, 0,  0, 0, 0, 1,	1, 0,	 0, 0,	0,
	0, 1, 0,    0,	  0,  0, 1, 1, 0,  0, 0, 0, 0,	1, 0,	 0, 0,	0,
};

int image_start(struct image *image, u32 minor, u32 room)
{
	*image = (struct image){
		.minor = minor,
		.room = room,
		.root = KREG_REGF_NONE,
	};
	image->file = kvzalloc(room, GFP_KERNEL);
	if (!image->file)
		return -ENOMEM;
	image->sk = image_security(image, 0, 0, 0);
	((struct kreg_regf_sk *)image_at(image, image->sk))->next =
		cpu_to_le32(image->sk);
	((struct kreg_regf_sk *)image_at(image, image->sk))->prev =
		cpu_to_le32(image->sk);
	image->root = image_key(image, 0, "root");
	return 0;
}

void image_free(struct image *image)
{
	kvfree(image->file);
	image->file = NULL;
}

static void *bins(struct image *image)
{
	return image->file + KREG_REGF_BLOCK;
}

/* What is left of the bin becomes one free cell. */
static void close_bin(struct image *image)
{
	struct kreg_regf_cell *head = bins(image) + image->at;

	if (image->at < image->size)
		head->size = cpu_to_le32(image->size - image->at);
	image->at = image->size;
}

static void open_bin(struct image *image, u32 bytes)
{
	struct kreg_regf_bin *bin;
	u32 size = ALIGN(bytes + (u32)sizeof(*bin), KREG_REGF_BLOCK);

	close_bin(image);
	image->bin = image->size;
	bin = bins(image) + image->bin;
	bin->magic = cpu_to_le32(KREG_HBIN_MAGIC);
	bin->offset = cpu_to_le32(image->bin);
	bin->size = cpu_to_le32(size);
	image->size += size;
	image->at = image->bin + sizeof(*bin);
}

/* A cell of @bytes of content. Running out of room is the test's own error. */
u32 image_cell(struct image *image, u32 bytes)
{
	u32 total = ALIGN(bytes + 4, 8u);
	struct kreg_regf_cell *head;
	u32 cell;

	if (total > image->size - image->at)
		open_bin(image, total);
	cell = image->at;
	head = bins(image) + cell;
	head->size = cpu_to_le32(-total);
	image->at += total;
	return cell;
}

void *image_at(struct image *image, u32 cell)
{
	return bins(image) + cell + sizeof(struct kreg_regf_cell);
}

u32 image_security(struct image *image, u32 next, u32 prev, u32 refs)
{
	u32 cell = image_cell(image,
			      sizeof(struct kreg_regf_sk) + sizeof(descriptor));
	struct kreg_regf_sk *sk = image_at(image, cell);

	sk->magic = cpu_to_le16(KREG_SK_MAGIC);
	sk->next = cpu_to_le32(next);
	sk->prev = cpu_to_le32(prev);
	sk->refs = cpu_to_le32(refs);
	sk->size = cpu_to_le32(sizeof(descriptor));
	memcpy(sk->descriptor, descriptor, sizeof(descriptor));
	return cell;
}

static u32 put_key(struct image *image, u32 parent, const void *name, u32 bytes,
		   u16 flags)
{
	u32 cell = image_cell(image, sizeof(struct kreg_regf_nk) + bytes);
	struct kreg_regf_nk *nk = image_at(image, cell);
	struct kreg_regf_sk *sk = image_at(image, image->sk);

	nk->magic = cpu_to_le16(KREG_NK_MAGIC);
	nk->flags = cpu_to_le16(flags);
	nk->last_write = cpu_to_le64(116444736000000000ULL + image->keys);
	nk->parent = cpu_to_le32(parent);
	nk->subkey_list = cpu_to_le32(KREG_REGF_NONE);
	nk->volatile_list = cpu_to_le32(KREG_REGF_NONE);
	nk->value_list = cpu_to_le32(KREG_REGF_NONE);
	nk->security = cpu_to_le32(image->sk);
	nk->class = cpu_to_le32(KREG_REGF_NONE);
	nk->name_len = cpu_to_le16(bytes);
	memcpy(nk->name, name, bytes);
	sk->refs = cpu_to_le32(le32_to_cpu(sk->refs) + 1);
	image->keys++;
	return cell;
}

u32 image_key(struct image *image, u32 parent, const char *name)
{
	return put_key(image, parent, name, strlen(name),
		       KREG_NK_COMP_NAME | (image->root == KREG_REGF_NONE ?
						    KREG_NK_HIVE_ENTRY :
						    0));
}

u32 image_key_wide(struct image *image, u32 parent, const u16 *name, u32 units)
{
	return put_key(image, parent, name, units * 2, 0);
}

static struct kreg_name name_of(struct image *image, u32 key)
{
	struct kreg_regf_nk *nk = image_at(image, key);

	return (struct kreg_name){
		nk->name,
		le16_to_cpu(nk->name_len),
		le16_to_cpu(nk->flags) & KREG_NK_COMP_NAME ? KREG_NAME_LATIN1 :
							     KREG_NAME_UTF16,
	};
}

u32 image_leaf(struct image *image, u16 magic, const u32 *keys, u32 count)
{
	u32 step = magic == KREG_LI_MAGIC ? 4 : 8;
	u32 cell = image_cell(image, 4 + count * step);
	struct kreg_regf_list *list = image_at(image, cell);
	u8 *entry = (u8 *)(list + 1);
	struct kreg_name name;
	u32 i;

	list->magic = cpu_to_le16(magic);
	list->count = cpu_to_le16(count);
	for (i = 0; i < count; i++, entry += step) {
		put_unaligned_le32(keys[i], entry);
		name = name_of(image, keys[i]);
		if (magic == KREG_LF_MAGIC)
			put_unaligned_le32(kreg_name_hint(&name), entry + 4);
		if (magic == KREG_LH_MAGIC)
			put_unaligned_le32(kreg_name_hash(&name), entry + 4);
	}
	return cell;
}

u32 image_index(struct image *image, const u32 *leaves, u32 count)
{
	u32 cell = image_cell(image, 4 + count * 4);
	struct kreg_regf_list *list = image_at(image, cell);
	u32 i;

	list->magic = cpu_to_le16(KREG_RI_MAGIC);
	list->count = cpu_to_le16(count);
	for (i = 0; i < count; i++)
		((__le32 *)(list + 1))[i] = cpu_to_le32(leaves[i]);
	return cell;
}

void image_subkeys(struct image *image, u32 key, u32 list, u32 count)
{
	struct kreg_regf_nk *nk = image_at(image, key);

	nk->subkeys = cpu_to_le32(count);
	nk->subkey_list = cpu_to_le32(list);
}

/* Big data of a version that has it. */
static u32 put_big(struct image *image, const u8 *data, u32 bytes)
{
	u32 count = DIV_ROUND_UP(bytes, KREG_DB_SEGMENT);
	u32 cell = image_cell(image, sizeof(struct kreg_regf_db));
	u32 list = image_cell(image, count * 4);
	struct kreg_regf_db *db;
	u32 segment, part, i;

	for (i = 0; i < count; i++) {
		part = min_t(u32, bytes - i * KREG_DB_SEGMENT, KREG_DB_SEGMENT);
		segment = image_cell(image, part);
		memcpy(image_at(image, segment), data + i * KREG_DB_SEGMENT,
		       part);
		((__le32 *)image_at(image, list))[i] = cpu_to_le32(segment);
	}
	db = image_at(image, cell);
	db->magic = cpu_to_le16(KREG_DB_MAGIC);
	db->count = cpu_to_le16(count);
	db->list = cpu_to_le32(list);
	return cell;
}

static u32 put_data(struct image *image, const void *data, u32 bytes)
{
	u32 cell;

	if (image->minor >= 4 && bytes > KREG_DB_SEGMENT)
		return put_big(image, data, bytes);
	cell = image_cell(image, bytes);
	memcpy(image_at(image, cell), data, bytes);
	return cell;
}

u32 image_value(struct image *image, const char *name, u32 type,
		const void *data, u32 bytes)
{
	u32 length = strlen(name);
	u32 cell = image_cell(image, sizeof(struct kreg_regf_vk) + length);
	struct kreg_regf_vk *vk = image_at(image, cell);

	vk->magic = cpu_to_le16(KREG_VK_MAGIC);
	vk->name_len = cpu_to_le16(length);
	vk->type = cpu_to_le32(type);
	vk->flags = cpu_to_le16(KREG_VK_COMP_NAME);
	memcpy(vk->name, name, length);
	if (bytes <= 4) {
		vk->data_size = cpu_to_le32(bytes | KREG_VK_INLINE);
		memcpy(&vk->data, data, bytes);
		return cell;
	}
	vk->data_size = cpu_to_le32(bytes);
	vk->data = cpu_to_le32(put_data(image, data, bytes));
	return cell;
}

void image_values(struct image *image, u32 key, const u32 *values, u32 count)
{
	u32 list = image_cell(image, count * 4);
	struct kreg_regf_nk *nk = image_at(image, key);
	u32 i;

	for (i = 0; i < count; i++)
		((__le32 *)image_at(image, list))[i] = cpu_to_le32(values[i]);
	nk->values = cpu_to_le32(count);
	nk->value_list = cpu_to_le32(list);
}

void image_seal(struct image *image)
{
	struct kreg_regf_base *base = (void *)image->file;

	close_bin(image);
	base->magic = cpu_to_le32(KREG_REGF_MAGIC);
	base->primary = cpu_to_le32(7);
	base->secondary = cpu_to_le32(7);
	base->stamp = cpu_to_le64(116444736000000000ULL);
	base->major = cpu_to_le32(1);
	base->minor = cpu_to_le32(image->minor);
	base->format = cpu_to_le32(1);
	base->root = cpu_to_le32(image->root);
	base->bins_size = cpu_to_le32(image->size);
	base->cluster = cpu_to_le32(1);
	base->checksum = cpu_to_le32(kreg_base_checksum(base));
}

static int charge(void *owner, size_t bytes)
{
	((struct image *)owner)->alloced += bytes;
	return 0;
}

static void uncharge(void *owner, size_t bytes)
{
	((struct image *)owner)->alloced -= bytes;
}

static void free_extent(void *owner, void *memory, size_t bytes)
{
	unpoison(memory, bytes);
	kvfree(memory);
	uncharge(owner, bytes);
}

static const struct kreg_hive_calls calls = {
	.charge = charge,
	.uncharge = uncharge,
	.free = free_extent,
};

/* Nobody may look into free cells; the engine reads no more than their size. */
static void poison_free(u8 *bin, u32 bytes)
{
	u32 at = sizeof(struct kreg_regf_bin);
	u32 size;

	while (at < bytes) {
		size = get_unaligned_le32(bin + at);
		if (!size || size % 8 ||
		    (size >> 31 ? -size : size) > bytes - at)
			return;
		if (!(size >> 31))
			poison(bin + at + 4, size - 4);
		at += size >> 31 ? -size : size;
	}
}

/* Bytes of the bin at @at as its header says, or all that is left. */
static u32 bin_bytes(struct image *image, u32 at, u32 left)
{
	u32 size = get_unaligned_le32(bins(image) + at + 8);

	return !size || size % KREG_REGF_BLOCK || size > left ? left : size;
}

/* Every bin an allocation of its own. */
static int add_bins(struct image *image, struct kreg_hive *hive, bool repair)
{
	u32 total = hive->room * KREG_REGF_BLOCK;
	u32 at, bytes;
	u8 *memory;
	int err;

	for (at = 0; at < total; at += bytes) {
		bytes = bin_bytes(image, at, total - at);
		memory = kvmalloc(bytes, GFP_KERNEL);
		if (!memory)
			return -ENOMEM;
		memcpy(memory, bins(image) + at, bytes);
		charge(image, bytes);
		err = kreg_hive_add(hive, memory, bytes);
		if (err) {
			free_extent(image, memory, bytes);
			return err;
		}
		if (!repair)
			poison_free(memory, bytes);
	}
	return 0;
}

/* Load the image as a loader would. Return: the hive or ERR_PTR. */
struct kreg_hive *image_load(struct image *image, unsigned int flags,
			     struct kreg_findings *findings)
{
	struct kreg_hive *hive;
	int err;

	memset(findings, 0, sizeof(*findings));
	hive = kreg_hive_create(image->file, KREG_REGF_BLOCK + image->size,
				flags, &calls, image, findings);
	if (IS_ERR(hive))
		return hive;
	err = add_bins(image, hive, flags & KREG_HIVE_REPAIR);
	if (!err)
		err = kreg_hive_check(hive, flags, findings);
	if (!err)
		return hive;
	kreg_hive_destroy(hive);
	return ERR_PTR(err);
}
