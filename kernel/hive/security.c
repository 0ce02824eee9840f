// SPDX-License-Identifier: GPL-2.0
/* Security cells (sk) and the form of the descriptors in them. */
#include "security.h"

/**
 * kreg_security() - look at a security cell
 * @hive: hive
 * @cell: cell index from anywhere
 *
 * Context: Any. The caller holds what keeps cells from changing.
 * Return: the sk, whose descriptor lies inside its cell, or NULL.
 */
const struct kreg_regf_sk *kreg_security(const struct kreg_hive *hive, u32 cell)
{
	const struct kreg_regf_sk *sk;
	u32 size;

	sk = kreg_hive_cell(hive, cell, sizeof(*sk), &size);
	if (!sk || le16_to_cpu(sk->magic) != KREG_SK_MAGIC)
		return NULL;
	return le32_to_cpu(sk->size) <= size - sizeof(*sk) ? sk : NULL;
}
EXPORT_SYMBOL_KREG(kreg_security);

/* Bytes of the SID at @data, or 0 when it is none that fits. */
static u32 sid_size(const u8 *data, u32 bytes)
{
	const struct kreg_regf_sid *sid = (const void *)data;
	u32 size;

	if (bytes < sizeof(*sid) || sid->revision != 1 ||
	    sid->count > KREG_SID_SUBAUTHS)
		return 0;
	size = sizeof(*sid) + sid->count * sizeof(__le32);
	return size <= bytes ? size : 0;
}

static bool sid_good(const u8 *data, u32 bytes, u32 offset)
{
	return !offset ||
	       (offset < bytes && sid_size(data + offset, bytes - offset));
}

/* An entry of a type we do not know is kept as it is, if only it fits. */
static bool ace_good(const struct kreg_regf_ace *ace, u32 size)
{
	if (ace->type > KREG_ACE_AUDIT)
		return true;
	return size >= sizeof(*ace) &&
	       sid_size((const u8 *)(ace + 1), size - sizeof(*ace));
}

static bool acl_good(const u8 *data, u32 bytes, u32 offset)
{
	const struct kreg_regf_acl *acl;
	const struct kreg_regf_ace *ace;
	u32 left, size, i;

	if (!offset)
		return true;
	if (offset > bytes || bytes - offset < sizeof(*acl))
		return false;
	acl = (const void *)(data + offset);
	left = le16_to_cpu(acl->size);
	if (left < sizeof(*acl) || left > bytes - offset)
		return false;
	left -= sizeof(*acl);
	ace = (const void *)(acl + 1);
	for (i = 0; i < le16_to_cpu(acl->count); i++) {
		if (left < 4)
			return false;
		size = le16_to_cpu(ace->size);
		if (size < 4 || size > left || !ace_good(ace, size))
			return false;
		ace = (const void *)((const u8 *)ace + size);
		left -= size;
	}
	return true;
}

/**
 * kreg_descriptor_check() - is this a well-formed self-relative descriptor?
 * @descriptor: any alignment
 * @bytes: its length
 *
 * Context: Any.
 * Return: 0 or -EUCLEAN.
 */
int kreg_descriptor_check(const void *descriptor, u32 bytes)
{
	const struct kreg_regf_sd *sd = descriptor;
	u16 control;

	if (bytes < sizeof(*sd) || sd->revision != 1)
		return -EUCLEAN;
	control = le16_to_cpu(sd->control);
	if (!(control & KREG_SD_SELF_RELATIVE))
		return -EUCLEAN;
	if (!sid_good(descriptor, bytes, le32_to_cpu(sd->owner)) ||
	    !sid_good(descriptor, bytes, le32_to_cpu(sd->group)))
		return -EUCLEAN;
	if ((control & KREG_SD_DACL_PRESENT) &&
	    !acl_good(descriptor, bytes, le32_to_cpu(sd->dacl)))
		return -EUCLEAN;
	if ((control & KREG_SD_SACL_PRESENT) &&
	    !acl_good(descriptor, bytes, le32_to_cpu(sd->sacl)))
		return -EUCLEAN;
	return 0;
}
EXPORT_SYMBOL_KREG(kreg_descriptor_check);
