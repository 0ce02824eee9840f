#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: bench
# guest: stock
# options: --append mitigations=off
# timeout: 120
#
# What two CPUs do at once. By the clock: nothing else should run meanwhile.
set -euo pipefail

insmod "$KREG_MODULES/kreg.ko"
kreg load 'HKLM\SYSTEM' "$KREG_BUILD/bench/hives/SYSTEM"
"$KREG_BUILD/bench/parallel" >"$KREG_BUILD/bench/measured/parallel"
