// SPDX-License-Identifier: GPL-2.0
/*
 * The library against the module:
 *
 *   kreg-lib-test absent          no module is loaded
 *   kreg-lib-test all HIVES       a fresh module, HIVES is the folder of hives
 *   kreg-lib-test gone MODULE.ko  it is unloaded and loaded below a context
 */
#include <kreg/kreg.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define MIB 1048576
#define READERS 4
#define ROUNDS 500

static int tests, failed;
static struct kreg *ctx;
static char hives[4096];

static void result(int good, const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, what);
	if (good)
		return;
	failed++;
	printf("# %s\n", kreg_error_text(NULL));
}

static void result_rc(int rc, int want, const char *what)
{
	if (rc != want)
		printf("# gave %d, not %d\n", rc, want);
	result(rc == want, what);
}

/* Ends the program when it makes no sense to go on. */
static void must(int rc, const char *what)
{
	if (!rc)
		return;
	result_rc(rc, 0, what);
	printf("1..%d\n", tests);
	exit(EXIT_FAILURE);
}

static char *hive_path(const char *name)
{
	static char path[8192];

	snprintf(path, sizeof(path), "%s/%s", hives, name);
	return path;
}

static void load(const char *name, const char *file)
{
	must(kreg_load_hive_file(ctx, KREG_HKLM, name, KREG_NTS,
				 hive_path(file), 0, NULL),
	     file);
}

static void unload(const char *name)
{
	result_rc(kreg_unload_hive(ctx, KREG_HKLM, name, KREG_NTS, NULL), 0,
		  name);
}

static struct kreg_key *open_key(const char *path)
{
	struct kreg_key *key = NULL;

	must(kreg_open_key_path(ctx, path, KREG_NTS, KREG_RIGHTS_READ, 0, &key),
	     path);
	return key;
}

static int is_pattern(const unsigned char *data, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (data[i] !=
		    (i % 4 ? i % 4 == 1 ? i / 4 % 4096 >> 8 : 0 : i / 4 % 256))
			return 0;
	return 1;
}

static void test_version(void)
{
	struct kreg_version *version;

	must(kreg_get_version(ctx, &version), "version");
	printf("# protocol %u, module %s\n", version->protocol,
	       version->module);
	result(version->protocol >= 1, "version");
	kreg_free(version);
}

static void test_load(void)
{
	struct kreg_job *job = NULL;
	int folder, rc;
	int good;

	rc = kreg_load_hive_file(ctx, KREG_HKLM, "MIXED", KREG_NTS,
				 hive_path("good/mixed-1.3"), 0, &job);
	must(rc, "a hive is loaded");
	good = job && kreg_job_info(job)->state == KREG_JOB_DONE &&
	       !kreg_job_info(job)->error &&
	       kreg_job_info(job)->kind == KREG_JOB_LOAD &&
	       !kreg_job_info(job)->findings;
	result(good, "its job is done");
	kreg_free_job(job);
	rc = kreg_load_hive_file(ctx, KREG_HKLM, "mixed", KREG_NTS,
				 hive_path("good/empty"), 0, NULL);
	result_rc(rc, -EEXIST, "a name is taken once");
	result(*kreg_error_text(ctx), "it says so");
	rc = kreg_load_hive_file(ctx, KREG_HKLM, "X", KREG_NTS,
				 hive_path("good/no-such-hive"), 0, NULL);
	result_rc(rc, -ENOENT, "a file that is not there");
	rc = kreg_load_hive_file(ctx, KREG_HKLM, "X", KREG_NTS, "/etc/passwd",
				 0, NULL);
	result_rc(rc, -ENOEXEC, "a file that is no hive");
	folder = open(hive_path("good"), O_PATH | O_DIRECTORY | O_CLOEXEC);
	rc = kreg_load_hive(ctx, KREG_HKU, "U", KREG_NTS, folder, "empty", 0,
			    NULL);
	result_rc(rc, 0, "a hive of a folder below HKU");
	rc = kreg_load_hive(ctx, KREG_HKLM, "X", KREG_NTS, folder, "../x", 0,
			    NULL);
	result(rc < 0, "a file outside the folder");
	close(folder);
	result_rc(kreg_unload_hive(ctx, KREG_HKU, "u", 1, NULL), 0,
		  "it is unloaded, in any case");
	result_rc(kreg_unload_hive(ctx, KREG_HKU, "U", 1, NULL), -ENOENT,
		  "but once");
}

