#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What a program that uses the library depends on: exported symbols, header,
# pkg-config file, and that the guide's example builds.
set -u

B=${KREG_BUILD:-build}
INCLUDE=userspace/lib/include
HEADER=$INCLUDE/kreg/kreg.h
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
number=0 bad=0

# try NAME COMMAND...: one test, which passes when the command does.
try() {
	local name=$1
	shift
	number=$((number + 1))
	if "$@" >"$WORK/log" 2>&1; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# /' "$WORK/log"
		bad=1
	fi
}

declared() {
	cpp -I"$INCLUDE" "$HEADER" | grep -v '^#' | tr '\n' ' ' |
		grep -oE '\bkreg_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u
}

exported() { nm -D --defined-only "$B/lib/libkreg.so"; }

only_versioned() { ! exported | grep -vE ' (T kreg_\w+@@KREG_|A KREG_)'; }

exports_what_is_declared() {
	diff <(declared) <(exported | sed -n 's/.* T \(.*\)@@.*/\1/p' | sort)
}

static_has_the_same() {
	diff <(declared) <(nm -g --defined-only "$B/lib/libkreg.a" |
		sed -n 's/^[0-9a-f]* . //p' | sort)
}

man_page_names_all() {
	local name missing=0
	for name in $(declared); do
		grep -qF "*$name*()" Documentation/man/libkreg.3.scd && continue
		echo "$name is missing"
		missing=1
	done
	return $missing
}

soname() { objdump -p "$B/lib/libkreg.so" | grep -E 'SONAME +libkreg\.so\.0$'; }

compile() {
	local compiler=$1 source=$2
	shift 2
	"$compiler" "$@" -Wall -Wextra -Wpedantic -Werror -I"$INCLUDE" -c -o "$WORK/out.o" "$source"
}

# The first block that the guide names is a whole program.
guide_example() {
	awk '/:name: list.c/ { on = 1; next }
	     on && /^[^ ]/ { exit }
	     on { sub(/^   /, ""); print }' Documentation/libkreg.rst >"$WORK/list.c"
	grep -q 'int main' "$WORK/list.c" || return 1
	gcc -std=c11 -Wall -Wextra -Werror -I"$INCLUDE" -o "$WORK/list" "$WORK/list.c" \
		-L"$B/lib" -lkreg
}

man_example() {
	awk '/^```/ { on = !on; next } on' Documentation/man/libkreg.3.scd |
		sed 's/\\\\/\\/g' >"$WORK/read.c"
	gcc -std=c11 -Wall -Wextra -Werror -I"$INCLUDE" -o "$WORK/read" "$WORK/read.c" \
		-L"$B/lib" -lkreg
}

# Without the module a program gets a plain answer.
example_runs() {
	[ ! -e /sys/module/kreg ] || return 0
	! LD_LIBRARY_PATH=$B/lib "$WORK/list" 2>"$WORK/says" || return 1
	cat "$WORK/says"
	grep -q '^kreg_open: .' "$WORK/says"
}

static_example() {
	# shellcheck disable=SC2046
	gcc -I"$INCLUDE" -o "$WORK/static" "$WORK/list.c" "$B/lib/libkreg.a" \
		$(pkg-config --libs libnl-3.0 libnl-genl-3.0) -pthread
}

package() {
	PKG_CONFIG_PATH=$B/lib/pkgconfig pkg-config --print-errors --libs libkreg |
		grep -e '-lkreg' &&
		[ "$(PKG_CONFIG_PATH=$B/lib/pkgconfig pkg-config --modversion libkreg)" = \
			"$(sed -n 's/^#define KREG_VERSION "\(.*\)"/\1/p' "$HEADER")" ]
}

printf '#include <kreg/kreg.h>\nint f(void);\n' >"$WORK/empty.c"
cp "$WORK/empty.c" "$WORK/empty.cc"
cat >"$WORK/use.cc" <<-EOT
	#include <kreg/kreg.h>
	int f(struct kreg *ctx) { kreg_data *v = nullptr;
	int rc = kreg_get_value_by_path(ctx, KREG_HKU, "", 0, "", 0, &v);
	kreg_free(v); return rc; }
EOT

try "only versioned functions are exported" only_versioned
try "what is declared is exported" exports_what_is_declared
try "the static library has the same names" static_has_the_same
try "the man page names every function" man_page_names_all
try "the soname is that of the version" soname
try "the header is C99" compile gcc "$WORK/empty.c" -std=c99
try "the header is C11" compile gcc "$WORK/empty.c" -std=c11
try "the header is C++98" compile g++ "$WORK/empty.cc" -std=c++98 -Wno-long-long
try "the header is C++20" compile g++ "$WORK/empty.cc" -std=c++20
try "C++ programs can use it" compile g++ "$WORK/use.cc" -std=c++17
try "the guide's example builds" guide_example
try "the man page's example builds" man_example
try "the example says what is missing" example_runs
try "it builds with the static library" static_example
try "pkg-config knows the library" package
echo "1..$number"
exit $bad
