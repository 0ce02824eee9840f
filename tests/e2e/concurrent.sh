#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 180
#
#   4 readers --HKLM\SYSTEM--> always the right value
#       |-------HKLM\T-------> right, or not there       <--load, unload-- here
#   1 lister ---HKLM\T\Many--> sorted, whole or refused
#   1 client killed in the middle --> its handles are gone
#
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

ROUNDS=25

readers=()
start_readers() {
	local i
	for i in 1 2 3 4; do
		"$LIB/reader" read "$SCRATCH/stop" >"$SCRATCH/reader$i" 2>&1 &
		readers+=($!)
	done
	"$LIB/reader" list "$SCRATCH/stop" >"$SCRATCH/lister" 2>&1 &
	readers+=($!)
}

stop_readers() {
	local pid
	touch "$SCRATCH/stop"
	for pid in "${readers[@]}"; do
		wait "$pid"
		is $? 0 "reader $pid saw nothing wrong"
	done
	cat "$SCRATCH"/reader? "$SCRATCH/lister" | sed 's/^/# /'
	ok "all readers did read" awk '$2 == 0 { bad = 1 } END { exit bad || !NR }' \
		"$SCRATCH"/reader? "$SCRATCH/lister"
}

turn_over() {
	local i bad=0
	for ((i = 0; i < ROUNDS; i++)); do
		kreg load 'HKLM\T' "$HIVES/good/siblings-300-li" || bad=$((bad + 1))
		# Refused while somebody is just looking, for a moment only.
		until_unloaded || bad=$((bad + 1))
	done
	is $bad 0 "$ROUNDS times loaded and unloaded under the readers"
}

until_unloaded() {
	local tries
	for ((tries = 0; tries < 20; tries++)); do
		kreg unload 'HKLM\T' 2>"$SCRATCH/unload" && return
		grep -q 'pid' "$SCRATCH/unload" || break
	done
	cat "$SCRATCH/unload"
	return 1
}

killed() {
	local before sessions
	before=$(status_of handles) sessions=$(status_of sessions)
	hold victim 'SYSTEM\Select' 'SYSTEM\Setup' 'SYSTEM\ControlSet001'
	is "$(status_of handles)" $((before + 3)) "a client holds three handles"
	kill -KILL "${HOLDERS[victim]}"
	wait "${HOLDERS[victim]}" 2>/dev/null
	unset 'HOLDERS[victim]'
	is "$(status_of handles)" "$before" "killed, its handles are gone"
	is "$(status_of sessions)" "$sessions" "and its session"
}

load_kreg
must kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
start_readers
turn_over
killed
stop_readers
ok "unload in the end" kreg unload 'HKLM\SYSTEM'
finish
