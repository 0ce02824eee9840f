// SPDX-License-Identifier: GPL-2.0
/*
 * The checker: a good hive, and one fault at a time. Each fault must be found
 * under its number, refused, and mended so that a second check finds nothing.
 */
#include <kunit/test.h>

#include "hive/base.h"
#include "hive/invariants.h"
#include "hive/node.h"
#include "hive/subkeys.h"
#include "hive/value.h"
#include "image.h"

#define ROOM (1024 * 1024)

/*
 *	root			ri of two lf leaves
 *	|-- Alpha		class, values "one" (100 bytes), "two" (inline)
 *	|-- Beta		a security cell of its own
 *	|-- Gamma
 *	|   `-- Deep
 *	`-- Omega
 */
struct world {
	struct image image;
	struct kreg_findings findings;
	struct kreg_hive *hive;
	u32 alpha, beta, gamma, omega, deep;
	u32 values[2];
	u32 sk2;
	u32 index, leaves[2];
	u32 class;
};

static struct kreg_regf_nk *nk(struct world *w, u32 key)
{
	return image_at(&w->image, key);
}

static struct kreg_regf_vk *vk(struct world *w, int i)
{
	return image_at(&w->image, w->values[i]);
}

static struct kreg_regf_sk *sk(struct world *w, u32 cell)
{
	return image_at(&w->image, cell);
}

static void set_list_count(struct world *w, u32 list, u32 count)
{
	((struct kreg_regf_list *)image_at(&w->image, list))->count =
		cpu_to_le16(count);
}

static u8 *entry(struct world *w, int leaf, int i)
{
	return (u8 *)image_at(&w->image, w->leaves[leaf]) + 4 + 8 * i;
}

static void set_data_cell(struct world *w, int i, u32 cell)
{
	vk(w, i)->data = cpu_to_le32(cell);
}

static void second_security(struct world *w)
{
	w->sk2 = image_security(&w->image, w->image.sk, w->image.sk, 1);
	sk(w, w->image.sk)->next = cpu_to_le32(w->sk2);
	sk(w, w->image.sk)->prev = cpu_to_le32(w->sk2);
	sk(w, w->image.sk)->refs = cpu_to_le32(5);
	nk(w, w->beta)->security = cpu_to_le32(w->sk2);
}

static void build_values(struct world *w)
{
	static const u8 data[100] = { 1, 2, 3 };

	w->values[0] = image_value(&w->image, "one", 3, data, sizeof(data));
	w->values[1] = image_value(&w->image, "two", 4, data, 4);
	image_values(&w->image, w->alpha, w->values, 2);
	w->class = image_cell(&w->image, 10);
	memcpy(image_at(&w->image, w->class), "c\0l\0a\0s\0s", 10);
	nk(w, w->alpha)->class = cpu_to_le32(w->class);
	nk(w, w->alpha)->class_len = cpu_to_le16(10);
}

static int build(struct world *w, u32 minor)
{
	struct image *image = &w->image;
	u32 keys[4];
	u32 leaf;

	if (image_start(image, minor, ROOM))
		return -ENOMEM;
	w->alpha = image_key(image, image->root, "Alpha");
	keys[0] = w->alpha;
	w->beta = image_key(image, image->root, "Beta");
	keys[1] = w->beta;
	w->gamma = image_key(image, image->root, "Gamma");
	keys[2] = w->gamma;
	w->omega = image_key(image, image->root, "Omega");
	keys[3] = w->omega;
	w->leaves[0] = image_leaf(image, KREG_LF_MAGIC, keys, 2);
	w->leaves[1] = image_leaf(image, KREG_LF_MAGIC, keys + 2, 2);
	w->index = image_index(image, w->leaves, 2);
	image_subkeys(image, image->root, w->index, 4);
	w->deep = image_key(image, w->gamma, "Deep");
	leaf = image_leaf(image, KREG_LH_MAGIC, &w->deep, 1);
	image_subkeys(image, w->gamma, leaf, 1);
	build_values(w);
	second_security(w);
	return 0;
}

