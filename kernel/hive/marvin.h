/* SPDX-License-Identifier: GPL-2.0 */
/* Marvin32, the hash of the entries of HvLE logs. */
#ifndef _KREG_HIVE_MARVIN_H
#define _KREG_HIVE_MARVIN_H

#include "env.h"

/**
 * struct kreg_marvin - a hash being computed
 * @low: state
 * @high: state
 */
struct kreg_marvin {
	u32 low;
	u32 high;
};

void kreg_marvin_start(struct kreg_marvin *hash);
void kreg_marvin_words(struct kreg_marvin *hash, const void *data, u32 bytes);
u64 kreg_marvin_end(struct kreg_marvin *hash);

#endif /* _KREG_HIVE_MARVIN_H */
