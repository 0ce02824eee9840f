// SPDX-License-Identifier: GPL-2.0
#include "print_finding.h"
#include "json.h"
#include "terminal.h"

#define NO_CELL 0xffffffff

/**
 * finding_print() - print one finding in one line
 * @number: of the invariant
 * @cell: cell index, or 0xffffffff for the file as a whole
 * @repaired: mended
 * @text: what is wrong, and what was done
 */
void finding_print(unsigned int number, uint32_t cell, bool repaired,
		   const char *text)
{
	struct buffer out = { 0 };

	paint_begin(&out, repaired ? PAINT_GOOD : PAINT_BAD);
	buffer_printf(&out, "%-8s", repaired ? "repaired" : "broken");
	paint_end(&out);
	buffer_printf(&out, "  rule %-2u  ", number);
	if (cell == NO_CELL)
		buffer_puts(&out, "file             ");
	else
		buffer_printf(&out, "cell 0x%08x  ", cell);
	text_show(&out, text_of(text));
	buffer_putc(&out, '\n');
	output_buffer(&out);
	buffer_free(&out);
}

/**
 * finding_add() - add one finding to a JSON list
 * @list: list
 * @number: of the invariant
 * @cell: cell index, or 0xffffffff for the file as a whole: null
 * @repaired: mended
 * @text: what is wrong, and what was done
 */
void finding_add(struct json_object *list, unsigned int number, uint32_t cell,
		 bool repaired, const char *text)
{
	struct json_object *object = json_object_new_object();

	json_add_number(object, "number", number);
	json_object_object_add(object, "cell",
			       cell == NO_CELL ? NULL :
						 json_object_new_int64(cell));
	json_add_bool(object, "repaired", repaired);
	json_add_text(object, "text", text_of(text));
	json_object_array_add(list, object);
}
