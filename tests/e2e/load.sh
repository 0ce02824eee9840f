#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 180
#
#   hive files --load--> HKLM\SYSTEM, HKU\... --query--> kreg
#        |                    ^
#   broken, dirty,            +-- holders, users without rights
#   no files at all
#
# Load, query, enumerate, unload; and every refusal with its exit status and
# what it says.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

ANYBODY=65534

load_and_read() {
	ok "load SYSTEM" kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
	is "$(kreg get 'HKLM\SYSTEM\Select' LastKnownGood)" \
		"$(kreg --file "$HIVES/SYSTEM" get Select LastKnownGood)" "a value"
	is "$(kreg get 'hklm\sYSTEM\sELECT' lASTkNOWNgOOD)" \
		"$(kreg get 'HKLM\SYSTEM\Select' LastKnownGood)" "in any case"
	is "$(kreg get 'HKLM\\SYSTEM\\\Select\' Current)" \
		"$(kreg get 'HKLM\SYSTEM\Select' Current)" "doubled backslashes"
	is "$(kreg get 'HKLM\SYSTEM\CurrentControlSet\Services\Beep' Start)" \
		"$(kreg get 'HKLM\SYSTEM\ControlSet001\Services\Beep' Start)" \
		"through the link"
	matches "$(kreg query 'HKLM\SYSTEM')" 'ControlSet001.*Select.*Setup' \
		"subkeys in order"
	matches "$(kreg query HKLM)" SYSTEM "the mount is a subkey of its root"
	refused 1 'not found' "no such key" kreg query 'HKLM\SYSTEM\Nothing'
	refused 1 'not found' "no such value" \
		kreg get 'HKLM\SYSTEM\Select' Nothing
	refused 1 'not found' "no such hive" kreg query 'HKLM\Nothing'
}

names_refused() {
	local long
	long=$(printf 'x%.0s' {1..256})
	refused 3 'taken|exists|in use' "name in use" \
		kreg load 'HKLM\System' "$HIVES/SOFTWARE"
	refused 3 'in use|loaded' "file in use" \
		kreg load 'HKLM\Second' "$HIVES/SYSTEM"
	refused 2 . "a path is no name" kreg load 'HKLM\A\B' "$HIVES/SOFTWARE"
	refused 2 . "an empty name" kreg load 'HKLM\' "$HIVES/SOFTWARE"
	refused 2 . "an unknown root" kreg load 'HKXX\A' "$HIVES/SOFTWARE"
	refused 2 . "a name too long" kreg load "HKLM\\$long" "$HIVES/SOFTWARE"
	ok "a name as long as may be" kreg load "HKLM\\${long:1}" "$HIVES/USER"
	ok "and unloaded again" kreg unload "HKLM\\${long:1}"
}

files_refused() {
	cd "$SCRATCH" || return
	ln -s "$HIVES/USER" link
	mkfifo fifo
	mkdir folder
	cp "$HIVES/USER" secret
	chmod 600 secret
	refused 3 . "a symbolic link" kreg load 'HKLM\T' link
	refused 2 . "a fifo" kreg load 'HKLM\T' fifo
	refused 2 . "a folder" kreg load 'HKLM\T' folder
	refused 1 . "no such file" kreg load 'HKLM\T' missing
	refused 1 . "no such folder" kreg load 'HKLM\T' missing/file
	refused 3 . "a file the caller may not read" setpriv --reuid=$ANYBODY \
		--clear-groups --regid=$ANYBODY --inh-caps=+sys_admin \
		--ambient-caps=+sys_admin kreg load 'HKLM\T' "$PWD/secret"
	refused 1 . "nothing of that is left" kreg query 'HKLM\T'
	cd / || return
}

hives_refused() {
	local file name=$SCRATCH/text
	echo "some text" >"$name"
	refused 4 'not a hive|regf|bytes' "no hive" kreg load 'HKLM\T' "$name"
	refused 4 'needs recovery' "in need of recovery" \
		kreg load 'HKLM\T' "$HIVES/broken/04-sequence"
	for file in "$HIVES"/broken/*; do
		refused 4 . "refused: ${file##*/}" kreg load 'HKLM\T' "$file"
	done
	refused 1 . "nothing of that is left" kreg query 'HKLM\T'
	refused 0 'rule 16' "a repair tells what it did" \
		kreg load --repair 'HKLM\T' "$HIVES/broken/16-hint-lf"
	ok "the repaired hive is read" kreg query 'HKLM\T\Many\Sub05'
	is "$(kreg --file "$HIVES/broken/16-hint-lf" check >/dev/null; echo $?)" 4 \
		"the file is as it was"
	ok "unload the repaired hive" kreg unload 'HKLM\T'
}

callers_refused() {
	refused 3 'CAP_SYS_ADMIN' "an unprivileged user" setpriv \
		--reuid=$ANYBODY --regid=$ANYBODY --clear-groups kreg status
	refused 3 'CAP_SYS_ADMIN' "root without the capability" setpriv \
		--bounding-set=-sys_admin --inh-caps=-sys_admin kreg status
	refused 3 'CAP_SYS_ADMIN' "root of a user namespace" \
		unshare --user --map-root-user kreg status
	matches "$("$LIB/as-other" 0 0)" ^allowed "opener and sender privileged"
	matches "$("$LIB/as-other" 0 $ANYBODY)" '^refused: .*(denied|permitted)' \
		"a privileged opener helps no other sender"
	matches "$("$LIB/as-other" $ANYBODY 0)" '^refused: .*(denied|permitted)' \
		"a privileged sender helps no other opener"
}

busy() {
	hold first 'SYSTEM\Select' 'SYSTEM\CurrentControlSet\Services'
	refused 3 "${HOLDERS[first]}" "unload names the holder" \
		kreg unload 'HKLM\SYSTEM'
	refused 3 'CurrentControlSet' "and the path as it was opened" \
		kreg unload 'HKLM\SYSTEM'
	matches "$(kreg handles)" "${HOLDERS[first]}" "handles lists it"
	matches "$(kreg handles 'HKLM\SYSTEM\ControlSet001')" \
		"${HOLDERS[first]}" "under another name too"
	is "$(kreg handles 'HKLM\SYSTEM\ControlSet002' | grep -c "${HOLDERS[first]}")" \
		0 "and not elsewhere"
	release first
	ok "unload when it is gone" kreg unload 'HKLM\SYSTEM'
	refused 1 'not found' "nothing is there then" kreg query 'HKLM\SYSTEM'
	refused 1 'not loaded' "unload what is not there" kreg unload 'HKLM\SYSTEM'
	ok "load it again" kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
	ok "and below HKU" kreg load 'HKU\S-1-22-1-1000' "$HIVES/USER"
	ok "a user's value" kreg get 'HKU\S-1-22-1-1000\Environment' TEMP
}

refused 3 'not loaded' "no module" kreg status
load_kreg
load_and_read
names_refused
files_refused
hives_refused
callers_refused
busy
finish
