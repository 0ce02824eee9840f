#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 240
#
#   big-values-1.3, -1.5, siblings-5000-*, many-values
#        |--load--> HKLM\B3, B5, S, M --query-value, dumps--> kreg, genl
#
# Values from 0 bytes to 1 MiB in one cell and in segments, 5000 subkeys,
# 10000 values; buffers that are too small, ends of enumerations.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

expected() {
	kreg --file "$HIVES/good/$1" get --raw Big "$2" | sha256sum
}

every_length() {
	local hive=$1 mount=$2 length got
	for length in 0 1 3 4 5 4096 16343 16344 16345 32687 32688 32689 65536 \
		1048575 1048576; do
		kreg get --raw "$mount\\Big" "Length$length" >"$SCRATCH/data"
		is "$(stat -c %s "$SCRATCH/data")" "$length" "$hive: $length bytes"
		is "$(sha256sum <"$SCRATCH/data")" "$(expected "$hive" "Length$length")" \
			"$hive: the right bytes of $length"
	done
}

load_kreg pool_limit=$((32 << 20))
must kreg load 'HKLM\B3' "$HIVES/good/big-values-1.3"
must kreg load 'HKLM\B5' "$HIVES/good/big-values-1.5"
must kreg load 'HKLM\S' "$HIVES/good/siblings-5000-li"
must kreg load 'HKLM\L' "$HIVES/good/siblings-5000-lf"
must kreg load 'HKLM\M' "$HIVES/good/many-values"
every_length big-values-1.3 'HKLM\B3'
every_length big-values-1.5 'HKLM\B5'
is "$(kreg query 'HKLM\S\Many' | grep -c 'Key00')" 5000 "5000 subkeys, li"
is "$(kreg query 'HKLM\L\Many' | grep -c 'Key00')" 5000 "5000 subkeys, lf"
is "$(kreg query --json 'HKLM\M\Values' | grep -o '"name"' | wc -l)" 10000 \
	"10000 values"
ok "messages" "$LIB/values-test"
finish
