# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by the race tests.

. "$KREG_TOP/tests/e2e/lib/tap.sh"

# race SCENARIO [PARAMETER=VALUE...]: in a module of its own; what the program
# prints becomes comments. It also compares what the module counts.
race() {
	local scenario=$1 status=0
	shift
	load_kreg "$@"
	"$KREG_BUILD/races/race" "$scenario" "${RACE_SECONDS:-20}" \
		"$KREG_BUILD/races/hives" >"$SCRATCH/race" 2>&1 || status=$?
	sed 's/^/# /' "$SCRATCH/race"
	is $status 0 "$scenario: nothing went wrong, all is given back"
	unload_kreg
}
