// SPDX-License-Identifier: GPL-2.0
/* One key among many: when it is first looked up, and when all are cached. */
#include "measure.h"

#include "registry/key.h"
#include "registry/mount.h"
#include "registry/path.h"

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/string.h>

#define SAMPLES 500 /* warm look-ups, of keys that lie evenly */

struct sibling {
	struct kreg_key *parent;
	char name[16];
	u32 bytes;
};

static struct kreg_key *open_below(struct kreg_key *base, const char *text,
				   u32 bytes)
{
	struct kreg_path path = {
		.base = base,
		.root = KREG_ROOT_LOCAL_MACHINE,
		.text = text,
		.bytes = bytes,
	};

	return kreg_path_open(&path);
}

static void set_name(struct sibling *sibling, u32 number)
{
	char *name = sibling->name;

	sibling->bytes = sprintf(name, "Key%06u", number);
}

static void call_open(void *ctx)
{
	struct sibling *sibling = ctx;
	struct kreg_key *key;

	key = open_below(sibling->parent, sibling->name, sibling->bytes);
	kreg_key_put(key);
}

static void report(const char *what, u32 count, u64 value, const char *unit)
{
	char name[32];

	snprintf(name, sizeof(name), "%s-%u", what, count);
	bench_report(name, value, unit);
}

/* What all hives have charged, and how many key objects there are. */
struct cached {
	u64 charged;
	u64 keys;
};

static int add_mount(void *ctx, const struct kreg_mount_status *status)
{
	struct cached *cached = ctx;

	cached->charged += status->charged;
	cached->keys += status->cached_keys;
	return 0;
}

static int measure_cold(struct sibling *sibling, u32 count)
{
	struct cached before = { 0 }, after = { 0 };
	struct kreg_key *key;
	u64 from, sum = 0;
	u32 i;

	kreg_mount_walk(0, add_mount, &before);
	for (i = 0; i < count; i++) {
		set_name(sibling, i);
		from = ktime_get_ns();
		key = open_below(sibling->parent, sibling->name,
				 sibling->bytes);
		sum += ktime_get_ns() - from;
		if (IS_ERR(key))
			return PTR_ERR(key);
		kreg_key_put(key);
		cond_resched();
	}
	kreg_mount_walk(0, add_mount, &after);
	report("kernel-cold", count, div_u64(sum, count), "instr");
	report("key-bytes", count,
	       div64_u64(after.charged - before.charged,
			 after.keys - before.keys),
	       "bytes");
	return 0;
}

static void measure_warm(struct sibling *sibling, u32 count)
{
	u32 samples = min(count, SAMPLES);
	u64 sum = 0;
	u32 i;

	for (i = 0; i < samples; i++) {
		set_name(sibling, count / samples * i);
		sum += bench_least(call_open, sibling);
		cond_resched();
	}
	report("kernel-warm", count, div_u64(sum, samples), "instr");
}

/**
 * bench_siblings() - measure look-ups in a key with many subkeys
 * @mount: mount name of a hive with a key Many full of them
 *
 * Context: Process context. May sleep.
 * Return: 0 or a negative errno.
 */
int bench_siblings(const char *mount)
{
	struct kreg_node_info info;
	struct sibling sibling;
	char path[64];
	int err;

	snprintf(path, sizeof(path), "%s\\Many", mount);
	sibling.parent = open_below(NULL, path, strlen(path));
	if (IS_ERR(sibling.parent))
		return PTR_ERR(sibling.parent);
	err = kreg_key_info(sibling.parent, &info);
	err = err ?: measure_cold(&sibling, info.subkeys);
	if (!err)
		measure_warm(&sibling, info.subkeys);
	kreg_key_put(sibling.parent);
	return err;
}
