// SPDX-License-Identifier: GPL-2.0
#include "command.h"
#include "interrupt.h"
#include "json.h"
#include "print_key.h"
#include "print_value.h"
#include "subject.h"
#include "terminal.h"
#include "type.h"
#include "walk.h"

struct tree {
	struct subject subject;
	struct walk walk;
	struct values values;
	struct buffer out;
	struct buffer data;
	size_t keys;
	size_t value_count;
};

enum piece {
	PIECE_LINE,
	PIECE_BLANK,
	PIECE_MIDDLE,
	PIECE_LAST,
};

static const char *piece_of(enum piece piece)
{
	static const char *const boxes[] = { "│   ", "    ", "├── ", "└── " };
	static const char *const ascii[] = { "|   ", "    ", "|-- ", "`-- " };

	return terminal.utf8 ? boxes[piece] : ascii[piece];
}

/* Draws what stands in front of a key, or of a value below it. */
static size_t draw_lines(struct tree *tree, bool value)
{
	size_t above = tree->walk.depth - (value ? 0 : 1);
	size_t columns = 0;

	for (size_t level = 1; level < tree->walk.depth;
	     level++, columns += 4) {
		bool last = walk_is_last(&tree->walk, level);

		if (level < above)
			buffer_puts(&tree->out,
				    piece_of(last ? PIECE_BLANK : PIECE_LINE));
		else
			buffer_puts(&tree->out,
				    piece_of(last ? PIECE_LAST : PIECE_MIDDLE));
	}
	return columns;
}

static void draw_value(struct tree *tree, const struct value *value,
		       const uint8_t *data, bool subkeys)
{
	struct buffer *out = &tree->out;
	size_t begin, columns = draw_lines(tree, true);

	buffer_puts(out,
		    subkeys ? piece_of(PIECE_LINE) : piece_of(PIECE_BLANK));
	paint_begin(out, PAINT_NAME);
	begin = out->bytes;
	value_name_show(out, value->name);
	columns += 4 + text_columns((struct text){ out->data + begin,
						   out->bytes - begin });
	paint_end(out);
	buffer_puts(out, "  ");
	paint_begin(out, PAINT_TYPE);
	begin = out->bytes;
	type_show(out, value->type);
	columns += 4 + out->bytes - begin;
	paint_end(out);
	buffer_puts(out, "  ");
	value_brief(out, value, data, tree->subject.options,
		    terminal.width > columns + 20 ? terminal.width - columns :
						    20);
	buffer_putc(out, '\n');
}

/* Do subkeys follow below the values of the current key? */
static bool goes_on(const struct tree *tree, const struct key_info *info)
{
	long deepest = tree->walk.deepest;

	return info->subkeys &&
	       (deepest < 0 || tree->walk.depth <= (size_t)deepest);
}

static int draw_values(struct tree *tree, struct key *key,
		       const struct key_info *info)
{
	int rc = key_values(key, &tree->values);

	for (size_t i = 0; !rc && i < tree->values.count; i++) {
		struct value value = values_at(&tree->values, i);
		const uint8_t *data = value_read(key, &value, &tree->data, &rc);

		if (!rc)
			draw_value(tree, &value, data, goes_on(tree, info));
	}
	tree->value_count += tree->values.count;
	return rc;
}

static int draw_key(struct tree *tree, struct key *key,
		    const struct key_info *info)
{
	struct buffer *out = &tree->out;

	draw_lines(tree, false);
	if (tree->walk.depth > 1)
		path_show(out, walk_name(&tree->walk));
	else
		path_show(out, text_in(&tree->subject.path));
	if (info->flags & KEY_SYM_LINK) {
		buffer_puts(out, " -> ");
		link_show(key, out);
	}
	buffer_putc(out, '\n');
	return tree->subject.options->values ? draw_values(tree, key, info) : 0;
}

static int print_json(struct tree *tree, struct key *key,
		      const struct key_info *info)
{
	struct json_object *object = json_object_new_object(), *list;
	struct buffer path = { 0 };
	int rc = 0;

	subject_path(&tree->subject, text_in(&tree->walk.path), &path);
	json_key(object, text_in(&path), info);
	json_add_number(object, "depth", tree->walk.depth - 1);
	json_add_number(object, "subkeys", info->subkeys);
	if (tree->subject.options->values) {
		rc = json_values(key, tree->subject.options, &list);
		json_object_object_add(object, "values", list);
	}
	buffer_free(&path);
	if (rc)
		json_object_put(object);
	else
		json_line(object);
	return rc;
}

static int print_all(struct tree *tree)
{
	bool json = tree->subject.options->json;
	struct key_info info = { 0 };
	struct key *key;
	int rc;

	while ((rc = walk_next(&tree->walk, &key)) > 0) {
		if (interrupted() || output_failed())
			break;
		rc = key_info(key, &info);
		if (!rc)
			rc = json ? print_json(tree, key, &info) :
				    draw_key(tree, key, &info);
		output_buffer(&tree->out);
		if (rc)
			break;
		tree->keys++;
	}
	key_info_free(&info);
	return rc < 0 ? rc : 0;
}

static void print_totals(struct tree *tree)
{
	struct buffer *out = &tree->out;

	if (tree->subject.options->json)
		return;
	paint_begin(out, PAINT_NOTE);
	buffer_printf(out, "\n%zu key%s", tree->keys,
		      tree->keys == 1 ? "" : "s");
	if (tree->subject.options->values)
		buffer_printf(out, ", %zu value%s", tree->value_count,
			      tree->value_count == 1 ? "" : "s");
	paint_end(out);
	buffer_putc(out, '\n');
	output_buffer(out);
}

static int run(const struct options *options)
{
	struct tree tree = { 0 };
	int code = subject_begin(&tree.subject, options, 0);
	int rc;

	if (!code) {
		interrupt_begin();
		walk_begin(&tree.walk, tree.subject.key, options->depth);
		tree.subject.key = NULL;
		rc = print_all(&tree);
		if (rc)
			code = subject_failed(&tree.subject,
					      text_in(&tree.walk.path), rc);
		else
			print_totals(&tree);
	}
	walk_end(&tree.walk);
	values_free(&tree.values);
	buffer_free(&tree.out);
	buffer_free(&tree.data);
	subject_end(&tree.subject);
	return code;
}

const struct command command_tree = {
	.name = "tree",
	.args = "[KEY]",
	.summary = "Draw the tree of keys",
	.about = "Without KEY, from the root of the hive file.",
	.takes = TAKES_SOURCE | TAKES(DEPTH) | TAKES(VALUES) | TAKES(EXPAND) |
		 TAKES(BASE),
	.least = 0,
	.most = 1,
	.run = run,
};
