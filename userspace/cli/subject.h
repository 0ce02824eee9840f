/* SPDX-License-Identifier: GPL-2.0 */
/* The key that a command is about: argument, source and open key in one. */
#ifndef _KREG_CLI_SUBJECT_H
#define _KREG_CLI_SUBJECT_H

#include "options.h"
#include "source.h"

/**
 * struct subject - what a command is about
 * @options: of the command line
 * @source: where it comes from
 * @key: the open key
 * @path: of the key, as the user wrote it, without needless backslashes
 */
struct subject {
	const struct options *options;
	struct source *source;
	struct key *key;
	struct buffer path;
};

int argument_text(struct buffer *to, const struct options *options,
		  const char *argument);
int subject_begin(struct subject *subject, const struct options *options,
		  int argument);
int subject_failed(struct subject *subject, struct text below, int rc);
void subject_path(const struct subject *subject, struct text below,
		  struct buffer *to);
void path_show(struct buffer *to, struct text path);
void subject_end(struct subject *subject);

#endif /* _KREG_CLI_SUBJECT_H */
