#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: host
#
#   make-hives --> build/e2e/hives --> all guests
#
# The hives of the other scripts, made before the first guest boots; made
# twice they are the same byte for byte.
. "$(dirname "$0")/lib/tap.sh"

for dir in "$KREG_BUILD/e2e/hives" "$SCRATCH/again"; do
	must "$KREG_TOP/scripts/make-hives" "$dir" --tests
done
ok "the same hives again" diff -r "$KREG_BUILD/e2e/hives" "$SCRATCH/again"
finish
