#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 120
#
#   pool of 4 MiB: [ big-values-1.3, 2.3 MiB ][ rest ] <-- a second one: EDQUOT
#
# At the limit a load is refused and every counter is what it was; reads go
# on. With fault injection every single charge of a load fails once.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

PARAMETERS=/sys/module/kreg/parameters

at_the_limit() {
	local before
	before=$(status_of pool_hives)
	refused 3 'limit' "a hive too many" \
		kreg load 'HKLM\Second' "$HIVES/good/big-values-1.5"
	is "$(status_of pool_hives)" "$before" "no charge is left of it"
	ok "the refusal is counted" test "$(status_of pool_refused)" -gt 0
	refused 1 'not found' "nothing is there" kreg query 'HKLM\Second'
	is "$(kreg get --raw 'HKLM\First\Big' Length65536 | sha256sum)" \
		"$(kreg --file "$HIVES/good/big-values-1.3" get --raw Big Length65536 |
			sha256sum)" "reads go on"
	ok "never over the limit" \
		test "$(status_of pool_high)" -le "$(status_of pool_limit)"
}

raise_limit() {
	refused 1 . "no limit below 4 MiB" \
		sh -c "echo 1000000 >$PARAMETERS/pool_limit"
	echo $((16 << 20)) >$PARAMETERS/pool_limit
	is "$(status_of pool_limit)" $((16 << 20)) "the limit is raised"
	ok "and there is room" \
		kreg load 'HKLM\Second' "$HIVES/good/big-values-1.5"
	ok "for a third one too" kreg load 'HKLM\T' "$HIVES/SYSTEM"
	echo $((4 << 20)) >$PARAMETERS/pool_limit
	is "$("$LIB/read-dword" 'T\Select' LastKnownGood)" 2 \
		"reads go on over a lowered limit"
	ok "unload the second" kreg unload 'HKLM\Second'
	ok "unload the third" kreg unload 'HKLM\T'
}

fail_charges() {
	local n left failed=0 bad=0
	if [ ! -e $PARAMETERS/pool_fail_charge ]; then
		skip "no fault injection in this kernel"
		return
	fi
	for ((n = 1; n < 1000; n++)); do
		echo $n >$PARAMETERS/pool_fail_charge
		kreg load 'HKLM\T' "$HIVES/SYSTEM" 2>/dev/null && break
		failed=$((failed + 1))
		kreg query 'HKLM\T' 2>/dev/null && bad=$((bad + 1))
	done
	left=$(cat $PARAMETERS/pool_fail_charge)
	echo 0 >$PARAMETERS/pool_fail_charge
	ok "charges failed: $failed" test $failed -gt 0
	ok "the last load met no failure" test "$left" -gt 0
	is $bad 0 "nothing is left of a failed load"
	ok "the last load is whole" kreg query 'HKLM\T\Select'
	ok "and goes" kreg unload 'HKLM\T'
}

load_kreg pool_limit=$((4 << 20))
base=$(status_of pool_hives)
ok "a hive that fits" kreg load 'HKLM\First' "$HIVES/good/big-values-1.3"
at_the_limit
raise_limit
fail_charges
ok "unload the first" kreg unload 'HKLM\First'
is "$(status_of pool_hives)" "$base" "the counters are what they were"
is "$(status_of handles)" 0 "no handle is left"
finish
