#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: races
# guest: debug
# timeout: 180
#
# Sockets follow each other at one port.
. "$(dirname "$0")/lib.sh"

race ports
finish