/* Every broken hive is refused, and mended or refused when asked to. */
static void test_broken(const char *name)
{
	struct kreg_job *job = NULL;
	const struct kreg_list *findings;
	int rc;
	int good;

	rc = kreg_load_hive_file(ctx, KREG_HKLM, "BROKEN", KREG_NTS,
				 hive_path(name), 0, &job);
	result_rc(rc, -EUCLEAN, name);
	if (!job)
		return;
	findings = kreg_job_findings(job);
	good = kreg_list_count(findings) > 0 &&
	       kreg_list_finding(findings, 0)->number > 0 &&
	       *kreg_list_finding(findings, 0)->text;
	result(good, "what is wrong is told");
	kreg_free_job(job);
	rc = kreg_load_hive_file(ctx, KREG_HKLM, "BROKEN", KREG_NTS,
				 hive_path(name), KREG_LOAD_HIVE_REPAIR, &job);
	result_rc(rc, 0, "it is repaired");
	if (rc) {
		kreg_free_job(job);
		return;
	}
	result(kreg_job_info(job)->repaired > 0, "the repair is told");
	kreg_free_job(job);
	unload("BROKEN");
}

static void test_keys(void)
{
	struct kreg_key *key, *child;
	struct kreg_info *info;
	int good;

	key = open_key("HKLM\\mixed\\\\ALPHA\\");
	result(kreg_key_access(key) == KREG_RIGHTS_READ, "rights are granted");
	must(kreg_query_info(key, &info), "info");
	result(info->values == 4 && info->subkeys == 0, "values are counted");
	result(info->class_name && !strcmp(info->class_name, "class of Alpha"),
	       "the class is told");
	good = !strcmp(info->path, "HKLM\\MIXED\\Alpha") &&
	       !strcmp(info->name, "Alpha");
	result(good, "path and name are as stored");
	printf("# %s\n", info->path);
	result(info->last_write > 0, "the last change is told");
	kreg_free(info);
	result_rc(kreg_open_key_at(key, "", 0, KREG_RIGHT_MAXIMUM_ALLOWED, 0,
				   &child),
		  0, "the same key by an empty path");
	kreg_close_key(child);
	kreg_close_key(key);
	key = open_key("\\registry\\machine\\MIXED");
	result_rc(kreg_open_key_at(key, "Beta\\Inner\\Deep", KREG_NTS,
				   KREG_RIGHTS_READ, 0, &child),
		  0, "a relative path");
	kreg_close_key(child);
	result_rc(kreg_open_key_at(key, "Beta\\No\\Deep", KREG_NTS,
				   KREG_RIGHTS_READ, 0, &child),
		  -ENOENT, "a key that is not there");
	result(!!strstr(kreg_error_text(ctx), "No"), "it is named");
	printf("# %s\n", kreg_error_text(ctx));
	result_rc(kreg_open_key_at(key, "\xff", 1, KREG_RIGHTS_READ, 0, &child),
		  -EILSEQ, "text that is not WTF-8");
	result_rc(kreg_open_key_at(key, "Link", 4, KREG_RIGHTS_READ,
				   KREG_OPEN_KEY_LINK, &child),
		  0, "the link itself");
	must(kreg_query_info(child, &info), "info of a link");
	result(info->flags & KREG_INFO_LINK, "it is told to be a link");
	kreg_free(info);
	kreg_close_key(child);
	kreg_close_key(key);
}

static void test_security(void)
{
	struct kreg_key *key = open_key("HKLM\\MIXED\\Gamma");
	unsigned char *descriptor;
	size_t size;

	must(kreg_get_security(key, (void **)&descriptor, &size), "security");
	result(size >= 20 && descriptor[0] == 1 && (descriptor[3] & 0x80),
	       "a descriptor is self-relative");
	kreg_free(descriptor);
	kreg_close_key(key);
}

