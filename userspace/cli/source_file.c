// SPDX-License-Identifier: GPL-2.0
/* Keys of a hive file, through the hive engine, without the module. */
#include "hive/base.h"
#include "hive/check.h"
#include "hive/hive.h"
#include "hive/invariants.h"
#include "hive/node.h"
#include "hive/security.h"
#include "hive/subkeys.h"
#include "hive/value.h"

#include "error.h"
#include "source_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Handed to the kernel in one read(), which stops short of 2 GiB. */
#define READ_PIECE 0x40000000

struct file_source {
	struct source source;
	const char *path;
	int fd;
	struct stat stat;
	u8 block[KREG_REGF_BLOCK];
	struct kreg_hive *hive;
};

struct file_key {
	struct key key;
	const struct kreg_regf_nk *nk;
};

static struct file_source *to_file(struct source *source)
{
	return (struct file_source *)source;
}

static struct kreg_hive *to_hive(struct key *key)
{
	return to_file(key->source)->hive;
}

static const struct kreg_regf_nk *to_nk(struct key *key)
{
	return ((struct file_key *)key)->nk;
}

static void add_name(struct buffer *to, const struct kreg_name *name)
{
	size_t bytes = kreg_name_wtf8_size(name);

	kreg_name_to_wtf8(name, buffer_room(to, bytes + 1), bytes);
	to->bytes += bytes;
}

static int open_cell(struct source *source, u32 cell, struct key **key)
{
	const struct kreg_regf_nk *nk = kreg_node(to_file(source)->hive, cell);
	struct file_key *open;

	if (!nk)
		return -EUCLEAN;
	open = memory_resize(NULL, 1, sizeof(*open));
	*open = (struct file_key){ { source }, nk };
	*key = &open->key;
	return 0;
}

/* Takes the next component off a path; doubled backslashes are legal. */
static bool next_component(struct text *path, struct text *component)
{
	const char *end;

	while (path->bytes && *path->data == '\\') {
		path->data++;
		path->bytes--;
	}
	if (!path->bytes)
		return false;
	end = memchr(path->data, '\\', path->bytes);
	component->data = path->data;
	component->bytes = end ? (size_t)(end - path->data) : path->bytes;
	path->data += component->bytes;
	path->bytes -= component->bytes;
	return true;
}

static const char through_link[] =
	"the path leads through a link, and links are not followed in a file";
static const char locked[] = "another program has locked the file for writing";
static const char recover[] =
	"its last changes are in its logs: let the system that wrote it start and stop";
static const char check_it[] =
	"\"kreg check --file %s\" lists what is wrong, --repair reads what is whole";

/* A link names a place in a registry, and a file is none. */
static int no_way_on(struct source *source, const struct kreg_regf_nk *nk,
		     struct text name)
{
	struct buffer *why = &source->why;

	if (le16_to_cpu(nk->flags) & KREG_NK_SYM_LINK) {
		buffer_puts(why, through_link);
		return -ELOOP;
	}
	buffer_puts(why, "not found: there is no key \"");
	buffer_add(why, name.data, name.bytes);
	buffer_puts(why, "\"");
	return -ENOENT;
}

static int file_open_key(struct source *source, struct text path,
			 struct key **key)
{
	const struct kreg_hive *hive = to_file(source)->hive;
	const struct kreg_regf_nk *nk;
	u32 cell = hive->root;
	struct text part;

	while (next_component(&path, &part)) {
		struct kreg_name name = kreg_name_wtf8(part.data, part.bytes);
		int rc;

		nk = kreg_node(hive, cell);
		if (!nk)
			return -EUCLEAN;
		rc = kreg_subkeys_find(hive, nk, &name, &cell);
		if (rc == -ENOENT)
			return no_way_on(source, nk, part);
		if (rc)
			return rc;
	}
	return open_cell(source, cell, key);
}

static int file_child(struct key *parent, struct text name, u32 cell,
		      struct key **key)
{
	(void)name;
	return open_cell(parent->source, cell, key);
}

