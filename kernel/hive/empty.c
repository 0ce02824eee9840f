// SPDX-License-Identifier: GPL-2.0
/* An empty hive: a base block and one bin with a root and its descriptor. */
#include "empty.h"

#include "base.h"
#include "limits.h"

#define NONE KREG_REGF_NONE
#define ROOT_NAME_MAX 64
#define DESCRIPTOR_MAX 2048

/**
 * struct cells - a bin that is being filled
 * @bin: its memory
 * @at: where the next cell begins
 */
struct cells {
	u8 *bin;
	u32 at;
};

static void *take(struct cells *cells, u32 bytes, u32 *cell)
{
	struct kreg_regf_cell *head = (void *)(cells->bin + cells->at);
	u32 total = ALIGN(bytes + (u32)sizeof(*head), 8u);

	head->size = cpu_to_le32(-total);
	*cell = cells->at;
	cells->at += total;
	return head + 1;
}

static void close_bin(struct cells *cells)
{
	struct kreg_regf_cell *head = (void *)(cells->bin + cells->at);

	head->size = cpu_to_le32(KREG_EMPTY_BINS - cells->at);
}

static void make_security(struct kreg_regf_sk *sk, u32 cell,
			  const struct kreg_empty *empty)
{
	sk->magic = cpu_to_le16(KREG_SK_MAGIC);
	sk->next = cpu_to_le32(cell);
	sk->prev = cpu_to_le32(cell);
	sk->refs = cpu_to_le32(1);
	sk->size = cpu_to_le32(empty->descriptor_bytes);
	memcpy(sk->descriptor, empty->descriptor, empty->descriptor_bytes);
}

static void make_root(struct kreg_regf_nk *nk, u32 sk,
		      const struct kreg_empty *empty)
{
	nk->magic = cpu_to_le16(KREG_NK_MAGIC);
	nk->flags = cpu_to_le16(KREG_NK_HIVE_ENTRY | KREG_NK_NO_DELETE |
				KREG_NK_COMP_NAME);
	nk->last_write = cpu_to_le64(empty->now);
	nk->parent = cpu_to_le32(NONE);
	nk->subkey_list = cpu_to_le32(NONE);
	nk->volatile_list = cpu_to_le32(NONE);
	nk->value_list = cpu_to_le32(NONE);
	nk->security = cpu_to_le32(sk);
	nk->class = cpu_to_le32(NONE);
	nk->name_len = cpu_to_le16(kreg_name_units(&empty->name));
	kreg_name_store(&empty->name, nk->name);
}

static void make_base(struct kreg_regf_base *base, u32 root,
		      const struct kreg_empty *empty)
{
	memset(base, 0, sizeof(*base));
	base->magic = cpu_to_le32(KREG_REGF_MAGIC);
	base->primary = cpu_to_le32(1);
	base->secondary = cpu_to_le32(1);
	base->stamp = cpu_to_le64(empty->now);
	base->major = cpu_to_le32(KREG_REGF_MAJOR);
	base->minor = cpu_to_le32(empty->minor);
	base->format = cpu_to_le32(KREG_REGF_FORMAT_MEMORY);
	base->root = cpu_to_le32(root);
	base->bins_size = cpu_to_le32(KREG_EMPTY_BINS);
	base->cluster = cpu_to_le32(1);
	base->checksum = cpu_to_le32(kreg_base_checksum(base));
}

/**
 * kreg_empty_make() - make an empty hive in memory
 * @empty: what it is to be like
 * @base: filled with its base block
 * @bin: filled with its one bin, KREG_EMPTY_BINS bytes
 *
 * Context: Any.
 * Return: 0, -EINVAL when @empty asks for what there is not.
 */
int kreg_empty_make(const struct kreg_empty *empty, struct kreg_regf_base *base,
		    void *bin)
{
	struct cells cells = { bin, sizeof(struct kreg_regf_bin) };
	u32 bytes = kreg_name_units(&empty->name);
	struct kreg_regf_bin *head = bin;
	struct kreg_regf_sk *security;
	struct kreg_regf_nk *nk;
	u32 root, sk;

	if (empty->minor < 3 || empty->minor > 5 || !bytes ||
	    bytes > ROOT_NAME_MAX || !kreg_name_is_narrow(&empty->name) ||
	    empty->descriptor_bytes > DESCRIPTOR_MAX)
		return -EINVAL;
	memset(bin, 0, KREG_EMPTY_BINS);
	head->magic = cpu_to_le32(KREG_HBIN_MAGIC);
	head->size = cpu_to_le32(KREG_EMPTY_BINS);
	head->stamp = cpu_to_le64(empty->now);
	nk = take(&cells, sizeof(*nk) + bytes, &root);
	security =
		take(&cells, sizeof(*security) + empty->descriptor_bytes, &sk);
	make_security(security, sk, empty);
	make_root(nk, sk, empty);
	close_bin(&cells);
	make_base(base, root, empty);
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_empty_make);