static void test_values(void)
{
	struct kreg_key *key = open_key("HKLM\\MIXED\\Alpha");
	char data[100], *text;
	unsigned int type, number;
	size_t size;

	size = sizeof(data);
	result_rc(kreg_query_value(key, "NUMBER", KREG_NTS, &type, data, &size),
		  0, "a value, in any case");
	result(type == KREG_TYPE_DWORD && size == 4 && data[0] == 42,
	       "it is right");
	size = 3;
	memset(data, '-', sizeof(data));
	result_rc(kreg_query_value(key, "Number", KREG_NTS, &type, data, &size),
		  -ERANGE, "a buffer that is too small");
	result(size == 4 && data[0] == '-', "the size is told, no data given");
	size = 0;
	result_rc(kreg_query_value(key, "Empty", KREG_NTS, &type, NULL, &size),
		  0, "a value without data");
	result(type == KREG_TYPE_NONE && !size, "it has none");
	result_rc(kreg_query_value(key, "no such", KREG_NTS, &type, data,
				   &size),
		  -ENOENT, "a value that is not there");
	result(!!strstr(kreg_error_text(ctx), "no such"), "it is named");
	printf("# %s\n", kreg_error_text(ctx));
	result_rc(kreg_get_dword(key, "Number", KREG_NTS, &number), 0,
		  "a number");
	result(number == 42, "it is right");
	result_rc(kreg_get_dword(key, "Text", KREG_NTS, &number), -EMEDIUMTYPE,
		  "text is no number");
	must(kreg_get_string(key, "", 0, &text, NULL), "the default value");
	result(!strcmp(text, "default"), "the default value is text");
	kreg_free(text);
	kreg_close_key(key);
	size = sizeof(data);
	result_rc(kreg_query_value_by_path(ctx, KREG_HKLM, "MIXED\\Alpha",
					   KREG_NTS, "Number", KREG_NTS, &type,
					   data, &size),
		  0, "a value by path");
	result_rc(kreg_query_value_by_path(ctx, KREG_HKLM, "MIXED\\Omega",
					   KREG_NTS, "Number", KREG_NTS, &type,
					   data, &size),
		  -ENOENT, "a key that is not there, by path");
}

static void test_big(const char *path)
{
	static const size_t sizes[] = { 0,     1,     3,     4,	      5,
					4096,  16343, 16344, 16345,   32687,
					32688, 32689, 65536, MIB - 1, MIB };
	struct kreg_text names[ARRAY_SIZE(sizes)];
	const size_t count = ARRAY_SIZE(sizes);
	char text[ARRAY_SIZE(sizes)][32];
	static unsigned char buffer[MIB];
	struct kreg_key *key = open_key(path);
	struct kreg_values *values;
	struct kreg_data *value;
	int good = 1;
	size_t size, i;

	for (i = 0; i < count; i++) {
		snprintf(text[i], sizeof(text[i]), "Length%zu", sizes[i]);
		names[i] = (struct kreg_text){ text[i], KREG_NTS };
		must(kreg_get_value(key, text[i], KREG_NTS, &value), text[i]);
		good &= value->size == sizes[i] &&
			is_pattern(value->data, value->size);
		kreg_free(value);
		size = sizeof(buffer);
		must(kreg_query_value(key, text[i], KREG_NTS, NULL, buffer,
				      &size),
		     text[i]);
		good &= size == sizes[i] && is_pattern(buffer, size);
		if (!sizes[i])
			continue;
		size = sizes[i] - 1;
		good &= kreg_query_value(key, text[i], KREG_NTS, NULL, buffer,
					 &size) == -ERANGE &&
			size == sizes[i];
	}
	result(good, "values of all sizes, into a buffer and a block");
	must(kreg_query_values(key, names, count, &values), "all at once");
	for (i = 0; i < count; i++) {
		const struct kreg_data *item = kreg_values_item(values, i);

		good &= !item->error && item->size == sizes[i] &&
			is_pattern(item->data, item->size);
	}
	result(good, "all of them at once");
	kreg_free_values(values);
	must(kreg_query_values(key, names, 6, &values), "the small ones");
	good = kreg_values_count(values) == 6 &&
	       kreg_values_item(values, 5)->size == 4096;
	result(good, "the small ones in one message");
	kreg_free_values(values);
	names[0].text = "not there";
	must(kreg_query_values(key, names, 3, &values), "one is missing");
	good = kreg_values_item(values, 0)->error == -ENOENT &&
	       !kreg_values_item(values, 1)->error;
	result(good, "one is missing");
	kreg_free_values(values);
	kreg_close_key(key);
}

