#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# The same file, and the same name, loaded by several at once.
. "$(dirname "$0")/lib.sh"

race loads
finish
