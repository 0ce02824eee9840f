#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 60
#
#   kreg load, query, unload --> events/kreg/* --> trace
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

TRACING=/sys/kernel/tracing

load_kreg
if [ ! -d $TRACING/events/kreg ]; then
	if [ -d $TRACING/events ]; then
		fail "the module has tracepoints"
	else
		skip "a kernel without tracing"
	fi
	finish
fi
echo 1 >$TRACING/events/kreg/enable
at_end "echo 0 >$TRACING/events/kreg/enable"
kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
kreg load 'HKLM\Big' "$HIVES/good/siblings-100000-li" 2>/dev/null
hold one 'SYSTEM\Select'
release one
kreg load 'HKLM\Broken' "$HIVES/broken/16-hint-lf" 2>/dev/null
kreg unload 'HKLM\SYSTEM'
echo 2 >/proc/sys/vm/drop_caches
cat $TRACING/trace >"$SCRATCH/trace"
matches "$(grep kreg_load: "$SCRATCH/trace")" 'SYSTEM.*result 0' "load"
matches "$(grep kreg_load: "$SCRATCH/trace")" 'Broken.*result -117' \
	"a load that is refused"
matches "$(grep kreg_open: "$SCRATCH/trace")" 'Select.*result 0' "open"
matches "$(grep kreg_refuse: "$SCRATCH/trace")" 'pool.*result -122' "refuse"
matches "$(grep kreg_unload: "$SCRATCH/trace")" 'SYSTEM.*result 0' "unload"
finish
