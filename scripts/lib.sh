# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034
# Sourced by the scripts of this folder: messages, paths, the cache.

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${KREG_BUILD:-$TOP/build}
CACHE=${KREG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kreg}
SERIES=6.12
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*" >&2; }
die() { say "${0##*/}: $*"; exit 1; }

elapsed() { printf '%d:%02d' $((($1) / 60)) $((($1) % 60)); }
