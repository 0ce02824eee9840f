# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034
# Sourced by test scripts: TAP output, the module, a scratch folder.
#
# A script calls the functions below and ends with "finish". It goes on after
# a failed test; "must" is for steps that leave nothing to test when they fail.

set -u

tap_count=0
tap_failed=0
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT

pass() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1"
}

fail() {
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $1"
	shift
	[ $# = 0 ] || printf '%s\n' "$@" | sed 's/^/# /'
}

# skip TEXT: a test that cannot run here; neither passed nor failed.
skip() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP"
}

# ok TEXT COMMAND...: the command succeeds.
ok() {
	local text=$1 output
	shift
	if output=$("$@" 2>&1); then
		pass "$text"
	else
		fail "$text" "status $?: $*" "$output"
	fi
}

# status_is N TEXT COMMAND...: the command exits with status N.
status_is() {
	local want=$1 text=$2 output got
	shift 2
	output=$("$@" 2>&1)
	got=$?
	if [ "$got" = "$want" ]; then
		pass "$text"
	else
		fail "$text" "status $got, not $want: $*" "$output"
	fi
}

# is GOT WANT TEXT: the same string.
is() {
	if [ "$1" = "$2" ]; then
		pass "$3"
	else
		fail "$3" "got:  $1" "want: $2"
	fi
}

# matches GOT REGEX TEXT
matches() {
	if [[ $1 =~ $2 ]]; then
		pass "$3"
	else
		fail "$3" "got: $1" "want a match of: $2"
	fi
}

must() {
	"$@" && return
	fail "must succeed: $*"
	finish
}

# load_kreg [PARAMETER=VALUE...]
load_kreg() { must insmod "$KREG_MODULES/kreg.ko" "$@"; }

unload_kreg() { must rmmod kreg; }

finish() {
	echo "1..$tap_count"
	[ "$tap_failed" = 0 ] && [ "$tap_count" -gt 0 ]
	exit
}