struct fault {
	const char *what;
	u16 number;
	void (*make)(struct world *w);
	int repaired; /* what a repair ends with */
	u32 keys; /* left after the repair */
	u32 values;
};

static void bin_magic(struct world *w)
{
	w->image.file[4096] = 'x';
}

static void second_bin_magic(struct world *w)
{
	image_cell(&w->image, 6000);
	image_seal(&w->image);
	w->image.file[4096 + w->image.bin] = 'x';
}

static void bin_offset(struct world *w)
{
	image_cell(&w->image, 6000);
	w->image.file[4096 + w->image.bin + 5] ^= 0x10;
}

static void bin_too_long(struct world *w)
{
	image_cell(&w->image, 6000);
	image_seal(&w->image);
	put_unaligned_le32(1 << 20, w->image.file + 4096 + w->image.bin + 8);
}

static void cell_of_no_size(struct world *w)
{
	image_cell(&w->image, 6000);
	put_unaligned_le32(0, w->image.file + 4096 + w->image.bin + 32);
}

static void cell_not_of_8(struct world *w)
{
	image_cell(&w->image, 6000);
	put_unaligned_le32(-12, w->image.file + 4096 + w->image.bin + 32);
}

static void cell_past_its_bin(struct world *w)
{
	image_cell(&w->image, 6000);
	put_unaligned_le32(-9000, w->image.file + 4096 + w->image.bin + 32);
}

static void root_is_no_key(struct world *w)
{
	nk(w, w->image.root)->magic = cpu_to_le16(KREG_VK_MAGIC);
}

static void root_is_nowhere(struct world *w)
{
	w->image.root = 0x00ffff00;
}

static void root_inside_a_cell(struct world *w)
{
	u32 fake = image_cell(&w->image, 200);
	u8 *inside = (u8 *)image_at(&w->image, fake) + 4;

	put_unaligned_le32(-96, inside);
	memcpy(inside + 4, nk(w, w->image.root), 80);
	w->image.root = fake + 8;
}

static void key_twice(struct world *w)
{
	put_unaligned_le32(w->deep, entry(w, 1, 1));
	put_unaligned_le32(0x70656544, entry(w, 1, 1) + 4);
	put_unaligned_le32(w->alpha, entry(w, 0, 1));
}

static void key_loop(struct world *w)
{
	u32 leaf = image_leaf(&w->image, KREG_LI_MAGIC, &w->gamma, 1);

	image_subkeys(&w->image, w->deep, leaf, 1);
}

static void root_below_itself(struct world *w)
{
	u32 leaf = image_leaf(&w->image, KREG_LI_MAGIC, &w->image.root, 1);

	image_subkeys(&w->image, w->deep, leaf, 1);
}

static void key_is_a_value(struct world *w)
{
	put_unaligned_le32(w->values[0], entry(w, 1, 1));
}

static void key_name_past_cell(struct world *w)
{
	nk(w, w->omega)->name_len = cpu_to_le16(500);
}

static void key_name_empty(struct world *w)
{
	nk(w, w->omega)->name_len = 0;
}

static void key_name_backslash(struct world *w)
{
	nk(w, w->omega)->name[2] = '\\';
}

static void key_name_odd(struct world *w)
{
	nk(w, w->omega)->flags = 0;
}

static void key_name_long(struct world *w)
{
	char name[260];
	u32 cell, leaf;

	memset(name, 'x', 256);
	name[256] = 0;
	cell = image_key(&w->image, w->omega, name);
	leaf = image_leaf(&w->image, KREG_LI_MAGIC, &cell, 1);
	image_subkeys(&w->image, w->omega, leaf, 1);
	sk(w, w->image.sk)->refs = cpu_to_le32(6);
}

static void parent_wrong(struct world *w)
{
	nk(w, w->deep)->parent = cpu_to_le32(w->alpha);
}

