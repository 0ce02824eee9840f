/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The invariants of a hive, by number. The numbers are shown to users and
 * never change their meaning; Documentation/hive-invariants.rst explains each.
 */
#ifndef _KREG_HIVE_INVARIANTS_H
#define _KREG_HIVE_INVARIANTS_H

enum kreg_invariant {
	KREG_INV_KIND = 1, /* a primary hive file */
	KREG_INV_VERSION = 2, /* version 1.3 to 1.6 */
	KREG_INV_CHECKSUM = 3, /* base block checksum */
	KREG_INV_SEQUENCE = 4, /* sequence numbers equal */
	KREG_INV_BINS_SIZE = 5, /* bins size fits the file */
	KREG_INV_BIN = 6, /* bin header */
	KREG_INV_CELLS = 7, /* cells fill their bin */
	KREG_INV_ROOT = 8, /* root is a key */
	KREG_INV_REACH = 9, /* each cell reached at most once */
	KREG_INV_NODE = 10, /* key node is whole */
	KREG_INV_KEY_NAME = 11, /* key name is legal */
	KREG_INV_PARENT = 12, /* parent link */
	KREG_INV_LIST = 13, /* subkey list is whole */
	KREG_INV_SUBKEY_COUNT = 14, /* count of subkeys */
	KREG_INV_ORDER = 15, /* subkeys sorted, none twice */
	KREG_INV_HINT = 16, /* hints and hashes */
	KREG_INV_DEPTH = 17, /* at most 512 levels */
	KREG_INV_VALUE_LIST = 18, /* value list is whole */
	KREG_INV_VALUE = 19, /* value is whole */
	KREG_INV_VALUE_NAME = 20, /* value name legal, none twice */
	KREG_INV_DATA = 21, /* value data is whole */
	KREG_INV_CLASS = 22, /* class name is whole */
	KREG_INV_SECURITY = 23, /* key names a security cell */
	KREG_INV_DESCRIPTOR = 24, /* descriptor is well formed */
	KREG_INV_RING = 25, /* ring of security cells */
	KREG_INV_REFS = 26, /* reference counts of security cells */
	KREG_INV_VOLATILE = 27, /* no volatile key in a file */
	KREG_INV_LAYERED = 28, /* no layered key */
};

#endif /* _KREG_HIVE_INVARIANTS_H */
