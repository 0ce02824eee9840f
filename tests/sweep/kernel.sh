#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: sweep
# guest: uml
# timeout: 300
#
# Each allocation of each operation fails once in the kernel: the Nth of the
# task, the Nth charge of the pool, the Nth of a job.
. "$KREG_TOP/tests/e2e/lib/tap.sh"

FAULTS=/sys/kernel/debug

# All that is allocated may fail, without a stack trace for each.
set_faults() {
	local kind
	for kind in failslab fail_page_alloc; do
		echo N >$FAULTS/$kind/ignore-gfp-wait
		echo 0 >$FAULTS/$kind/verbose
	done
	echo N >$FAULTS/fail_page_alloc/ignore-gfp-highmem
	echo 0 >$FAULTS/fail_page_alloc/min-order
}

must set_faults
load_kreg
"$KREG_BUILD/sweep/sweep" "$KREG_BUILD/races/hives" \
	"$(echo $FAULTS/shrinker/kreg-*/scan)"
status=$?
unload_kreg
exit $status
