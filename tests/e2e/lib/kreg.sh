# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034
# Sourced by the test scripts after lib/tap.sh: hives, holders, clean-up.

LIB=$KREG_TOP/tests/e2e/lib
HIVES=$KREG_BUILD/e2e/hives
SHARED=${KREG_SHARED:-$KREG_TOP/../shared}/hives

[ -d "$HIVES/good" ] || must "$KREG_TOP/scripts/make-hives" "$HIVES" --tests

# at_end COMMAND: run it on exit, the latest first.
at_end() {
	AT_END=("$*" "${AT_END[@]}")
}
AT_END=('rm -rf "$SCRATCH"')

clean_up() {
	local command
	for command in "${AT_END[@]}"; do eval "$command"; done
}
trap clean_up EXIT

# refused STATUS REGEX TEXT COMMAND...: exit status and what is printed.
refused() {
	local want=$1 regex=$2 text=$3 output got
	shift 3
	output=$("$@" 2>&1)
	got=$?
	if [ "$got" = "$want" ] && [[ $output =~ $regex ]]; then
		pass "$text"
	else
		fail "$text" "status $got, not $want, or no \"$regex\": $*" "$output"
	fi
}

# status_of COUNTER: a number of the module's status.
status_of() {
	kreg status --json | sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" | head -n 1
}

# hold NAME KEY...: a process that holds keys below HKLM open, until release.
hold() {
	local name=$1 line
	shift
	mkfifo "$SCRATCH/$name"
	"$LIB/hold" "$@" >"$SCRATCH/$name" &
	HOLDERS[$name]=$!
	read -r line <"$SCRATCH/$name"
	[[ $line = open* ]] || fail "holder $name" "$line"
	rm "$SCRATCH/$name"
}
declare -A HOLDERS

# release NAME: end the process, by its session's end its handles are closed.
release() {
	kill "${HOLDERS[$1]}"
	wait "${HOLDERS[$1]}"
	unset "HOLDERS[$1]"
}

release_all() {
	local name
	for name in "${!HOLDERS[@]}"; do release "$name"; done
}
at_end release_all
