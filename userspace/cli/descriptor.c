// SPDX-License-Identifier: GPL-2.0
#include "descriptor.h"
#include "bytes.h"

#include <string.h>

#define HEAD 20
#define ACL_HEAD 8
#define ACE_HEAD 8

#define DACL_PRESENT 0x0004
#define SACL_PRESENT 0x0010

static bool read_sid(const uint8_t *data, size_t bytes, uint32_t offset,
		     struct sid *sid)
{
	*sid = (struct sid){ 0 };
	if (!offset)
		return true;
	return offset < bytes && sid_read(data + offset, bytes - offset, sid);
}

static bool read_acl(const uint8_t *data, size_t bytes, uint32_t offset,
		     struct acl *acl)
{
	uint16_t size;

	*acl = (struct acl){ 0 };
	if (!offset)
		return true;
	if (offset > bytes || bytes - offset < ACL_HEAD)
		return false;
	size = get_u16(data + offset + 2);
	if (size < ACL_HEAD || size > bytes - offset)
		return false;
	*acl = (struct acl){ true, data + offset + ACL_HEAD, size - ACL_HEAD,
			     get_u16(data + offset + 4) };
	return true;
}

/**
 * descriptor_read() - take a self-relative security descriptor apart
 * @data: not trusted
 * @bytes: length
 * @descriptor: filled with views of @data
 *
 * Return: whether it is well formed, but for the entries of the lists.
 */
bool descriptor_read(const void *data, size_t bytes,
		     struct descriptor *descriptor)
{
	const uint8_t *at = data;
	bool good;

	*descriptor = (struct descriptor){ 0 };
	if (bytes < HEAD || at[0] != 1)
		return false;
	descriptor->control = get_u16(at + 2);
	good = read_sid(at, bytes, get_u32(at + 4), &descriptor->owner) &&
	       read_sid(at, bytes, get_u32(at + 8), &descriptor->group) &&
	       read_acl(at, bytes, get_u32(at + 12), &descriptor->sacl) &&
	       read_acl(at, bytes, get_u32(at + 16), &descriptor->dacl);
	descriptor->sacl.there &= !!(descriptor->control & SACL_PRESENT);
	descriptor->dacl.there &= !!(descriptor->control & DACL_PRESENT);
	return good;
}

/**
 * ace_next() - take the next entry off a list
 * @acl: list; what is left of it
 * @ace: filled
 *
 * Return: whether there was an entry that is whole.
 */
bool ace_next(struct acl *acl, struct ace *ace)
{
	const uint8_t *at = acl->data;
	uint16_t size;

	if (!acl->count || acl->bytes < ACE_HEAD)
		return false;
	size = get_u16(at + 2);
	if (size < ACE_HEAD || size > acl->bytes)
		return false;
	*ace = (struct ace){ at[0], at[1], get_u32(at + 4), { 0 } };
	/* Types 5 to 8 have GUIDs in front of the SID; keys have none such. */
	if (at[0] < 4 || at[0] == 9 || at[0] == 10 || at[0] == 17)
		sid_read(at + ACE_HEAD, size - ACE_HEAD, &ace->sid);
	acl->data += size;
	acl->bytes -= size;
	acl->count--;
	return true;
}