static void list_nowhere(struct world *w)
{
	nk(w, w->gamma)->subkey_list = cpu_to_le32(KREG_REGF_NONE);
}

static void list_of_a_kind_unknown(struct world *w)
{
	*(u8 *)image_at(&w->image, w->leaves[1]) = 'x';
}

static void list_past_its_cell(struct world *w)
{
	set_list_count(w, w->leaves[1], 0xffff);
}

static void leaf_empty(struct world *w)
{
	set_list_count(w, w->leaves[1], 0);
	nk(w, w->image.root)->subkeys = cpu_to_le32(2);
}

static void leaf_twice(struct world *w)
{
	__le32 *leaves = (void *)((u8 *)image_at(&w->image, w->index) + 4);

	leaves[1] = leaves[0];
}

static void index_of_index(struct world *w)
{
	__le32 *leaves = (void *)((u8 *)image_at(&w->image, w->index) + 4);

	leaves[1] = cpu_to_le32(w->index);
}

static void count_too_small(struct world *w)
{
	nk(w, w->image.root)->subkeys = cpu_to_le32(3);
}

static void count_too_large(struct world *w)
{
	nk(w, w->image.root)->subkeys = cpu_to_le32(0xffffffff);
}

static void order_wrong(struct world *w)
{
	u8 save[8];

	memcpy(save, entry(w, 0, 0), 8);
	memcpy(entry(w, 0, 0), entry(w, 1, 1), 8);
	memcpy(entry(w, 1, 1), save, 8);
}

static void name_twice(struct world *w)
{
	memcpy(nk(w, w->omega)->name, "gAMMA", 5);
	put_unaligned_le32(0x4d4d4167, entry(w, 1, 1) + 4);
}

static void hint_wrong(struct world *w)
{
	entry(w, 0, 1)[5] ^= 0x20;
}

static void hash_wrong(struct world *w)
{
	u32 leaf = image_leaf(&w->image, KREG_LH_MAGIC, &w->deep, 1);

	((u8 *)image_at(&w->image, leaf))[8] ^= 1;
	image_subkeys(&w->image, w->gamma, leaf, 1);
}

static void too_deep(struct world *w)
{
	u32 key = w->omega;
	u32 child, leaf;
	int i;

	/* root is level 1, Omega 2: the last one is level 513 */
	for (i = 0; i < 511; i++) {
		child = image_key(&w->image, key, "d");
		leaf = image_leaf(&w->image, KREG_LI_MAGIC, &child, 1);
		image_subkeys(&w->image, key, leaf, 1);
		key = child;
	}
	sk(w, w->image.sk)->refs = cpu_to_le32(5 + 511);
}

static void value_list_nowhere(struct world *w)
{
	nk(w, w->alpha)->value_list = cpu_to_le32(0x7ffffff8);
}

static void value_list_too_short(struct world *w)
{
	nk(w, w->alpha)->values = cpu_to_le32(100);
}

static void value_count_huge(struct world *w)
{
	nk(w, w->alpha)->values = cpu_to_le32(0xffffffff);
}

static void value_list_of_another(struct world *w)
{
	nk(w, w->beta)->values = nk(w, w->alpha)->values;
	nk(w, w->beta)->value_list = nk(w, w->alpha)->value_list;
}

static void value_magic(struct world *w)
{
	vk(w, 1)->magic = cpu_to_le16(KREG_NK_MAGIC);
}

static void value_name_past_cell(struct world *w)
{
	vk(w, 1)->name_len = cpu_to_le16(400);
}

static void value_twice(struct world *w)
{
	w->values[1] = w->values[0];
	image_values(&w->image, w->alpha, w->values, 2);
}

static void value_name_twice(struct world *w)
{
	memcpy(vk(w, 1)->name, "ONE", 3);
}

static void value_name_odd(struct world *w)
{
	vk(w, 1)->flags = 0;
}

static void data_nowhere(struct world *w)
{
	set_data_cell(w, 0, KREG_REGF_NONE);
}

