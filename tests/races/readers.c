// SPDX-License-Identifier: GPL-2.0
/*
 *   by path, by handle, many values, lists, large values   (readers)
 *        |  every answer is right, or "not there now"
 *   HKLM\A  HKLM\B  HKLM\C  HKLM\D  <--load, unload--      (one actor each)
 *        ^
 *   shrinker, drop_caches                                  (pressure)
 */
#include "race.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIBLINGS 300
#define SHRINKERS "/sys/kernel/debug/shrinker"

/* Each file is mounted once: a file backs one mount. */
static const struct race_mount mounts[] = {
	{ "A", "siblings-a" },
	{ "B", "siblings-b" },
	{ "C", "mixed" },
	{ "D", "big-values" },
};

static const uint32_t lengths[] = { 4096, 16345, 32689, 65536, 1 << 20 };

static void turn_over(struct actor *actor)
{
	race_turn_over(actor, &mounts[actor->index]);
}

/*
 * A hive that fits in the pool no more: the refusal must come while readers go
 * on to fill the cache with what could be given up.
 */
static void load_too_much(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	int rc;

	if (!ctx)
		return;
	rc = race_load(ctx, "E", "good/siblings-100000-li");
	if (rc != -EDQUOT)
		race_wrong(actor, "too large: %s", strerror(-rc));
	else if (!race_over())
		actor->good++;
}

static uint32_t random_key(struct actor *actor, char *path, const char *prefix)
{
	uint32_t number = race_random(actor, SIBLINGS);

	sprintf(path, "%sKey%06u", prefix, number);
	return number;
}

static void by_path(struct actor *actor)
{
	static const char *const prefixes[] = { "A\\Many\\", "b\\MANY\\" };
	struct kreg *ctx = race_context(actor);
	uint32_t want, got = 0, type = 0;
	size_t size = sizeof(got);
	char path[64];
	int rc;

	if (!ctx)
		return;
	want = random_key(actor, path, prefixes[race_random(actor, 2)]);
	rc = kreg_query_value_by_path(ctx, KREG_HKLM, path, KREG_NTS, "Number",
				      KREG_NTS, &type, &got, &size);
	if (!rc && (got != want || size != 4 || type != KREG_TYPE_DWORD))
		race_wrong(actor, "%s is %u", path, got);
	race_answer(actor, rc, path);
}

/* Opening may be refused for want of memory in the pool, reading never. */
static struct kreg_key *open_key(struct actor *actor, const char *path)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_key *key = NULL;
	int rc;

	if (!ctx)
		return NULL;
	rc = kreg_open_key(ctx, KREG_HKLM, path, KREG_NTS, KREG_RIGHTS_READ, 0,
			   &key);
	if (rc == -EDQUOT)
		actor->refused++;
	else if (rc)
		race_answer(actor, rc, path);
	return key;
}

/* While a handle is open its hive stays: nothing but the value will do. */
static void by_handle(struct actor *actor)
{
	unsigned int times = race_random(actor, 20);
	struct kreg_key *key;
	uint32_t want, got;
	char path[64];
	int rc;

	want = random_key(actor, path, "B\\Many\\");
	key = open_key(actor, path);
	if (!key)
		return;
	while (times--) {
		rc = kreg_get_dword(key, "Number", KREG_NTS, &got);
		if (rc)
			race_wrong(actor, "%s by handle: %s", path,
				   strerror(-rc));
		else if (got != want)
			race_wrong(actor, "%s by handle is %u", path, got);
	}
	actor->good++;
	kreg_close_key(key);
}

static void check_many(struct actor *actor, const struct kreg_values *values)
{
	static const char text[] = "some text";
	char found[32] = "";

	kreg_utf16_to_text(kreg_values_item(values, 1)->data,
			   kreg_values_item(values, 1)->size - 2, found,
			   sizeof(found));
	if (strcmp(found, text))
		race_wrong(actor, "Text is \"%s\"", found);
	if (*(const uint32_t *)kreg_values_item(values, 2)->data != 42)
		race_wrong(actor, "Number is not 42");
	if (kreg_values_item(values, 3)->error != -ENOENT)
		race_wrong(actor, "Nope is there");
}

static void many_values(struct actor *actor)
{
	static const struct kreg_text names[] = {
		{ "", 0 },
		{ "Text", 4 },
		{ "NUMBER", 6 },
		{ "Nope", 4 },
	};
	struct kreg_values *values;
	struct kreg_key *key;
	int rc;

	key = open_key(actor, "C\\Alpha");
	if (!key)
		return;
	rc = kreg_query_values(key, names, 4, &values);
	if (rc) {
		race_wrong(actor, "values: %s", strerror(-rc));
	} else {
		check_many(actor, values);
		kreg_free_values(values);
		actor->good++;
	}
	kreg_close_key(key);
}

static void check_list(struct actor *actor, struct kreg_cursor *cursor)
{
	const struct kreg_info *info;
	unsigned int number = 0;
	char want[32];

	while (kreg_next_key(cursor, &info) == 1) {
		sprintf(want, "Key%06u", number++);
		if (strcmp(info->name, want))
			race_wrong(actor, "%s where %s belongs", info->name,
				   want);
	}
	if (number != SIBLINGS)
		race_wrong(actor, "%u subkeys", number);
}

