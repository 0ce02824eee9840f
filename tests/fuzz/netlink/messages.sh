#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: fuzz
# guest: uml debug
# timeout: 600
#
# Send messages of all kinds for FUZZ_SECONDS (default 60, at most 400), then
# look whether sessions, handles, jobs and hives are gone. FUZZ_SEED repeats
# the streams. An emulated guest with all checkers needs more time for the same.
set -eu

seconds=${FUZZ_SECONDS:-60}
[ "$seconds" -le 400 ] || seconds=400
[ "$KREG_FLAVOUR" != debug ] || seconds=$((seconds / 3))
seed=${FUZZ_SEED:-$RANDOM$RANDOM}
folder=$(mktemp -d)
hives=$KREG_BUILD/fuzz/hives
mkdir "$folder/stay" "$folder/hives"
cp "$hives/SOFTWARE" "$hives"/good/{big-values-1.5,many-values,links,names-1.5} \
	"$folder/stay"
find "$hives/good" "$hives/broken" -type f -size -2M \
	-exec cp -t "$folder/hives" {} +

insmod "$KREG_MODULES/kreg.ko"
if "$KREG_BUILD/fuzz/netlink-fuzz" "$folder/stay" "$folder/hives" \
	"$seconds" "$seed"; then
	echo "ok 1 - messages for $seconds s, seed $seed"
else
	echo "not ok 1 - messages for $seconds s, seed $seed"
fi
if rmmod kreg; then
	echo "ok 2 - the module goes"
else
	echo "not ok 2 - the module goes"
fi