static void test_big_enum(const char *path)
{
	struct kreg_key *key = open_key(path);
	const struct kreg_data *value;
	struct kreg_cursor *cursor;
	int good = 1, left_out = 0;

	must(kreg_enum_values(key, 0, &cursor), "values");
	while (kreg_next_value(cursor, &value) > 0) {
		good &= value->size == (size_t)atoi(value->name + 6);
		if (value->error)
			left_out += value->error == -ERANGE;
		else
			good &= is_pattern(value->data, value->size);
	}
	result(good && left_out == 6, "long data is left out");
	printf("# %d left out\n", left_out);
	kreg_close_cursor(cursor);
	must(kreg_enum_values(key, KREG_ENUM_DATA, &cursor), "values");
	while (kreg_next_value(cursor, &value) > 0)
		good &= !value->error && is_pattern(value->data, value->size);
	result(good, "or read on the way");
	kreg_close_cursor(cursor);
	kreg_close_key(key);
}

static void test_enumerate(void)
{
	struct kreg_key *key = open_key("HKLM\\SIBLINGS\\Many");
	const struct kreg_info *info;
	struct kreg_cursor *cursor;
	struct kreg_info *single;
	char name[32];
	int count = 0, good = 1;

	must(kreg_enum_keys(key, KREG_ENUM_STRICT, &cursor), "subkeys");
	while (kreg_next_key(cursor, &info) > 0) {
		snprintf(name, sizeof(name), "Key%06d", count++);
		good &= !strcmp(info->name, name) && info->values == 1;
	}
	result(good && count == 5000, "5000 subkeys, sorted");
	kreg_close_cursor(cursor);
	must(kreg_get_key_at(key, 4999, &single), "the last subkey");
	result(!strcmp(single->name, "Key004999"), "the last subkey");
	kreg_free(single);
	result_rc(kreg_get_key_at(key, 5000, &single), -ENODATA,
		  "no more items");
	kreg_close_key(key);
}

static void test_many_values(void)
{
	struct kreg_key *key = open_key("HKLM\\VALUES\\Values");
	const struct kreg_data *value;
	struct kreg_cursor *cursor;
	struct kreg_data *single;
	char name[32];
	int count = 0, good = 1;

	must(kreg_enum_values(key, 0, &cursor), "values");
	while (kreg_next_value(cursor, &value) > 0) {
		snprintf(name, sizeof(name), "V%05d", count * 7919 % 10000);
		good &= !strcmp(value->name, name) && value->size == 4 &&
			!memcmp(value->data, &count, 4);
		count++;
	}
	result(good && count == 10000, "10000 values as stored");
	kreg_close_cursor(cursor);
	must(kreg_get_value_at(key, 9999, &single), "the last value");
	result(!memcmp(single->data, "\x0f\x27", 3), "the last value");
	kreg_free(single);
	result_rc(kreg_get_value_at(key, 10000, &single), -ENODATA,
		  "no more items");
	kreg_close_key(key);
}

/* Each key of this hive has a value Name, which is its name. */
static void test_names(void)
{
	struct kreg_key *key = open_key("HKLM\\NAMES\\Keys"), *child;
	const struct kreg_info *info;
	struct kreg_cursor *cursor;
	int good = 1, count = 0;
	size_t len;
	char *text;

	must(kreg_enum_keys(key, 0, &cursor), "odd names");
	while (kreg_next_key(cursor, &info) > 0) {
		must(kreg_open_key_at(key, info->name, info->name_len,
				      KREG_RIGHTS_READ, 0, &child),
		     "an odd name is found");
		must(kreg_get_string(child, "Name", 4, &text, &len), "Name");
		good &= len == info->name_len && !memcmp(text, info->name, len);
		kreg_free(text);
		kreg_close_key(child);
		count++;
	}
	result(good && count == 24, "odd names are found by themselves");
	kreg_close_cursor(cursor);
	kreg_close_key(key);
}

