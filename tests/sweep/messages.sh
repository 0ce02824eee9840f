#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: sweep
# guest: uml
# timeout: 180
#
#   request N --fail-nth N--> one allocation of its handler fails
#
# Each request is repeated with its 1st, 2nd, ... allocation failing until none
# fails any more: it is refused for want of memory or answered rightly, and
# nothing is left behind. Caches are emptied before, so that filling them fails.
. "$KREG_TOP/tests/e2e/lib/tap.sh"
. "$KREG_TOP/tests/e2e/lib/kreg.sh"

FAILSLAB=/sys/kernel/debug/failslab

must [ -d $FAILSLAB ]
echo N >$FAILSLAB/ignore-gfp-wait
echo 0 >$FAILSLAB/verbose
load_kreg
must kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
before=$(status_of pool_handles)
python3 "$KREG_TOP/tests/sweep/messages.py" >"$SCRATCH/out" 2>&1
status=$?
while read -r line; do
	case $line in
	"ok "*) pass "${line#ok }" ;;
	"not ok "*) fail "${line#not ok }" ;;
	*) echo "# $line" ;;
	esac
done <"$SCRATCH/out"
is $status 0 "all requests were tried"
is "$(status_of handles)" 0 "no handle is left"
is "$(status_of sessions)" 0 "no session is left"
is "$(status_of pool_handles)" "$before" "no charge is left"
ok "unload" kreg unload 'HKLM\SYSTEM'
finish