static void file_close(struct key *key)
{
	free(key);
}

static int file_info(struct key *key, struct key_info *info)
{
	struct kreg_node_info node;
	struct kreg_name class;
	int rc;

	kreg_node_info(to_nk(key), &node);
	info->last_write = node.last_write;
	info->subkeys = node.subkeys;
	info->values = node.values;
	info->max_name = node.max_name;
	info->max_class = node.max_class;
	info->max_value_name = node.max_value_name;
	info->max_value_data = node.max_value_data;
	info->flags = node.flags & KEY_FLAGS;
	info->has_class = node.class_bytes;
	if (!info->has_class)
		return 0;
	rc = kreg_node_class(to_hive(key), to_nk(key), &class);
	if (!rc)
		add_name(&info->class, &class);
	return rc;
}

static int file_subkeys(struct key *key, struct names *names)
{
	struct kreg_hive *hive = to_hive(key);
	const struct kreg_regf_nk *nk = to_nk(key);
	u32 count = le32_to_cpu(nk->subkeys);

	for (u32 i = 0; i < count; i++) {
		const struct kreg_regf_nk *child;
		struct kreg_name name;
		u32 cell;
		int rc;

		rc = kreg_subkeys_at(hive, nk, i, &cell);
		if (rc)
			return rc;
		child = kreg_node(hive, cell);
		if (!child)
			return -EUCLEAN;
		name = kreg_node_name(child);
		add_name(&names->text, &name);
		names_add(names, cell);
	}
	return 0;
}

static void add_value(struct values *values, const struct kreg_regf_vk *vk,
		      u32 index)
{
	struct value_entry *entry = values_add(values);
	struct kreg_name name = kreg_value_name(vk);

	entry->type = kreg_value_type(vk);
	entry->bytes = kreg_value_bytes(vk);
	entry->id = index;
	entry->name = values->store.bytes;
	add_name(&values->store, &name);
	entry->name_bytes = values->store.bytes - entry->name;
}

static int file_values(struct key *key, struct values *values)
{
	u32 count = le32_to_cpu(to_nk(key)->values);

	for (u32 i = 0; i < count; i++) {
		const struct kreg_regf_vk *vk;
		int rc;

		rc = kreg_value_at(to_hive(key), to_nk(key), i, &vk);
		if (rc)
			return rc;
		add_value(values, vk, i);
	}
	return 0;
}

static int file_find(struct key *key, struct text name, struct values *values)
{
	struct kreg_name wanted = kreg_name_wtf8(name.data, name.bytes);
	const struct kreg_regf_vk *vk;
	u32 index;
	int rc;

	rc = kreg_value_find(to_hive(key), to_nk(key), &wanted, &index, &vk);
	if (!rc)
		add_value(values, vk, index);
	return rc;
}

static int file_read(struct key *key, const struct value *value, void *to)
{
	const struct kreg_regf_vk *vk;
	int rc;

	rc = kreg_value_at(to_hive(key), to_nk(key), value->id, &vk);
	if (rc)
		return rc;
	return kreg_value_read(to_hive(key), vk, 0, to, value->bytes);
}

static int file_security(struct key *key, struct buffer *to)
{
	const struct kreg_regf_sk *sk;

	sk = kreg_security(to_hive(key), le32_to_cpu(to_nk(key)->security));
	if (!sk)
		return -EUCLEAN;
	buffer_add(to, sk->descriptor, le32_to_cpu(sk->size));
	return 0;
}

static void file_end(struct source *source)
{
	struct file_source *file = to_file(source);

	kreg_hive_destroy(file->hive);
	if (file->fd >= 0)
		close(file->fd);
	free(file);
}

static const struct source_calls calls = {
	.open = file_open_key,
	.child = file_child,
	.close = file_close,
	.info = file_info,
	.subkeys = file_subkeys,
	.values = file_values,
	.find = file_find,
	.read = file_read,
	.security = file_security,
	.end = file_end,
};

static void hive_free(void *owner, void *memory, size_t bytes)
{
	(void)owner;
	munmap(memory, bytes);
}