static void data_larger_than_cell(struct world *w)
{
	vk(w, 0)->data_size = cpu_to_le32(2000);
}

static void data_huge(struct world *w)
{
	vk(w, 0)->data_size = cpu_to_le32(0x7fffffff);
}

static void data_inline_too_long(struct world *w)
{
	vk(w, 1)->data_size = cpu_to_le32(KREG_VK_INLINE | 5);
}

static void data_of_a_key(struct world *w)
{
	vk(w, 0)->data_size = cpu_to_le32(20);
	set_data_cell(w, 0, w->omega);
}

static u32 add_big(struct world *w)
{
	u8 *data = kvzalloc(40000, GFP_KERNEL);

	w->values[1] = image_value(&w->image, "big", 3, data, 40000);
	image_values(&w->image, w->alpha, w->values, 2);
	kvfree(data);
	return le32_to_cpu(vk(w, 1)->data);
}

static void big_count_wrong(struct world *w)
{
	((struct kreg_regf_db *)image_at(&w->image, add_big(w)))->count =
		cpu_to_le16(2);
}

static void big_segment_twice(struct world *w)
{
	struct kreg_regf_db *db = image_at(&w->image, add_big(w));
	__le32 *list = image_at(&w->image, le32_to_cpu(db->list));

	list[1] = list[0];
}

static void big_list_is_itself(struct world *w)
{
	u32 cell = add_big(w);
	struct kreg_regf_db *db = image_at(&w->image, cell);

	db->list = cpu_to_le32(cell);
}

static void class_nowhere(struct world *w)
{
	nk(w, w->alpha)->class = cpu_to_le32(KREG_REGF_NONE);
}

static void class_too_long(struct world *w)
{
	nk(w, w->alpha)->class_len = cpu_to_le16(1000);
}

static void class_odd(struct world *w)
{
	nk(w, w->alpha)->class_len = cpu_to_le16(9);
}

static void security_of_root_nowhere(struct world *w)
{
	nk(w, w->image.root)->security = cpu_to_le32(KREG_REGF_NONE);
}

static void security_is_a_key(struct world *w)
{
	nk(w, w->omega)->security = cpu_to_le32(w->alpha);
	sk(w, w->image.sk)->refs = cpu_to_le32(4);
}

static void security_out_of_ring(struct world *w)
{
	sk(w, w->image.sk)->next = cpu_to_le32(w->image.sk);
	sk(w, w->image.sk)->prev = cpu_to_le32(w->image.sk);
}

static void descriptor_bad(struct world *w)
{
	sk(w, w->sk2)->descriptor[0] = 9;
}

static void ring_open(struct world *w)
{
	sk(w, w->sk2)->next = cpu_to_le32(KREG_REGF_NONE);
}

static void ring_of_itself(struct world *w)
{
	sk(w, w->sk2)->next = cpu_to_le32(w->sk2);
}

static void ring_backwards(struct world *w)
{
	sk(w, w->sk2)->prev = cpu_to_le32(w->sk2);
}

static void ring_backwards_at_first(struct world *w)
{
	sk(w, w->image.sk)->prev = cpu_to_le32(0);
}

static void refs_wrong(struct world *w)
{
	sk(w, w->image.sk)->refs = cpu_to_le32(0xffffffff);
}

static void volatile_in_file(struct world *w)
{
	nk(w, w->omega)->flags |= cpu_to_le16(KREG_NK_VOLATILE);
}

static void layered_key(struct world *w)
{
	nk(w, w->omega)->access_bits = cpu_to_le32(0x100);
}

static void layered_value(struct world *w)
{
	vk(w, 0)->flags |= cpu_to_le16(KREG_VK_TOMBSTONE);
}

#define BROKEN (-EUCLEAN)