static void test_long_names(void)
{
	struct kreg_key *key = open_key("HKLM\\NAMES\\Values");
	const struct kreg_data *entry;
	struct kreg_cursor *cursor;
	struct kreg_data *value;
	int good = 1, count = 0;

	must(kreg_enum_values(key, KREG_ENUM_DATA, &cursor), "odd names");
	while (kreg_next_value(cursor, &entry) > 0) {
		must(kreg_get_value(key, entry->name, entry->name_len, &value),
		     "an odd value name is found");
		good &= value->size == entry->size;
		kreg_free(value);
		count++;
	}
	result(good && count == 9, "odd value names are found by themselves");
	kreg_close_cursor(cursor);
	kreg_close_key(key);
}

static void test_holders(void)
{
	struct kreg_key *key = open_key("HKLM\\MIXED\\Beta\\Inner");
	struct kreg_key *top = open_key("HKLM\\MIXED");
	const struct kreg_holder *holder;
	struct kreg_job *job = NULL;
	struct kreg_list *list;
	size_t i;
	int rc, found = 0;

	must(kreg_get_holders(ctx, top, &list), "holders");
	for (i = 0; i < kreg_list_count(list); i++) {
		holder = kreg_list_holder(list, i);
		printf("# %u %s %s\n", holder->pid, holder->command,
		       holder->path);
		found += holder->pid == (unsigned int)getpid() &&
			 !strncmp(holder->command,
				  program_invocation_short_name, 15) &&
			 !strcmp(holder->path, "HKLM\\MIXED\\Beta\\Inner");
	}
	result(found == 1, "a holder is listed");
	kreg_free_list(list);
	must(kreg_get_holders(ctx, NULL, &list), "holders");
	result(kreg_list_count(list) >= 2, "holders everywhere");
	kreg_free_list(list);
	kreg_close_key(top);
	rc = kreg_unload_hive(ctx, KREG_HKLM, "MIXED", KREG_NTS, &job);
	result_rc(rc, -EBUSY, "a hive with open keys stays");
	printf("# %s\n", kreg_error_text(ctx));
	result(job && kreg_list_count(kreg_job_holders(job)) == 1,
	       "who has them is told");
	kreg_free_job(job);
	kreg_close_key(key);
}

static void test_status(void)
{
	const struct kreg_loaded *hive = NULL;
	struct kreg_status *status;
	struct kreg_list *list;
	size_t i;
	int good;

	must(kreg_get_status(ctx, &status), "status");
	good = status->hives >= 1 && status->pool_used > 0 &&
	       status->pool_limit >= status->pool_used &&
	       status->sessions >= 1 && status->limit_jobs > 0;
	result(good, "status");
	kreg_free(status);
	must(kreg_get_hives(ctx, &list), "hives");
	for (i = 0; i < kreg_list_count(list); i++)
		if (!strcmp(kreg_list_hive(list, i)->name, "MIXED"))
			hive = kreg_list_hive(list, i);
	good = hive && hive->root == KREG_HKLM && hive->minor == 3 &&
	       hive->state == KREG_LOADED_LIVE && hive->keys > 10 &&
	       hive->values > 10 && hive->bins >= 4096 &&
	       hive->charged >= hive->bins && hive->read_only;
	result(good, "a hive is listed");
	printf("# %s\n", hive ? hive->file : "");
	result(hive && !!strstr(hive->file, "/mixed-1.3"), "with its file");
	kreg_free_list(list);
}

