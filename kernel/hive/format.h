/* SPDX-License-Identifier: GPL-2.0 */
/* The on-disk structures, with every size and offset held fast. */
#ifndef _KREG_HIVE_FORMAT_H
#define _KREG_HIVE_FORMAT_H

#include "env.h"

#include <linux/kreg_regf.h>

#define KREG_AT(type, member, off) \
	static_assert(offsetof(struct type, member) == (off))

KREG_AT(kreg_regf_base, secondary, 8);
KREG_AT(kreg_regf_base, stamp, 12);
KREG_AT(kreg_regf_base, major, 20);
KREG_AT(kreg_regf_base, type, 28);
KREG_AT(kreg_regf_base, root, 36);
KREG_AT(kreg_regf_base, bins_size, 40);
KREG_AT(kreg_regf_base, name, 48);
KREG_AT(kreg_regf_base, checksum, 508);
static_assert(sizeof(struct kreg_regf_base) == 512);

KREG_AT(kreg_regf_bin, size, 8);
KREG_AT(kreg_regf_bin, stamp, 20);
static_assert(sizeof(struct kreg_regf_bin) == 32);

static_assert(sizeof(struct kreg_regf_cell) == 4);

KREG_AT(kreg_regf_nk, last_write, 4);
KREG_AT(kreg_regf_nk, access_bits, 12);
KREG_AT(kreg_regf_nk, parent, 16);
KREG_AT(kreg_regf_nk, volatile_subkeys, 24);
KREG_AT(kreg_regf_nk, subkey_list, 28);
KREG_AT(kreg_regf_nk, values, 36);
KREG_AT(kreg_regf_nk, value_list, 40);
KREG_AT(kreg_regf_nk, security, 44);
KREG_AT(kreg_regf_nk, class, 48);
KREG_AT(kreg_regf_nk, max_value_data, 64);
KREG_AT(kreg_regf_nk, name_len, 72);
KREG_AT(kreg_regf_nk, class_len, 74);
static_assert(sizeof(struct kreg_regf_nk) == 76);

static_assert(sizeof(struct kreg_regf_list) == 4);
static_assert(sizeof(struct kreg_regf_leaf) == 8);

KREG_AT(kreg_regf_vk, data_size, 4);
KREG_AT(kreg_regf_vk, type, 12);
KREG_AT(kreg_regf_vk, flags, 16);
static_assert(sizeof(struct kreg_regf_vk) == 20);

static_assert(sizeof(struct kreg_regf_db) == 8);

KREG_AT(kreg_regf_sk, refs, 12);
KREG_AT(kreg_regf_sk, size, 16);
static_assert(sizeof(struct kreg_regf_sk) == 20);

KREG_AT(kreg_regf_entry, sequence, 12);
KREG_AT(kreg_regf_entry, hash1, 24);
KREG_AT(kreg_regf_entry, hash2, 32);
static_assert(sizeof(struct kreg_regf_entry) == 40);
static_assert(sizeof(struct kreg_regf_page) == 8);

KREG_AT(kreg_regf_sd, owner, 4);
KREG_AT(kreg_regf_sd, dacl, 16);
static_assert(sizeof(struct kreg_regf_sd) == 20);
static_assert(sizeof(struct kreg_regf_sid) == 8);
static_assert(sizeof(struct kreg_regf_acl) == 8);
static_assert(sizeof(struct kreg_regf_ace) == 8);

#undef KREG_AT

#endif /* _KREG_HIVE_FORMAT_H */
