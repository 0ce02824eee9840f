#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 120
#
#   insmod -> load, hold -> rmmod: refused -> release -> rmmod -> insmod ...
#
# The module goes when nobody uses it, with hives loaded too, and comes back;
# after the last time the guest looks for leaks.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

is_loaded() { [ -d /sys/module/kreg ]; }

refused 1 . "a limit that is too small" \
	insmod "$KREG_MODULES/kreg.ko" pool_limit=4096
refused 1 "" "and the module is not there" is_loaded
for round in 1 2 3 4 5; do
	load_kreg
	must kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
	must kreg load 'HKU\U' "$HIVES/USER"
	kreg dump 'HKLM\SYSTEM' >"$SCRATCH/dump"
	hold one 'SYSTEM\Select'
	refused 1 'in use' "round $round: rmmod while a key is open" rmmod kreg
	ok "round $round: and it goes on working" kreg query 'HKLM\SYSTEM\Select'
	release one
	ok "round $round: rmmod with hives loaded" rmmod kreg
	refused 3 'not loaded' "round $round: no module" kreg status
done
finish
