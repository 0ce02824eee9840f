#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# Links are followed while the hive that they lead to is unloaded.
. "$(dirname "$0")/lib.sh"

race links
finish