static const struct fault faults[] = {
	{ "first bin", KREG_INV_BIN, bin_magic, BROKEN, 0, 0 },
	{ "last bin", KREG_INV_BIN, second_bin_magic, 0, 6, 2 },
	{ "bin offset", KREG_INV_BIN, bin_offset, 0, 6, 2 },
	{ "bin too long", KREG_INV_BIN, bin_too_long, 0, 6, 2 },
	{ "cell of no size", KREG_INV_CELLS, cell_of_no_size, 0, 6, 2 },
	{ "cell of 12", KREG_INV_CELLS, cell_not_of_8, 0, 6, 2 },
	{ "cell past bin", KREG_INV_CELLS, cell_past_its_bin, 0, 6, 2 },
	{ "root no key", KREG_INV_ROOT, root_is_no_key, BROKEN, 0, 0 },
	{ "root nowhere", KREG_INV_ROOT, root_is_nowhere, BROKEN, 0, 0 },
	{ "root inside", KREG_INV_ROOT, root_inside_a_cell, BROKEN, 0, 0 },
	{ "key twice", KREG_INV_REACH, key_twice, 0, 4, 2 },
	{ "key loop", KREG_INV_REACH, key_loop, 0, 6, 2 },
	{ "root loop", KREG_INV_REACH, root_below_itself, 0, 6, 2 },
	{ "key is value", KREG_INV_NODE, key_is_a_value, 0, 5, 2 },
	{ "name past cell", KREG_INV_NODE, key_name_past_cell, 0, 5, 2 },
	{ "name empty", KREG_INV_KEY_NAME, key_name_empty, 0, 5, 2 },
	{ "name with \\", KREG_INV_KEY_NAME, key_name_backslash, 0, 5, 2 },
	{ "name odd", KREG_INV_KEY_NAME, key_name_odd, 0, 5, 2 },
	{ "name of 256", KREG_INV_KEY_NAME, key_name_long, 0, 6, 2 },
	{ "parent", KREG_INV_PARENT, parent_wrong, 0, 6, 2 },
	{ "list nowhere", KREG_INV_LIST, list_nowhere, 0, 5, 2 },
	{ "list unknown", KREG_INV_LIST, list_of_a_kind_unknown, 0, 3, 2 },
	{ "list past cell", KREG_INV_LIST, list_past_its_cell, 0, 3, 2 },
	{ "list empty", KREG_INV_LIST, leaf_empty, 0, 3, 2 },
	{ "leaf twice", KREG_INV_LIST, leaf_twice, 0, 3, 2 },
	{ "ri of ri", KREG_INV_LIST, index_of_index, 0, 3, 2 },
	{ "count small", KREG_INV_SUBKEY_COUNT, count_too_small, 0, 6, 2 },
	{ "count large", KREG_INV_SUBKEY_COUNT, count_too_large, 0, 6, 2 },
	{ "order", KREG_INV_ORDER, order_wrong, 0, 6, 2 },
	{ "name twice", KREG_INV_ORDER, name_twice, 0, 5, 2 },
	{ "hint", KREG_INV_HINT, hint_wrong, 0, 6, 2 },
	{ "hash", KREG_INV_HINT, hash_wrong, 0, 6, 2 },
	{ "depth", KREG_INV_DEPTH, too_deep, 0, 6 + 510, 2 },
	{ "values nowhere", KREG_INV_VALUE_LIST, value_list_nowhere, 0, 6, 0 },
	{ "values short", KREG_INV_VALUE_LIST, value_list_too_short, 0, 6, 0 },
	{ "values huge", KREG_INV_VALUE_LIST, value_count_huge, 0, 6, 0 },
	{ "values shared", KREG_INV_VALUE_LIST, value_list_of_another, 0, 6,
	  2 },
	{ "value magic", KREG_INV_VALUE, value_magic, 0, 6, 1 },
	{ "value name", KREG_INV_VALUE, value_name_past_cell, 0, 6, 1 },
	{ "value twice", KREG_INV_REACH, value_twice, 0, 6, 1 },
	{ "value name twice", KREG_INV_VALUE_NAME, value_name_twice, 0, 6, 1 },
	{ "value name odd", KREG_INV_VALUE_NAME, value_name_odd, 0, 6, 1 },
	{ "data nowhere", KREG_INV_DATA, data_nowhere, 0, 6, 1 },
	{ "data past cell", KREG_INV_DATA, data_larger_than_cell, 0, 6, 1 },
	{ "data huge", KREG_INV_DATA, data_huge, 0, 6, 1 },
	{ "data inline", KREG_INV_DATA, data_inline_too_long, 0, 6, 1 },
	{ "data of a key", KREG_INV_DATA, data_of_a_key, 0, 6, 1 },
	{ "db count", KREG_INV_DATA, big_count_wrong, 0, 6, 1 },
	{ "db segment", KREG_INV_DATA, big_segment_twice, 0, 6, 1 },
	{ "db list", KREG_INV_DATA, big_list_is_itself, 0, 6, 1 },
	{ "class nowhere", KREG_INV_CLASS, class_nowhere, 0, 6, 2 },
	{ "class long", KREG_INV_CLASS, class_too_long, 0, 6, 2 },
	{ "class odd", KREG_INV_CLASS, class_odd, 0, 6, 2 },
	{ "root security", KREG_INV_SECURITY, security_of_root_nowhere, 0, 6,
	  2 },
	{ "security a key", KREG_INV_SECURITY, security_is_a_key, 0, 6, 2 },
	{ "out of ring", KREG_INV_SECURITY, security_out_of_ring, 0, 6, 2 },
	{ "descriptor", KREG_INV_DESCRIPTOR, descriptor_bad, 0, 6, 2 },
	{ "ring open", KREG_INV_RING, ring_open, 0, 6, 2 },
	{ "ring of itself", KREG_INV_RING, ring_of_itself, 0, 6, 2 },
	{ "ring backwards", KREG_INV_RING, ring_backwards, 0, 6, 2 },
	{ "ring first", KREG_INV_RING, ring_backwards_at_first, 0, 6, 2 },
	{ "refs", KREG_INV_REFS, refs_wrong, 0, 6, 2 },
	{ "volatile", KREG_INV_VOLATILE, volatile_in_file, 0, 6, 2 },
	{ "layered key", KREG_INV_LAYERED, layered_key, BROKEN, 0, 0 },
	{ "layered value", KREG_INV_LAYERED, layered_value, BROKEN, 0, 0 },
};

