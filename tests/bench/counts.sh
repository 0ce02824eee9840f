#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: bench
# guest: stock
# options: --icount --no-leaks --timeout 900
# timeout: 0
#
# Count instructions, inside the kernel and through the library. The clock of
# the guest leaps while it waits for the machine outside: no time limit in it.
set -euo pipefail

bench=$KREG_BUILD/bench
hives=/dev/shm/hives
system=${KREG_SHARED:-$KREG_TOP/../shared}/hives/nt4/system
: >"$bench/measured/counts"

load() { "$bench/counts" load "$1" "$2" >>"$bench/measured/counts"; }

# The module measures while it is loaded, and tells by way of the log.
in_kernel() {
	dmesg -C
	insmod "$KREG_MODULES/kreg_bench.ko" "$@"
	dmesg | sed -n 's/.*kreg_bench: //p' >>"$bench/measured/counts"
}

insmod "$KREG_MODULES/kreg.ko" pool_limit=$((512 << 20))
cp -r "$bench/hives" "$hives"
mkdir -p "/dev/SYSTEM/ControlSet001/Control/Session Manager/Memory Management"

load SYSTEM "$hives/SYSTEM"
load VALUES "$hives/VALUES"
in_kernel run=calls
"$bench/counts" calls >>"$bench/measured/counts"
rmmod kreg_bench

for count in 10 1000 100000; do
	load "$(printf 'S%06d' "$count")" "$hives/siblings-$count"
	in_kernel run=siblings mount="$(printf 'S%06d' "$count")"
	rmmod kreg_bench
done

if [ -r "$system" ]; then
	cp "$system" "$hives/nt4"
	load NT4 "$hives/nt4"
fi
