// SPDX-License-Identifier: LGPL-2.1
#include "error.h"

#include <assert.h>
#include <errno.h>
#include <linux/kreg.h>
#include <string.h>
#include <strings.h>

static_assert((int)KREG_HKLM == (int)KREG_HKEY_LOCAL_MACHINE,
	      "of the protocol");
static_assert((int)KREG_HKU == (int)KREG_HKEY_USERS, "of the protocol");

struct root_name {
	const char *name;
	enum kreg_root root;
};

/* Any of these may be followed by ':', and then by '\' or '/'. */
static const struct root_name names[] = {
	{ "HKLM", KREG_HKLM },
	{ "HKEY_LOCAL_MACHINE", KREG_HKLM },
	{ "HKU", KREG_HKU },
	{ "HKEY_USERS", KREG_HKU },
};

static const struct root_name native_names[] = {
	{ "\\REGISTRY\\Machine", KREG_HKLM },
	{ "\\REGISTRY\\User", KREG_HKU },
};

static size_t name_length(const struct root_name *name, const char *path,
			  size_t path_len)
{
	size_t len = strlen(name->name);

	if (len > path_len || strncasecmp(name->name, path, len))
		return 0;
	return len;
}

/* How much of @path is the root and what parts it from the rest; 0: none. */
static size_t root_length(const struct root_name *name, const char *path,
			  size_t path_len)
{
	size_t len = name_length(name, path, path_len);

	if (!len)
		return 0;
	if (len < path_len && path[len] == ':')
		len++;
	if (len == path_len)
		return len;
	return path[len] == '\\' || path[len] == '/' ? len + 1 : 0;
}

static size_t native_length(const struct root_name *name, const char *path,
			    size_t path_len)
{
	size_t len = name_length(name, path, path_len);

	if (!len || len == path_len)
		return len;
	return path[len] == '\\' ? len + 1 : 0;
}

static size_t find_root(const char *path, size_t path_len, enum kreg_root *root)
{
	size_t len, i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		len = root_length(&names[i], path, path_len);
		*root = names[i].root;
		if (len)
			return len;
	}
	for (i = 0; i < ARRAY_SIZE(native_names); i++) {
		len = native_length(&native_names[i], path, path_len);
		*root = native_names[i].root;
		if (len)
			return len;
	}
	return 0;
}

int kreg_parse_path(const char *path, size_t path_len, enum kreg_root *root,
		    const char **rest, size_t *rest_len)
{
	enum kreg_root found;
	size_t len;

	if (path_len == KREG_NTS)
		path_len = strlen(path);
	len = find_root(path, path_len, &found);
	if (!len)
		return kreg_error(NULL, -EINVAL,
				  "a path begins with HKLM or HKU");
	*root = found;
	*rest = path + len;
	*rest_len = path_len - len;
	return 0;
}

const char *kreg_root_name(enum kreg_root root)
{
	switch (root) {
	case KREG_HKLM:
		return "HKLM";
	case KREG_HKU:
		return "HKU";
	default:
		return NULL;
	}
}