static void test_jobs(void)
{
	struct kreg_job *job, *again;
	struct kreg_list *list;
	int folder, rc;
	int good;

	folder = open(hive_path("good"), O_PATH | O_DIRECTORY | O_CLOEXEC);
	must(kreg_submit_load(ctx, KREG_HKLM, "ASYNC", KREG_NTS, folder,
			      "siblings-5000-lf", 0, &job),
	     "submit");
	close(folder);
	rc = kreg_wait_job(job, 60000);
	printf("# %d, state %u, %d %s\n", rc, kreg_job_info(job)->state,
	       kreg_job_info(job)->error, kreg_job_info(job)->text);
	good = !rc && kreg_job_info(job)->state == KREG_JOB_DONE &&
	       !kreg_job_info(job)->error;
	result(good, "a job that was submitted ends");
	must(kreg_get_job(ctx, kreg_job_info(job)->number, &again), "job");
	good = !strcmp(kreg_job_info(again)->name, "ASYNC") &&
	       kreg_job_info(again)->kind == KREG_JOB_LOAD;
	result(good, "it is found by its number");
	kreg_free_job(again);
	result_rc(kreg_get_job(ctx, 0x7fffffff, &again), -ENOENT,
		  "a job that never was");
	must(kreg_get_jobs(ctx, &list), "jobs");
	result(kreg_list_count(list) > 0 && kreg_list_job(list, 0)->mine,
	       "jobs are listed");
	kreg_free_list(list);
	kreg_free_job(job);
	must(kreg_submit_unload(ctx, KREG_HKLM, "ASYNC", KREG_NTS, &job),
	     "submit");
	result_rc(kreg_wait_job(job, -1), 0, "the unload ends");
	kreg_free_job(job);
}

/* Threads share the context; one of them loads and unloads meanwhile. */
static void *reader(void *data)
{
	struct kreg_key *key = NULL;
	const struct kreg_info *info;
	struct kreg_cursor *cursor;
	long bad = 0, count, i;
	char name[64];
	unsigned int number;
	int rc;

	(void)data;
	bad += !!kreg_open_key_path(ctx, "HKLM\\SIBLINGS\\Many", KREG_NTS,
				    KREG_RIGHTS_READ, 0, &key);
	for (i = 0; i < ROUNDS && !bad; i++) {
		size_t size = sizeof(number);

		snprintf(name, sizeof(name), "SIBLINGS\\Many\\Key%06ld", i);
		bad += kreg_query_value_by_path(ctx, KREG_HKLM, name, KREG_NTS,
						"Number", 6, NULL, &number,
						&size) ||
		       number != i;
		bad += kreg_get_dword(key, name, 3, &number) != -ENOENT;
		bad += !strstr(kreg_error_text(ctx), "SIB");
		if (i % 100)
			continue;
		rc = kreg_enum_keys(key, 0, &cursor);
		if (rc) {
			printf("# %d %s\n", rc, kreg_error_text(ctx));
			bad++;
			break;
		}
		for (count = 0; kreg_next_key(cursor, &info) > 0;)
			count++;
		bad += count != 5000;
		kreg_close_cursor(cursor);
	}
	kreg_close_key(key);
	return (void *)bad;
}

static void *loader(void *data)
{
	long bad = 0, i;

	for (i = 0; i < 20; i++) {
		bad += !!kreg_load_hive_file(ctx, KREG_HKU, "T", 1, data, 0,
					     NULL);
		bad += !!kreg_unload_hive(ctx, KREG_HKU, "T", 1, NULL);
	}
	return (void *)bad;
}

static void test_threads(void)
{
	pthread_t threads[READERS + 1];
	long bad = 0, i;
	void *got;

	for (i = 0; i < READERS; i++)
		pthread_create(&threads[i], NULL, reader, NULL);
	pthread_create(&threads[i], NULL, loader, hive_path("good/mixed-1.5"));
	for (i = 0; i <= READERS; i++) {
		pthread_join(threads[i], &got);
		bad += (long)got;
	}
	result(!bad, "threads share a context");
}

static void nothing(int signal)
{
	(void)signal;
}

static void test_signals(void)
{
	struct itimerval often = { { 0, 300 }, { 0, 300 } }, never = { 0 };
	struct sigaction action = { .sa_handler = nothing };
	struct kreg_key *key = open_key("HKLM\\B5\\Big");
	struct kreg_data *value;
	int bad = 0, i;

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (i = 0; i < 50; i++) {
		bad += !!kreg_get_value(key, "Length1048576", KREG_NTS, &value);
		if (bad)
			break;
		kreg_free(value);
	}
	setitimer(ITIMER_REAL, &never, NULL);
	result(!bad, "calls go on after signals");
	kreg_close_key(key);
}

