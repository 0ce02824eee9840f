// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "descriptor.h"
#include "json.h"
#include "subject.h"
#include "terminal.h"

#include <errno.h>

static struct json_object *sid_json(const struct sid *sid)
{
	struct json_object *object;
	struct buffer number = { 0 };

	if (!sid->bytes)
		return NULL;
	sid_number(&number, sid);
	object = json_text(text_in(&number));
	buffer_free(&number);
	return object;
}

static struct json_object *ace_json(const struct ace *ace)
{
	struct json_object *object = json_object_new_object();

	json_add_number(object, "type", ace->type);
	json_add_number(object, "flags", ace->flags);
	json_add_number(object, "mask", ace->mask);
	json_object_object_add(object, "sid", sid_json(&ace->sid));
	return object;
}

static struct json_object *acl_json(struct acl acl)
{
	struct json_object *list;
	struct ace ace;

	if (!acl.there)
		return NULL;
	list = json_object_new_array();
	while (ace_next(&acl, &ace))
		json_object_array_add(list, ace_json(&ace));
	return list;
}

static void print_json(struct text path, const struct descriptor *descriptor,
		       const struct buffer *data)
{
	struct json_object *object = json_object_new_object();
	struct buffer sddl = { 0 };

	descriptor_sddl(&sddl, descriptor);
	json_add_text(object, "key", path);
	json_add_number(object, "control", descriptor->control);
	json_object_object_add(object, "owner", sid_json(&descriptor->owner));
	json_object_object_add(object, "group", sid_json(&descriptor->group));
	json_object_object_add(object, "dacl", acl_json(descriptor->dacl));
	json_object_object_add(object, "sacl", acl_json(descriptor->sacl));
	json_add_text(object, "sddl", text_in(&sddl));
	json_object_object_add(object, "descriptor",
			       json_hex(data->data, data->bytes));
	json_line(object);
	buffer_free(&sddl);
}

static void print_text(struct text path, const struct descriptor *descriptor,
		       bool sddl)
{
	struct buffer out = { 0 };

	if (sddl) {
		descriptor_sddl(&out, descriptor);
		buffer_putc(&out, '\n');
	} else {
		path_show(&out, path);
		buffer_putc(&out, '\n');
		descriptor_lines(&out, descriptor);
	}
	output_buffer(&out);
	buffer_free(&out);
}

static int show(struct subject *subject)
{
	const struct options *options = subject->options;
	struct buffer data = { 0 }, path = { 0 };
	struct text none = { "", 0 };
	struct descriptor descriptor;
	int rc = key_security(subject->key, &data);

	subject_path(subject, none, &path);
	if (!rc && !descriptor_read(data.data, data.bytes, &descriptor))
		rc = -EUCLEAN;
	if (!rc && options->json)
		print_json(text_in(&path), &descriptor, &data);
	else if (!rc)
		print_text(text_in(&path), &descriptor, options->sddl);
	buffer_free(&data);
	buffer_free(&path);
	return rc ? subject_failed(subject, none, rc) : 0;
}

static int run(const struct options *options)
{
	struct subject subject;
	int code = subject_begin(&subject, options, 0);

	if (!code)
		code = show(&subject);
	subject_end(&subject);
	return code;
}

const struct command command_security = {
	.name = "security",
	.args = "[KEY]",
	.summary = "Show the security descriptor of a key",
	.about =
		"Owner, group, who may do what (DACL), and what is audited (SACL).",
	.takes = TAKES_SOURCE | TAKES(SDDL),
	.least = 0,
	.most = 1,
	.run = run,
};
