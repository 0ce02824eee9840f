// SPDX-License-Identifier: GPL-2.0
/* Calls that are made for nearly every message, and their anchors. */
#include "measure.h"

#include "registry/key.h"
#include "registry/path.h"
#include "registry/snapshot.h"

#include <linux/err.h>
#include <linux/namei.h>
#include <linux/path.h>
#include <linux/rhashtable.h>
#include <linux/string.h>
#include <linux/unaligned.h>

/* Five components; the path of six goes through the same names. */
static const char key_path[] =
	"SYSTEM\\ControlSet001\\Control\\Session Manager\\Memory Management";
static const char link_path[] =
	"SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management";
static const char dev_path[] =
	"/dev/SYSTEM/ControlSet001/Control/Session Manager/Memory Management";

static struct kreg_key *open_path(const char *text)
{
	struct kreg_path path = {
		.root = KREG_ROOT_LOCAL_MACHINE,
		.text = text,
		.bytes = strlen(text),
	};

	return kreg_path_open(&path);
}

static int take_dword(void *ctx, const struct kreg_data *data)
{
	if (data->bytes != sizeof(u32))
		return -ERANGE;
	*(u32 *)ctx = get_unaligned_le32(data->data);
	return 0;
}

static int read_value(struct kreg_key *key, const char *text)
{
	struct kreg_name name = kreg_name_wtf8(text, strlen(text));
	u32 number;

	return kreg_value_emit(key, &name, take_dword, &number);
}

static void call_dword(void *ctx)
{
	read_value(ctx, "LargeSystemCache");
}

static void call_absent(void *ctx)
{
	read_value(ctx, "LargeSystemCachf");
}

static void call_open(void *ctx)
{
	kreg_key_put(open_path(ctx));
}

static void call_kern_path(void *ctx)
{
	struct path path;

	if (!kern_path(dev_path, 0, &path))
		path_put(&path);
}

#define ENTRY_KEY 31

struct entry {
	struct rhash_head node;
	char key[ENTRY_KEY];
};

static const struct rhashtable_params entry_params = {
	.key_len = ENTRY_KEY,
	.key_offset = offsetof(struct entry, key),
	.head_offset = offsetof(struct entry, node),
};

static struct rhashtable entries;
static struct entry entry = { .key = "LargeSystemCache of a long name" };

static void call_rhashtable(void *ctx)
{
	char key[ENTRY_KEY];

	memcpy(key, ctx, sizeof(key));
	OPTIMIZER_HIDE_VAR(ctx);
	if (!rhashtable_lookup_fast(&entries, key, entry_params))
		bench_report("entry is gone", 0, "");
}

static int measure_rhashtable(void)
{
	int err;

	err = rhashtable_init(&entries, &entry_params);
	if (err)
		return err;
	err = rhashtable_insert_fast(&entries, &entry.node, entry_params);
	if (!err)
		bench_report("kernel-rhashtable",
			     bench_least(call_rhashtable, entry.key), "instr");
	rhashtable_destroy(&entries);
	return err;
}

static int measure_values(struct kreg_key *key)
{
	if (read_value(key, "LargeSystemCache") ||
	    read_value(key, "LargeSystemCachf") != -ENOENT)
		return -ENODATA;
	bench_report("kernel-dword", bench_least(call_dword, key), "instr");
	bench_report("kernel-absent", bench_least(call_absent, key), "instr");
	return 0;
}

static int measure_paths(void)
{
	struct path path;
	int err;

	err = kern_path(dev_path, 0, &path);
	if (err)
		return err;
	path_put(&path);
	bench_report("kernel-open", bench_least(call_open, (void *)key_path),
		     "instr");
	bench_report("kernel-open-link",
		     bench_least(call_open, (void *)link_path), "instr");
	bench_report("kernel-kern-path", bench_least(call_kern_path, NULL),
		     "instr");
	return 0;
}

/**
 * bench_calls() - measure calls and anchors
 *
 * Context: Process context. May sleep.
 * Return: 0 or a negative errno.
 */
int bench_calls(void)
{
	struct kreg_key *key = open_path(key_path);
	struct kreg_key *link = open_path(link_path);
	int err = 0;

	if (IS_ERR(link))
		err = PTR_ERR(link);
	else
		kreg_key_put(link);
	if (IS_ERR(key))
		return PTR_ERR(key);
	err = err ?: measure_values(key);
	err = err ?: measure_paths();
	err = err ?: measure_rhashtable();
	kreg_key_put(key);
	return err;
}