/* Runs @run in a process of its own, which answers 0 for good. */
static void in_child(int (*run)(void), const char *what)
{
	int status = -1;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (!child)
		_exit(run());
	waitpid(child, &status, 0);
	result(!status, what);
}

static int as_nobody(void)
{
	struct kreg_status *status;
	struct kreg *own;
	int rc;

	if (setgid(65534) || setuid(65534))
		return 2;
	rc = kreg_open(&own, 0);
	if (rc)
		return 3;
	rc = kreg_get_status(own, &status);
	printf("# %d %s\n", rc, kreg_error_text(own));
	fflush(stdout);
	kreg_close(own);
	return rc != -EACCES;
}

static int leaves_keys_open(void)
{
	struct kreg_key *key;
	struct kreg *own;

	return kreg_open(&own, 0) ||
	       kreg_open_key_path(own, "HKLM\\MIXED\\Beta", KREG_NTS,
				  KREG_RIGHTS_READ, 0, &key);
}

static void run_all(void)
{
	must(kreg_open(&ctx, 0), "a context");
	test_version();
	test_load();
	test_broken("broken/19-value-magic");
	test_keys();
	test_security();
	test_values();
	test_status();
	load("B3", "good/big-values-1.3");
	load("B5", "good/big-values-1.5");
	test_big("HKLM\\B3\\Big");
	test_big("HKLM\\B5\\Big");
	test_big_enum("HKLM\\B5\\Big");
	load("SIBLINGS", "good/siblings-5000-li");
	load("VALUES", "good/many-values");
	load("NAMES", "good/names-1.5");
	test_enumerate();
	test_many_values();
	test_names();
	test_long_names();
	test_holders();
	test_jobs();
	test_threads();
	test_signals();
	in_child(as_nobody, "the registry is not for everybody");
	in_child(leaves_keys_open, "a process ends with its keys open");
	unload("B3");
	unload("B5");
	unload("SIBLINGS");
	unload("VALUES");
	unload("NAMES");
	unload("MIXED");
	kreg_close(ctx);
}

static void run_absent(void)
{
	struct kreg_status *status;

	result_rc(kreg_open(&ctx, 0), -ENODEV, "no module");
	result(*kreg_error_text(NULL), "it says so");
	must(kreg_open(&ctx, KREG_OPEN_LATE), "a context for later");
	result_rc(kreg_get_status(ctx, &status), -ENODEV, "still no module");
	kreg_close(ctx);
}

static int command(const char *text, const char *argument)
{
	char line[8192];

	snprintf(line, sizeof(line), "%s %s", text, argument);
	return system(line);
}

static void run_gone(const char *module)
{
	struct kreg_status *status;
	struct kreg_key *key;
	struct kreg *own;

	must(kreg_open(&ctx, 0), "a context");
	key = open_key("HKLM");
	result(command("rmmod", "kreg") != 0, "a key that is open holds it");
	kreg_close_key(key);
	must(command("rmmod", "kreg"), "rmmod");
	result_rc(kreg_get_status(ctx, &status), -ENODEV,
		  "the module was unloaded");
	printf("# %s\n", kreg_error_text(ctx));
	must(command("insmod", module), "insmod");
	result_rc(kreg_get_status(ctx, &status), -ENODEV,
		  "what was open stays gone");
	must(kreg_open(&own, 0), "a new context");
	must(kreg_get_status(own, &status), "a new context");
	result(status->handles == 0, "a new context works");
	kreg_free(status);
	kreg_close(own);
	kreg_close(ctx);
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc > 2)
		snprintf(hives, sizeof(hives), "%s", argv[2]);
	if (!strcmp(mode, "absent"))
		run_absent();
	else if (!strcmp(mode, "all"))
		run_all();
	else if (!strcmp(mode, "gone"))
		run_gone(argv[2]);
	else
		return 2;
	printf("1..%d\n", tests);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