static void fault_desc(const struct fault *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u %s", one->number, one->what);
}

KUNIT_ARRAY_PARAM(fault, faults, fault_desc);

static int start(struct kunit *test)
{
	const struct fault *fault = test->param_value;
	struct world *w = kvzalloc(sizeof(*w), GFP_KERNEL);
	u32 minor = fault && fault->number == KREG_INV_LAYERED ? 6 : 5;

	if (!w || build(w, minor))
		return -ENOMEM;
	test->priv = w;
	w->hive = ERR_PTR(-ENOENT);
	return 0;
}

static void stop(struct kunit *test)
{
	struct world *w = test->priv;

	if (!IS_ERR(w->hive))
		kreg_hive_destroy(w->hive);
	KUNIT_EXPECT_EQ(test, w->image.alloced, 0);
	image_free(&w->image);
	kvfree(w);
}

static void load(struct world *w, unsigned int flags)
{
	w->hive = image_load(&w->image, flags, &w->findings);
}

static void good_hive_has_no_finding(struct kunit *test)
{
	struct world *w = test->priv;

	image_seal(&w->image);
	load(w, 0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	KUNIT_EXPECT_EQ(test, w->findings.total, 0);
	KUNIT_EXPECT_EQ(test, w->hive->keys, 6);
	KUNIT_EXPECT_EQ(test, w->hive->values, 2);
	KUNIT_EXPECT_EQ(test, w->hive->securities, 2);
}

static void finds_fault(struct kunit *test)
{
	const struct fault *fault = test->param_value;
	struct world *w = test->priv;

	image_seal(&w->image);
	fault->make(w);
	image_seal(&w->image);
	load(w, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(w->hive), -EUCLEAN);
	KUNIT_EXPECT_GT(test, w->findings.total, 0);
	KUNIT_EXPECT_EQ(test, w->findings.repaired, 0);
	KUNIT_EXPECT_EQ(test, w->findings.list[0].number, fault->number);
}

static void repairs_fault(struct kunit *test)
{
	const struct fault *fault = test->param_value;
	struct world *w = test->priv;
	int err;

	image_seal(&w->image);
	fault->make(w);
	image_seal(&w->image);
	load(w, KREG_HIVE_REPAIR);
	KUNIT_ASSERT_EQ(test, PTR_ERR_OR_ZERO(w->hive), fault->repaired);
	KUNIT_EXPECT_GT(test, w->findings.total, 0);
	if (fault->repaired)
		return;
	KUNIT_EXPECT_EQ(test, w->findings.repaired, w->findings.total);
	KUNIT_EXPECT_EQ(test, w->hive->keys, fault->keys);
	KUNIT_EXPECT_EQ(test, w->hive->values, fault->values);
	memset(&w->findings, 0, sizeof(w->findings));
	err = kreg_hive_check(w->hive, 0, &w->findings);
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_EQ(test, w->findings.total, 0);
	KUNIT_EXPECT_EQ(test, w->hive->keys, fault->keys);
}

static void stale_volatile_is_reset(struct kunit *test)
{
	struct world *w = test->priv;
	const struct kreg_regf_nk *root;

	nk(w, w->image.root)->volatile_subkeys = cpu_to_le32(7);
	nk(w, w->image.root)->volatile_list = cpu_to_le32(0x80000120);
	image_seal(&w->image);
	load(w, 0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	root = kreg_node(w->hive, w->image.root);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(root->volatile_subkeys), 0);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(root->volatile_list), KREG_REGF_NONE);
}

