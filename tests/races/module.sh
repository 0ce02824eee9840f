#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 120
#
# The module is unloaded and loaded again under its clients.
. "$(dirname "$0")/lib.sh"

race module
finish
