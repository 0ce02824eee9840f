// SPDX-License-Identifier: GPL-2.0
/* The module that holds the KUnit suites. */
#include <linux/module.h>

MODULE_DESCRIPTION("KUnit suites of kreg");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(KREG_TEST);
