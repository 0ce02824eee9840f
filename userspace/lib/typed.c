// SPDX-License-Identifier: LGPL-2.1
#include "error.h"
#include "key.h"

#include <endian.h>
#include <errno.h>
#include <string.h>

static int wrong_type(struct kreg_key *key, uint32_t type, size_t size)
{
	return kreg_error(key->ctx, -EMEDIUMTYPE,
			  "the value has type %u and %zu bytes", type, size);
}

/* Reads a number of 4 or 8 bytes, as its type says. */
static int read_number(struct kreg_key *key, const char *name, size_t name_len,
		       uint32_t *type, uint64_t *number)
{
	uint64_t quad = 0;
	uint32_t word;
	size_t size = sizeof(quad);
	int rc = kreg_query_value(key, name, name_len, type, &quad, &size);

	if (rc == -ERANGE)
		return kreg_error(key->ctx, -EMEDIUMTYPE,
				  "the value has %zu bytes, which is no number",
				  size);
	if (rc)
		return rc;
	memcpy(&word, &quad, sizeof(word));
	if (*type == KREG_TYPE_DWORD && size == sizeof(word))
		*number = le32toh(word);
	else if (*type == KREG_TYPE_DWORD_BIG_ENDIAN && size == sizeof(word))
		*number = be32toh(word);
	else if (*type == KREG_TYPE_QWORD && size == sizeof(quad))
		*number = le64toh(quad);
	else
		return wrong_type(key, *type, size);
	return 0;
}

int kreg_get_dword(struct kreg_key *key, const char *name, size_t name_len,
		   uint32_t *number)
{
	uint32_t type = KREG_TYPE_NONE;
	uint64_t wide;
	int rc = read_number(key, name, name_len, &type, &wide);

	if (rc)
		return rc;
	if (type == KREG_TYPE_QWORD)
		return wrong_type(key, type, sizeof(wide));
	*number = wide;
	return 0;
}

int kreg_get_qword(struct kreg_key *key, const char *name, size_t name_len,
		   uint64_t *number)
{
	uint32_t type = KREG_TYPE_NONE;

	return read_number(key, name, name_len, &type, number);
}

int kreg_get_string(struct kreg_key *key, const char *name, size_t name_len,
		    char **text, size_t *len)
{
	struct kreg_data *value;
	size_t size;
	int rc = kreg_get_value(key, name, name_len, &value);

	if (rc)
		return rc;
	size = value->size;
	if ((value->type != KREG_TYPE_SZ &&
	     value->type != KREG_TYPE_EXPAND_SZ &&
	     value->type != KREG_TYPE_LINK) ||
	    size % 2) {
		rc = wrong_type(key, value->type, size);
	} else {
		if (size && !memcmp((char *)value->data + size - 2, "\0\0", 2))
			size -= 2;
		*text = kreg_utf16_to_new_text(value->data, size, len);
		if (!*text)
			rc = kreg_error_plain(key->ctx, -ENOMEM);
	}
	kreg_free(value);
	return rc;
}
