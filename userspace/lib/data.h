/* SPDX-License-Identifier: LGPL-2.1 */
/* A value in one block: the structure, its data, its name. */
#ifndef _KREG_LIB_DATA_H
#define _KREG_LIB_DATA_H

#include "public.h"

struct kreg_data *kreg_data_new(const char *name, size_t name_len,
				uint32_t type, size_t size);
struct kreg_data *kreg_data_copy(const char *name, size_t name_len,
				 uint32_t type, const void *data, size_t size);
struct kreg_data *kreg_data_missing(const char *name, size_t name_len,
				    int error);

#endif /* _KREG_LIB_DATA_H */
