#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# Processes are killed in the middle of requests, dumps and jobs.
. "$(dirname "$0")/lib.sh"

race sessions
finish
