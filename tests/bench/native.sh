#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: bench
# guest: host
#
# Load and check a hive against libhivex; count comparisons of a look-up.
set -euo pipefail

bench=$KREG_BUILD/bench
out=$bench/measured/native
hive=${KREG_SHARED:-$KREG_TOP/../shared}/hives/nt4/system

: >"$out"
"$bench/native" seek "$out" "$bench"/hives/siblings-*
if [ -r "$hive" ]; then
	"$bench/native" load "$out" "$hive"
else
	echo "no hive $hive: not measured against libhivex"
fi