static void list(struct actor *actor)
{
	struct kreg_cursor *cursor;
	struct kreg_key *key;
	int rc;

	key = open_key(actor, "A\\Many");
	if (!key)
		return;
	rc = kreg_enum_keys(key, 0, &cursor);
	if (rc) {
		race_wrong(actor, "subkeys: %s", strerror(-rc));
	} else {
		check_list(actor, cursor);
		kreg_close_cursor(cursor);
		actor->good++;
	}
	kreg_close_key(key);
}

/* The hives come and go: any set of them, sorted. */
static void list_roots(struct actor *actor)
{
	struct kreg_cursor *cursor;
	const struct kreg_info *info;
	struct kreg_key *key;
	char last = 0;
	int rc;

	key = open_key(actor, "");
	if (!key)
		return;
	rc = kreg_enum_keys(key, 0, &cursor);
	race_answer(actor, rc, "HKLM");
	if (!rc) {
		while (kreg_next_key(cursor, &info) == 1) {
			if (info->name_len != 1 || info->name[0] <= last)
				race_wrong(actor, "\"%s\" in HKLM", info->name);
			last = info->name[0];
		}
		kreg_close_cursor(cursor);
	}
	kreg_close_key(key);
}

static uint32_t pattern_word(size_t at)
{
	return at / 4 % 4096;
}

static void check_pattern(struct actor *actor, const struct kreg_data *value,
			  uint32_t length)
{
	const uint32_t *words = value->data;
	size_t at;

	if (value->size != length) {
		race_wrong(actor, "%zu bytes, not %u", value->size, length);
		return;
	}
	for (at = 0; at + 4 <= length; at += 4) {
		if (words[at / 4] != pattern_word(at)) {
			race_wrong(actor, "wrong data at %zu of %u", at,
				   length);
			return;
		}
	}
}

/* Long ones are read by dumps, which list their reader as a holder. */
static void large(struct actor *actor)
{
	uint32_t length = lengths[race_random(actor, 5)];
	struct kreg *ctx = race_context(actor);
	struct kreg_data *value;
	char name[32];
	int rc;

	if (!ctx)
		return;
	sprintf(name, "Length%u", length);
	rc = kreg_get_value_by_path(ctx, KREG_HKLM, "D\\Big", KREG_NTS, name,
				    KREG_NTS, &value);
	race_answer(actor, rc, name);
	if (rc)
		return;
	check_pattern(actor, value, length);
	kreg_free(value);
}

static void look_around(struct actor *actor)
{
	struct kreg *ctx = race_context(actor);
	struct kreg_status *status;
	struct kreg_list *list;
	int rc;

	if (!ctx)
		return;
	rc = kreg_get_status(ctx, &status);
	race_answer(actor, rc, "status");
	if (!rc)
		kreg_free(status);
	rc = kreg_get_hives(ctx, &list);
	race_answer(actor, rc, "hives");
	if (!rc)
		kreg_free_list(list);
	rc = kreg_get_holders(ctx, NULL, &list);
	race_answer(actor, rc, "holders");
	if (!rc)
		kreg_free_list(list);
}

static void look_at_key(struct actor *actor)
{
	struct kreg_info *info;
	struct kreg_key *key;
	void *descriptor;
	size_t size;

	key = open_key(actor, "C\\Beta\\Inner");
	if (!key)
		return;
	race_answer(actor, kreg_query_info(key, &info), "info");
	if (strcmp(info->path, "HKLM\\C\\Beta\\Inner"))
		race_wrong(actor, "path %s", info->path);
	kreg_free(info);
	race_answer(actor, kreg_get_security(key, &descriptor, &size),
		    "security");
	kreg_free(descriptor);
	kreg_close_key(key);
}

static int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY), rc = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		rc = -errno;
	close(fd);
	return rc;
}

/* The module's shrinker, by name: "kreg" and a number. */
static int shrink(void)
{
	DIR *dir = opendir(SHRINKERS);
	struct dirent *entry;
	char path[512];
	int rc = -ENOENT;

	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, "kreg-", 5))
			continue;
		snprintf(path, sizeof(path), SHRINKERS "/%s/scan",
			 entry->d_name);
		rc = write_text(path, "0 0 200");
	}
	closedir(dir);
	return rc;
}

static void press(struct actor *actor)
{
	int rc;

	rc = race_random(actor, 8) ?
		     shrink() :
		     write_text("/proc/sys/vm/drop_caches", "2");
	if (rc)
		race_wrong(actor, "no memory pressure: %s", strerror(-rc));
	actor->good++;
	usleep(10000);
}

/**
 * race_readers() - readers of hives that are turned over, under pressure
 *
 * Return: exit status.
 */
int race_readers(void)
{
	static const char *const names[] = { "A", "B", "C", "D", NULL };
	static const struct role roles[] = {
		{ "turn over", turn_over, 4, true },
		{ "too large", load_too_much, 1, false },
		{ "by path", by_path, 2, false },
		{ "by handle", by_handle, 2, false },
		{ "many values", many_values, 1, false },
		{ "list", list, 1, false },
		{ "list of hives", list_roots, 1, false },
		{ "large", large, 2, false },
		{ "look around", look_around, 1, false },
		{ "look at key", look_at_key, 1, false },
		{ "pressure", press, 1, false },
		{},
	};

	return race_end(race_run(roles), names);
}
