#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 180
#
#   kreg-lib-test --libkreg.so--> kreg.ko, with hives from good/ and broken/
#
# The library against the module: every call, values of all sizes, odd names,
# threads that share a context, a module that is not there or goes away.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

program=$KREG_BUILD/bin/kreg-lib-test

part() {
	"$program" "$@" | grep -v '^1\.\.' >"$SCRATCH/out"
	[ "${PIPESTATUS[0]}" = 0 ] || result=1
	# One numbering for all parts.
	awk -v n="$count" '/^(not )?ok [0-9]/ { sub(/ok [0-9]+/, "ok " ++n) } { print }' \
		"$SCRATCH/out"
	count=$((count + $(grep -cE '^(not )?ok ' "$SCRATCH/out")))
}

result=0 count=0
part absent
load_kreg pool_limit=$((64 << 20))
part all "$HIVES"
part gone "$KREG_MODULES/kreg.ko"
echo "1..$count"
exit $result
