// SPDX-License-Identifier: GPL-2.0
/* Symbolic links: keys that name another key. */
#include "link.h"

#include "hash.h"
#include "live.h"
#include "snapshot.h"
#include "walk.h"

#include <linux/kreg_regf.h>
#include <linux/mm.h>

#define VALUE_NAME "SymbolicLinkValue"

static const struct {
	const char *text;
	enum kreg_root root;
} prefixes[] = {
	{ "\\REGISTRY\\Machine", KREG_ROOT_LOCAL_MACHINE },
	{ "\\REGISTRY\\User", KREG_ROOT_USERS },
};

/* Converts what the value holds: UTF-16LE without a NUL at its end. */
static int convert(const struct kreg_data *data, struct kreg_target *target)
{
	struct kreg_name name = { data->data, data->bytes, KREG_NAME_UTF16 };
	size_t bytes;

	if (data->type != KREG_REG_LINK || data->bytes % 2 || !data->bytes ||
	    data->bytes > 2 * KREG_PATH_MAX)
		return -EINVAL;
	bytes = kreg_name_wtf8_size(&name);
	if (bytes > KREG_PATH_MAX)
		return -ENAMETOOLONG;
	target->buffer = kvmalloc(bytes, GFP_KERNEL_ACCOUNT);
	if (!target->buffer)
		return -ENOMEM;
	kreg_name_to_wtf8(&name, target->buffer, bytes);
	target->text = target->buffer;
	target->bytes = bytes;
	return 0;
}

static bool strip_prefix(struct kreg_target *target, const char *text)
{
	u32 bytes = strlen(text);

	if (target->bytes < bytes ||
	    !kreg_hash_same_name(target->text, bytes, text, bytes))
		return false;
	if (target->bytes > bytes && target->text[bytes] != '\\')
		return false;
	target->text += bytes;
	target->bytes -= bytes;
	return true;
}

static int find_root(struct kreg_target *target)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(prefixes); i++) {
		if (strip_prefix(target, prefixes[i].text)) {
			target->root = prefixes[i].root;
			return 0;
		}
	}
	return -EINVAL;
}

/* A link in a hive below HKU never leads out of that hive. */
static int check_bound(const struct kreg_mount *mount,
		       const struct kreg_target *target)
{
	const u8 *end = target->text + target->bytes;
	const u8 *first, *last;

	if (mount->root != KREG_ROOT_USERS)
		return 0;
	if (target->root != KREG_ROOT_USERS)
		return -EACCES;
	first = kreg_walk_skip(target->text, end);
	last = kreg_walk_separator(first, end);
	if (kreg_hash_same_name(first, last - first, mount->name,
				mount->name_bytes))
		return 0;
	return -EACCES;
}

/**
 * kreg_link_read() - read where a link leads to
 * @link: pinned key that is a link
 * @target: filled; @buffer of it is the caller's then
 *
 * Context: Process context. May sleep.
 * Return: 0; -ENOENT it has no target; -EINVAL its target is no absolute
 * native path; -EACCES it would lead out of a user's hive; -ENAMETOOLONG;
 * as kreg_snapshot_get().
 */
int kreg_link_read(struct kreg_key *link, struct kreg_target *target)
{
	struct kreg_name name =
		kreg_name_wtf8(VALUE_NAME, sizeof(VALUE_NAME) - 1);
	struct kreg_snapshot *snapshot;
	struct kreg_data data;
	int err;

	snapshot = kreg_snapshot_get(link, &name);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	kreg_snapshot_data(snapshot, &data);
	err = convert(&data, target);
	kreg_snapshot_put(snapshot);
	if (err)
		return err;

	err = find_root(target);
	if (!err)
		err = check_bound(link->mount, target);
	if (err)
		kvfree(target->buffer);
	return err;
}