static void many_values_are_compared(struct kunit *test)
{
	struct world *w = test->priv;
	u32 *cells = kvmalloc(5001 * sizeof(u32), GFP_KERNEL);
	char name[16];
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, cells);
	for (i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "value%05u", i);
		cells[i] = image_value(&w->image, name, 4, &i, 4);
	}
	cells[5000] = image_value(&w->image, "VALUE01234", 4, &i, 4);
	image_values(&w->image, w->omega, cells, 5001);
	image_seal(&w->image);
	load(w, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(w->hive), -EUCLEAN);
	KUNIT_EXPECT_EQ(test, w->findings.total, 1);
	KUNIT_EXPECT_EQ(test, w->findings.list[0].number, KREG_INV_VALUE_NAME);
	KUNIT_EXPECT_EQ(test, w->findings.list[0].cell, cells[5000]);
	kvfree(cells);
}

static void every_depth_to_512_is_read(struct kunit *test)
{
	struct world *w = test->priv;
	u32 key = w->omega;
	u32 child, leaf;
	int i;

	for (i = 0; i < 510; i++) {
		child = image_key(&w->image, key, "d");
		leaf = image_leaf(&w->image, KREG_LH_MAGIC, &child, 1);
		image_subkeys(&w->image, key, leaf, 1);
		key = child;
	}
	sk(w, w->image.sk)->refs = cpu_to_le32(5 + 510);
	image_seal(&w->image);
	load(w, 0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, w->hive);
	KUNIT_EXPECT_EQ(test, w->hive->keys, 6 + 510);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(good_hive_has_no_finding),
	KUNIT_CASE_PARAM(finds_fault, fault_gen_params),
	KUNIT_CASE_PARAM(repairs_fault, fault_gen_params),
	KUNIT_CASE(stale_volatile_is_reset),
	KUNIT_CASE(many_values_are_compared),
	KUNIT_CASE(every_depth_to_512_is_read),
	{}
};

static struct kunit_suite suite = {
	.name = "kreg_check",
	.init = start,
	.exit = stop,
	.test_cases = cases,
};

kunit_test_suite(suite);