static const struct kreg_hive_calls hive_calls = { .free = hive_free };

static int explain(struct file_source *file, int rc, const char *why)
{
	buffer_puts(&file->source.why, why);
	return rc;
}

/* Another program that holds the file for writing is left in peace. */
static int open_file(struct file_source *file)
{
	file->fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file->fd < 0)
		return explain(file, -errno, strerror(errno));
	if (fstat(file->fd, &file->stat))
		return -errno;
	if (!S_ISREG(file->stat.st_mode))
		return explain(file, -ENOEXEC, "not a regular file");
	if (flock(file->fd, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK)
		return explain(file, -EBUSY, locked);
	return 0;
}

static int read_all(int fd, u8 *to, u64 bytes, u64 offset)
{
	while (bytes) {
		size_t piece = bytes < READ_PIECE ? bytes : READ_PIECE;
		ssize_t got = pread(fd, to, piece, offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got ? -errno : -ENODATA;
		to += got;
		bytes -= got;
		offset += got;
	}
	return 0;
}

static bool is_changed(struct file_source *file)
{
	struct stat now;

	return fstat(file->fd, &now) || now.st_size != file->stat.st_size ||
	       now.st_mtim.tv_sec != file->stat.st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != file->stat.st_mtim.tv_nsec;
}

/*
 * The bins are read, not mapped: what is checked must not change afterwards,
 * and a file that is cut under a mapping would end the program.
 */
static int read_bins(struct file_source *file)
{
	size_t bytes = (size_t)file->hive->room * KREG_REGF_BLOCK;
	void *memory;
	int rc;

	memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return -errno;
	rc = read_all(file->fd, memory, bytes, KREG_REGF_BLOCK);
	if (rc == -ENODATA || (!rc && is_changed(file)))
		rc = explain(file, -EAGAIN,
			     "the file changed while it was read");
	if (!rc)
		rc = kreg_hive_add(file->hive, memory, bytes);
	if (rc)
		munmap(memory, bytes);
	return rc;
}

static int read_hive(struct file_source *file, unsigned int flags,
		     struct kreg_findings *findings)
{
	u64 size = file->stat.st_size;
	struct kreg_hive *hive;
	int rc;

	rc = read_all(file->fd, file->block, min_t(u64, size, KREG_REGF_BLOCK),
		      0);
	if (rc)
		return rc;
	hive = kreg_hive_create(file->block, size, flags, &hive_calls, file,
				findings);
	if (IS_ERR(hive))
		return PTR_ERR(hive);
	file->hive = hive;
	rc = read_bins(file);
	return rc ? rc : kreg_hive_check(hive, flags, findings);
}

static struct file_source *new_source(const char *path)
{
	struct file_source *file = memory_resize(NULL, 1, sizeof(*file));

	memset(file, 0, sizeof(*file));
	file->source.calls = &calls;
	file->path = path;
	file->fd = -1;
	return file;
}

static bool is_dirty(const struct kreg_finding *finding)
{
	return finding->number == KREG_INV_SEQUENCE ||
	       finding->number == KREG_INV_CHECKSUM;
}

/* Says which invariant is broken and where to read on. */
static void explain_findings(struct file_source *file, int rc,
			     const struct kreg_findings *findings)
{
	const struct kreg_finding *first = findings->list;
	struct buffer *why = &file->source.why;

	if (!findings->kept || why->bytes)
		return;
	if (rc == -ENOEXEC)
		buffer_puts(why, "not a hive: ");
	else if (!is_dirty(first))
		buffer_puts(why, "the hive is corrupt: ");
	buffer_puts(why, first->text);
	if (findings->total > 1)
		buffer_printf(why, " (and %u more)", findings->total - 1);
	if (first->number == KREG_INV_SEQUENCE)
		buffer_puts(&file->source.next, recover);
	else if (rc != -ENOEXEC)
		buffer_printf(&file->source.next, check_it, file->path);
}

struct reporter {
	finding_fn report;
	void *ctx;
	struct kreg_findings *findings;
	bool listed;
};

static void report_one(struct reporter *reporter,
		       const struct kreg_finding *finding)
{
	struct file_finding told = {
		.number = finding->number,
		.cell = finding->cell,
		.repaired = finding->repaired,
		.text = finding->text,
	};

	reporter->report(reporter->ctx, &told);
}

static void report_list(struct reporter *reporter)
{
	if (reporter->listed)
		return;
	reporter->listed = true;
	for (u32 i = 0; i < reporter->findings->kept; i++)
		report_one(reporter, &reporter->findings->list[i]);
}

/* Called for a finding that the list has no room for. */
static void report_late(void *ctx, const struct kreg_finding *finding)
{
	report_list(ctx);
	report_one(ctx, finding);
}

/**
 * source_file_check() - open a hive file and report every finding
 * @path: of the file
 * @repair: mend in memory what is broken; the file is never written
 * @report: called for each finding, or NULL
 * @ctx: for @report
 * @counts: how many findings there were, and how many were mended
 * @source: where to put the source; set on errors too, to hold the reason
 *
 * Return: 0 when the hive can be used, or a negative errno.
 */
int source_file_check(const char *path, bool repair, finding_fn report,
		      void *ctx, struct file_counts *counts,
		      struct source **source)
{
	struct kreg_findings *findings =
		memory_resize(NULL, 1, sizeof(*findings));
	struct reporter reporter = { report, ctx, findings, !report };
	struct file_source *file = new_source(path);
	int rc;

	*source = &file->source;
	memset(findings, 0, sizeof(*findings));
	findings->full = report ? report_late : NULL;
	findings->ctx = &reporter;
	rc = open_file(file);
	if (!rc)
		rc = read_hive(file, repair ? KREG_HIVE_REPAIR : 0, findings);
	report_list(&reporter);
	if (rc)
		explain_findings(file, rc, findings);
	*counts = (struct file_counts){ findings->total, findings->repaired };
	free(findings);
	return rc;
}

/* What is shown is not what lies in the file: never in silence. */
static void warn_repaired(const char *path, u32 repaired)
{
	struct buffer next = { 0 }, why = { 0 };

	buffer_printf(&why, "%u defects were mended in memory", repaired);
	buffer_printf(&next, "\"kreg check --repair --file %s\" lists them",
		      path);
	error_text(text_of(path), buffer_string(&why), buffer_string(&next));
	buffer_free(&next);
	buffer_free(&why);
}

/**
 * source_file_begin() - open a hive file for reading
 * @path: of the file
 * @repair: mend in memory what is broken
 * @source: where to put the source; set on errors too, to hold the reason
 *
 * Return: 0 or a negative errno.
 */
int source_file_begin(const char *path, bool repair, struct source **source)
{
	struct file_counts counts;
	int rc;

	rc = source_file_check(path, repair, NULL, NULL, &counts, source);
	if (!rc && counts.repaired)
		warn_repaired(path, counts.repaired);
	return rc;
}

/**
 * source_file_facts() - what a hive file says about itself
 * @source: from source_file_begin() or source_file_check()
 * @facts: filled; the name is appended
 */
void source_file_facts(struct source *source, struct file_facts *facts)
{
	struct file_source *file = to_file(source);
	const struct kreg_regf_base *base = (const void *)file->block;
	const struct kreg_hive *hive = file->hive;
	size_t units = 0;

	while (units < sizeof(base->name) &&
	       (base->name[units] || base->name[units + 1]))
		units += 2;
	text_from_utf16(&facts->name, base->name, units);
	facts->minor = hive->minor;
	facts->stamp = hive->stamp;
	facts->sequence = hive->sequence;
	facts->bins = hive->bins;
	facts->bins_bytes = kreg_hive_size(hive);
	facts->file_bytes = file->stat.st_size;
	facts->free_bytes = hive->free_bytes;
	facts->keys = hive->keys;
	facts->values = hive->values;
	facts->securities = hive->securities;
}
