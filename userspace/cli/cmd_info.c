// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "json.h"
#include "print_key.h"
#include "source_file.h"
#include "stamp.h"
#include "subject.h"
#include "terminal.h"

static const struct {
	uint32_t flag;
	const char *name;
} flag_names[] = {
	{ KEY_VOLATILE, "volatile" },	 { KEY_HIVE_EXIT, "mount point" },
	{ KEY_HIVE_ENTRY, "hive root" }, { KEY_NO_DELETE, "no delete" },
	{ KEY_SYM_LINK, "link" },
};

#define FLAGS (sizeof(flag_names) / sizeof(*flag_names))

static void label(struct buffer *to, const char *name)
{
	paint_begin(to, PAINT_NAME);
	buffer_printf(to, "  %-22s", name);
	paint_end(to);
}

static void number_line(struct buffer *to, const char *name, uint64_t number,
			const char *unit)
{
	label(to, name);
	buffer_printf(to, "%llu%s\n", (unsigned long long)number, unit);
}

static void stamp_line(struct buffer *to, const char *name, uint64_t stamp,
		       const struct options *options)
{
	label(to, name);
	stamp_show(to, stamp, options->utc);
	buffer_putc(to, '\n');
}

static void text_line(struct buffer *to, const char *name, struct text text)
{
	label(to, name);
	text_show(to, text);
	buffer_putc(to, '\n');
}

static void flags_line(struct buffer *to, uint32_t flags)
{
	const char *mark = "";

	label(to, "flags");
	for (size_t i = 0; i < FLAGS; i++) {
		if (!(flags & flag_names[i].flag))
			continue;
		buffer_printf(to, "%s%s", mark, flag_names[i].name);
		mark = ", ";
	}
	buffer_puts(to, *mark ? "\n" : "none\n");
}

static void info_lines(struct buffer *to, struct key *key,
		       const struct key_info *info,
		       const struct options *options)
{
	stamp_line(to, "last write", info->last_write, options);
	if (info->has_class)
		text_line(to, "class", text_in(&info->class));
	flags_line(to, info->flags);
	if (info->flags & KEY_SYM_LINK) {
		label(to, "leads to");
		link_show(key, to);
		buffer_putc(to, '\n');
	}
	number_line(to, "subkeys", info->subkeys, "");
	number_line(to, "values", info->values, "");
	number_line(to, "longest subkey name", info->max_name / 2,
		    " characters");
	number_line(to, "longest class", info->max_class / 2, " characters");
	number_line(to, "longest value name", info->max_value_name / 2,
		    " characters");
	number_line(to, "longest data", info->max_value_data, " bytes");
}

static void file_lines(struct buffer *to, const struct file_facts *facts,
		       const struct options *options)
{
	paint_begin(to, PAINT_KEY);
	text_show(to, text_of(options->file));
	paint_end(to);
	buffer_putc(to, '\n');
	label(to, "version");
	buffer_printf(to, "1.%u\n", facts->minor);
	text_line(to, "name in the file", text_in(&facts->name));
	stamp_line(to, "last written", facts->stamp, options);
	number_line(to, "sequence number", facts->sequence, "");
	number_line(to, "file", facts->file_bytes, " bytes");
	number_line(to, "bins", facts->bins, "");
	number_line(to, "in bins", facts->bins_bytes, " bytes");
	number_line(to, "of these free", facts->free_bytes, " bytes");
	number_line(to, "keys", facts->keys, "");
	number_line(to, "values", facts->values, "");
	number_line(to, "security descriptors", facts->securities, "");
}

static struct json_object *flags_json(uint32_t flags)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < FLAGS; i++) {
		struct text name = text_of(flag_names[i].name);

		if (flags & flag_names[i].flag)
			json_object_array_add(list, json_text(name));
	}
	return list;
}

static struct json_object *info_json(struct text path,
				     const struct key_info *info)
{
	struct json_object *object = json_object_new_object();

	json_key(object, path, info);
	json_object_object_add(object, "flags", flags_json(info->flags));
	json_add_number(object, "subkeys", info->subkeys);
	json_add_number(object, "values", info->values);
	json_add_number(object, "max_name", info->max_name);
	json_add_number(object, "max_class", info->max_class);
	json_add_number(object, "max_value_name", info->max_value_name);
	json_add_number(object, "max_value_data", info->max_value_data);
	return object;
}

static struct json_object *file_json(const struct file_facts *facts,
				     const char *file)
{
	struct json_object *object = json_object_new_object();

	json_add_text(object, "file", text_of(file));
	json_add_number(object, "minor", facts->minor);
	json_add_text(object, "name", text_in(&facts->name));
	json_add_number(object, "stamp", facts->stamp);
	json_add_number(object, "sequence", facts->sequence);
	json_add_number(object, "file_bytes", facts->file_bytes);
	json_add_number(object, "bins", facts->bins);
	json_add_number(object, "bins_bytes", facts->bins_bytes);
	json_add_number(object, "free_bytes", facts->free_bytes);
	json_add_number(object, "keys", facts->keys);
	json_add_number(object, "values", facts->values);
	json_add_number(object, "securities", facts->securities);
	return object;
}

static void print_json(struct subject *subject, struct text path,
		       const struct key_info *info)
{
	struct json_object *object = info_json(path, info);
	struct file_facts facts = { 0 };

	if (subject->options->file) {
		source_file_facts(subject->source, &facts);
		json_object_object_add(object, "hive",
				       file_json(&facts,
						 subject->options->file));
		buffer_free(&facts.name);
	}
	json_line(object);
}

static void print_text(struct subject *subject, struct text path,
		       const struct key_info *info)
{
	struct file_facts facts = { 0 };
	struct buffer out = { 0 };

	path_show(&out, path);
	buffer_putc(&out, '\n');
	info_lines(&out, subject->key, info, subject->options);
	if (subject->options->file) {
		source_file_facts(subject->source, &facts);
		buffer_putc(&out, '\n');
		file_lines(&out, &facts, subject->options);
		buffer_free(&facts.name);
	}
	output_buffer(&out);
	buffer_free(&out);
}

static int run(const struct options *options)
{
	struct text none = { "", 0 };
	struct key_info info = { 0 };
	struct buffer path = { 0 };
	struct subject subject;
	int code = subject_begin(&subject, options, 0);
	int rc;

	if (!code) {
		subject_path(&subject, none, &path);
		rc = key_info(subject.key, &info);
		if (rc)
			code = subject_failed(&subject, none, rc);
		else if (options->json)
			print_json(&subject, text_in(&path), &info);
		else
			print_text(&subject, text_in(&path), &info);
	}
	key_info_free(&info);
	buffer_free(&path);
	subject_end(&subject);
	return code;
}

const struct command command_info = {
	.name = "info",
	.args = "[KEY]",
	.summary = "Show what is known of a key, and of its hive file",
	.about =
		"Counts, maxima, class, last write and flags of a key. With --file, the\n"
		"hive's version, stamps, bins and counts too. Maxima are those that are\n"
		"stored, and may be larger than the truth.",
	.takes = TAKES_SOURCE | TAKES(UTC),
	.least = 0,
	.most = 1,
	.run = run,
};
