#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: host
# The check that every guest's log goes through finds what it must find.
. "$KREG_TOP/tests/e2e/lib/tap.sh"

LOG=$SCRATCH/log

# refused TEXT...: a log with this line is refused.
refused() {
	{
		echo "[    0.1] Linux version 6.12"
		printf '[    1.2] %s\n' "$@"
		echo "[    3.4] reboot: Power down"
	} >"$LOG"
	status_is 1 "refused: $1" "$KREG_TOP/scripts/guest/check-log" "$LOG"
}

accepted() {
	printf '[    1.2] %s\n' "$@" >"$LOG"
	ok "accepted: $1" "$KREG_TOP/scripts/guest/check-log" "$LOG"
}

accepted "kreg: loading out-of-tree module taints kernel."
accepted "kreg: module verification failed: signature and/or required key missing - tainting kernel"
accepted "KernelAddressSanitizer initialized"
refused "WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2 [kreg]"
refused "BUG: KASAN: slab-use-after-free in f+0x1/0x2 [kreg]"
refused "BUG: sleeping function called from invalid context at mm/x.c:1"
refused "BUG: unable to handle page fault for address: 0000000000000010"
refused "WARNING: possible circular locking dependency detected"
refused "WARNING: inconsistent lock state"
refused "WARNING: suspicious RCU usage"
refused "unreferenced object 0xffff888003c0a000 (size 128):"
refused "kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)"
refused "UBSAN: array-index-out-of-bounds in x.c:1:2"
refused "rcu: INFO: rcu_preempt self-detected stall on CPU"
refused "INFO: task kreg:12 blocked for more than 122 seconds."
refused "watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [kreg:12]"
refused "refcount_t: underflow; use-after-free."
refused "Call Trace:"
refused "Kernel panic - not syncing: x"
refused "other: module license 'x' taints kernel."

line="=================================================================="
refused "$line" "BUG: KCSAN: data-race in kreg_key_get / kreg_key_put" \
	" kreg_key_get+0x1/0x2 [kreg]" "$line"
accepted "$line" "BUG: KCSAN: data-race in do_exit / wait" " do_exit+0x1/0x2" "$line"
refused "$line" "BUG: KCSAN: data-race in do_exit / wait" " do_exit+0x1/0x2" \
	"$line" "WARNING: CPU: 0 PID: 1 at kernel/x.c:1"
finish
