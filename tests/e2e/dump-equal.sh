#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 600
#
#   hive file --load--> module --netlink--> kreg dump --+
#       |                                               +-- the same bytes
#       +------------ kreg --file dump -----------------+
#
# Every good hive, made and real, is dumped both ways.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

dump_equal() {
	local file=$1 name
	name=${file##*/}
	if ! kreg load 'HKLM\T' "$file"; then
		fail "load $name"
		return
	fi
	kreg dump --json 'HKLM\T' >"$SCRATCH/module"
	kreg --file "$file" dump --json >"$SCRATCH/file"
	ok "$name: $(wc -l <"$SCRATCH/file") keys" \
		cmp "$SCRATCH/module" "$SCRATCH/file"
	[ -s "$SCRATCH/file" ] || fail "$name: an empty dump"
	kreg unload 'HKLM\T' || fail "unload $name"
}

load_kreg pool_limit=$((64 << 20))
for file in "$HIVES"/{SYSTEM,SOFTWARE,USER} "$HIVES"/good/*; do
	# Many keys take minutes on an emulated machine: of these, one of a kind.
	[[ $file = *-100000-* || $file = *-5000-l[fh] ]] || dump_equal "$file"
done
if [ -d "$SHARED" ]; then
	for file in "$SHARED"/{nt4,hivex,nt-hive}/* "$SHARED"/yarp/*/*_Windows10 \
		"$SHARED"/yarp/{BigData,ManySubkeys,Unicode,ExtendedASCII}Hive \
		"$SHARED"/yarp/{Upcase,BogusKeyNames,Comp,DupName}Hive \
		"$SHARED"/yarp/{Empty,MultiSz,StringValues,ValuesOrder}Hive; do
		dump_equal "$file"
	done
else
	skip "real hives: $SHARED is missing"
fi
finish
