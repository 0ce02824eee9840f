#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 120
#
#   reads --> key objects and snapshots <--shrinker-- drop_caches
#
# Under memory pressure caches shrink; what is open stays, and every answer
# is what it was.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

shrink() {
	echo 2 >/proc/sys/vm/drop_caches
	echo 2 >/proc/sys/vm/drop_caches
}

load_kreg
must kreg load 'HKLM\S' "$HIVES/good/siblings-300-li"
kreg dump --json 'HKLM\S' >"$SCRATCH/before"
keys=$(status_of cache_keys) values=$(status_of cache_values)
ok "reads fill the cache: $keys keys, $values values" test "$keys" -gt 300
hold one 'S\Many\Key000200'
shrink
ok "key objects are given up: $(status_of cache_keys) are left" \
	test "$(status_of cache_keys)" -lt 100
ok "they are counted" test "$(status_of cache_shrunk)" -ge 200
matches "$(kreg handles)" 'Key000200' "what is open stays"
kreg dump --json 'HKLM\S' >"$SCRATCH/after"
ok "every answer is the same" cmp "$SCRATCH/before" "$SCRATCH/after"
release one
shrink
ok "unload" kreg unload 'HKLM\S'
finish
