/* SPDX-License-Identifier: GPL-2.0 */
/* Long work on a terminal: it can be interrupted, and shows how far it is. */
#ifndef _KREG_CLI_INTERRUPT_H
#define _KREG_CLI_INTERRUPT_H

#include "text.h"

void interrupt_begin(void);
bool interrupted(void);
void interrupt_end(void);

void progress_show(const char *what, size_t count);
void progress_end(void);

#endif /* _KREG_CLI_INTERRUPT_H */
