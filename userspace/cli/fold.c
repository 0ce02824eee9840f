// SPDX-License-Identifier: GPL-2.0
#include "hive/upcase.h"

#include "fold.h"

uint16_t fold_unit(uint16_t unit)
{
	return kreg_upcase(unit);
}

static void put_unit(struct buffer *to, uint16_t unit)
{
	unit = kreg_upcase(unit);
	buffer_add(to, &unit, sizeof(unit));
}

/**
 * fold_text() - make upper-cased UTF-16 units of text
 * @to: where to append uint16_t, in the machine's order
 * @text: text
 */
void fold_text(struct buffer *to, struct text text)
{
	for (size_t at = 0; at < text.bytes;) {
		uint32_t code = text_next(text, &at);

		if (code < 0x10000) {
			put_unit(to, code);
			continue;
		}
		code -= 0x10000;
		put_unit(to, 0xd800 | code >> 10);
		put_unit(to, 0xdc00 | (code & 0x3ff));
	}
}
