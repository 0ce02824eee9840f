/* SPDX-License-Identifier: GPL-2.0 */
/* Keys of the module, through libkreg. */
#ifndef _KREG_CLI_SOURCE_MODULE_H
#define _KREG_CLI_SOURCE_MODULE_H

#include "source.h"

int source_module_begin(struct source **source);

#endif /* _KREG_CLI_SOURCE_MODULE_H */
