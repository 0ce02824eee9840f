#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# The module is unloaded and loaded again under its clients.
. "$(dirname "$0")/lib.sh"

RACE_SECONDS=40
race module
finish
