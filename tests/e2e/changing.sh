#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 120
#
#   file --load--> module      file: removed, cut, overwritten, written to
#                              all the time, locked by somebody else
#
# A loaded hive does not depend on its file; a file that changes while it is
# read is refused, never believed.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

FILE=$SCRATCH/hive
ROUNDS=40

same() {
	kreg dump --json 'HKLM\T' >"$SCRATCH/now"
	ok "$1: the hive is what it was" cmp "$SCRATCH/now" "$SCRATCH/then"
}

loaded() {
	cp "$HIVES/SYSTEM" "$FILE"
	must kreg load 'HKLM\T' "$FILE"
	kreg dump --json 'HKLM\T' >"$SCRATCH/then"
}

after_load() {
	loaded
	truncate -s 4096 "$FILE"
	same "cut"
	head -c 65536 /dev/urandom >"$FILE"
	same "overwritten"
	rm "$FILE"
	same "removed"
	ok "unload without the file" kreg unload 'HKLM\T'
	refused 1 . "and it cannot be loaded again" kreg load 'HKLM\T' "$FILE"
}

locked() {
	cp "$HIVES/SYSTEM" "$FILE"
	exec {lock}<>"$FILE"
	must flock -x "$lock"
	refused 3 . "locked by a writer" kreg load 'HKLM\T' "$FILE"
	exec {lock}>&-
	rm "$FILE"
}

write_all_the_time() {
	while :; do
		truncate -s 8192 "$FILE"
		cat "$HIVES/good/mixed-1.3" >"$FILE"
	done
}

while_loading() {
	local writer status bad=0 refusals=0 i
	cp "$HIVES/good/mixed-1.3" "$FILE"
	kreg --file "$FILE" dump --json >"$SCRATCH/then"
	write_all_the_time &
	writer=$!
	for ((i = 0; i < ROUNDS; i++)); do
		kreg load 'HKLM\T' "$FILE" >/dev/null 2>&1
		status=$?
		case $status in
		0)
			kreg dump --json 'HKLM\T' | cmp -s - "$SCRATCH/then" ||
				bad=$((bad + 1))
			kreg unload 'HKLM\T' || bad=$((bad + 1))
			;;
		3 | 4) refusals=$((refusals + 1)) ;;
		*) bad=$((bad + 1)) ;;
		esac
	done
	kill $writer
	wait $writer 2>/dev/null
	is $bad 0 "$ROUNDS loads of a changing file, $refusals refused"
	cp "$HIVES/good/mixed-1.3" "$FILE"
	ok "it loads when it is left in peace" kreg load 'HKLM\T' "$FILE"
}

load_kreg
after_load
locked
while_loading
finish
