/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names of keys and values: counted, any character, compared without case.
 * A name is looked at where it lies, in one of three forms, and never
 * converted for a comparison.
 */
#ifndef _KREG_HIVE_NAME_H
#define _KREG_HIVE_NAME_H

#include "env.h"

/**
 * enum kreg_name_form - how the characters of a name are stored
 * @KREG_NAME_LATIN1: one byte per UTF-16 unit (a compressed name)
 * @KREG_NAME_UTF16: UTF-16LE, single surrogates allowed
 * @KREG_NAME_WTF8: UTF-8 that also carries NUL and single surrogates; must
 *	have passed kreg_name_check()
 */
enum kreg_name_form {
	KREG_NAME_LATIN1,
	KREG_NAME_UTF16,
	KREG_NAME_WTF8,
};

/**
 * struct kreg_name - a view of a name
 * @data: characters, not NUL terminated, any alignment
 * @bytes: length of @data in bytes
 * @form: how to read @data
 */
struct kreg_name {
	const u8 *data;
	u32 bytes;
	enum kreg_name_form form;
};

/**
 * kreg_name_wtf8() - make a view of WTF-8 text
 * @data: text, checked by kreg_name_check() before or after
 * @bytes: its length
 *
 * Context: Any.
 * Return: the view.
 */
static inline struct kreg_name kreg_name_wtf8(const void *data, u32 bytes)
{
	return (struct kreg_name){ data, bytes, KREG_NAME_WTF8 };
}

int kreg_name_check(const void *data, size_t bytes);
u32 kreg_name_units(const struct kreg_name *name);
u32 kreg_name_hash(const struct kreg_name *name);
u32 kreg_name_mix(const struct kreg_name *name, u32 seed);
u32 kreg_name_hint(const struct kreg_name *name);
int kreg_name_compare(const struct kreg_name *a, const struct kreg_name *b);
bool kreg_name_equal(const struct kreg_name *a, const struct kreg_name *b);
size_t kreg_name_wtf8_size(const struct kreg_name *name);
size_t kreg_name_to_wtf8(const struct kreg_name *name, void *buf, size_t size);
bool kreg_name_is_narrow(const struct kreg_name *name);
u32 kreg_name_stored_size(const struct kreg_name *name);
void kreg_name_store(const struct kreg_name *name, void *buf);
void kreg_name_store_wide(const struct kreg_name *name, void *buf);

#endif /* _KREG_HIVE_NAME_H */
