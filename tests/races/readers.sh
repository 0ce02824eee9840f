#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# Readers of hives that come and go, under memory pressure, in a small pool.
. "$(dirname "$0")/lib.sh"

race readers pool_limit=$((4 << 20))
finish
