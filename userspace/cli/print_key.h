/* SPDX-License-Identifier: GPL-2.0 */
/* A key with its values and the names of its subkeys, for people. */
#ifndef _KREG_CLI_PRINT_KEY_H
#define _KREG_CLI_PRINT_KEY_H

#include "options.h"
#include "source.h"

/**
 * struct key_style - how to show a key
 * @options: of the command line
 * @subkeys: with the names of the subkeys
 * @cut: bytes of binary data to show, 0 for all
 */
struct key_style {
	const struct options *options;
	bool subkeys;
	size_t cut;
};

int key_print(struct key *key, struct text path, const struct key_style *style);
void link_show(struct key *key, struct buffer *to);

#endif /* _KREG_CLI_PRINT_KEY_H */
