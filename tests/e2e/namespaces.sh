#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 90
#
#   net namespace A, B --> one registry
#   user namespace     --> no entry
#   pid namespace      --> holders by their pid outside
#   mount namespace    --> a file that is seen only there
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

load_kreg
must kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
is "$(unshare --net kreg get 'HKLM\SYSTEM\Select' Current)" \
	"$(kreg get 'HKLM\SYSTEM\Select' Current)" "the same from another net"
ok "load from another net" \
	unshare --net kreg load 'HKU\U' "$HIVES/USER"
ok "is seen here" kreg query 'HKU\U\Environment'
ok "unload from a third" unshare --net kreg unload 'HKU\U'
refused 3 'CAP_SYS_ADMIN' "root of a user namespace" \
	unshare --user --map-root-user kreg query 'HKLM\SYSTEM'
refused 3 'CAP_SYS_ADMIN' "root of a user namespace with a net of its own" \
	unshare --user --map-root-user --net kreg query 'HKLM\SYSTEM'

only_there() {
	unshare --mount sh -ec "
		mount -t tmpfs tmpfs /mnt
		cp '$HIVES/USER' /mnt/hive
		kreg load 'HKU\\M' /mnt/hive"
}
ok "load a file of another mount namespace" only_there
ok "that is not seen here" test ! -e /mnt/hive
ok "its keys are" kreg query 'HKU\M\Environment'
ok "unload it" kreg unload 'HKU\M'

mkfifo "$SCRATCH/said"
unshare --pid --fork --kill-child "$LIB/hold" 'SYSTEM\Select' >"$SCRATCH/said" &
outer=$!
read -r line <"$SCRATCH/said"
matches "$line" '^open' "a holder in a pid namespace"
inner=$(pgrep -P $outer)
matches "$(kreg handles --json)" "\"pid\": *$inner\\b" "listed by its pid here"
kill -KILL "$inner"
wait $outer
is "$(status_of handles)" 0 "gone with it"
finish
