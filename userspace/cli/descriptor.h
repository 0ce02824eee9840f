/* SPDX-License-Identifier: GPL-2.0 */
/* Security descriptors: owner, group, and lists of access control entries. */
#ifndef _KREG_CLI_DESCRIPTOR_H
#define _KREG_CLI_DESCRIPTOR_H

#include "sid.h"

/**
 * struct acl - a view of an access control list
 * @there: there is one; an empty list and no list differ
 * @data: entries
 * @bytes: of @data
 * @count: entries, as the list says
 */
struct acl {
	bool there;
	const uint8_t *data;
	size_t bytes;
	unsigned int count;
};

/**
 * struct ace - an access control entry
 * @type: ACE_*
 * @flags: inheritance and audit
 * @mask: rights
 * @sid: whose; empty for a type that is not known
 */
struct ace {
	uint8_t type;
	uint8_t flags;
	uint32_t mask;
	struct sid sid;
};

/**
 * struct descriptor - a security descriptor
 * @control: flags
 * @owner: owner
 * @group: group
 * @dacl: who may do what
 * @sacl: what is audited
 */
struct descriptor {
	uint16_t control;
	struct sid owner;
	struct sid group;
	struct acl dacl;
	struct acl sacl;
};

bool descriptor_read(const void *data, size_t bytes,
		     struct descriptor *descriptor);
bool ace_next(struct acl *acl, struct ace *ace);
void descriptor_lines(struct buffer *to, const struct descriptor *descriptor);
void descriptor_sddl(struct buffer *to, const struct descriptor *descriptor);
void rights_show(struct buffer *to, uint32_t mask);

#endif /* _KREG_CLI_DESCRIPTOR_H */
