#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 120
#
#   HKLM\LINKS: ToTarget -> Target, Chain00 -> Chain01 -> ... -> Chain80,
#               LoopA <-> LoopB, Self -> Self, Dangling -> nowhere
#   HKU\LINKS:  Inside -> HKU\LINKS\Target, ToMachine -> HKLM, Prefix -> HKU\LINKSX
#
# Links are followed up to a bound, and none of a user's hive leads out of it.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

found() { is "$(kreg get "$1" Found)" "$2" "$1 leads to \"$2\""; }

load_kreg
must kreg load 'HKLM\LINKS' "$HIVES/good/links"
must kreg load 'HKU\LINKS' "$HIVES/good/user-links"
for name in OTHER LINKSX; do
	must cp "$HIVES/good/user-links" "$SCRATCH/$name"
	must kreg load "HKU\\$name" "$SCRATCH/$name"
done

found 'HKLM\LINKS\ToTarget\Below' yes
found 'HKLM\LINKS\ToBelow' yes
found 'HKLM\LINKS\Up\Up\Up\ToTarget\Below' yes
found 'HKLM\LINKS\Chain79' 'end of the chain'
found 'HKU\LINKS\Inside' yes

for name in Chain00 Self LoopA LoopB; do
	refused 3 'links' "$name is too long a way" kreg query "HKLM\\LINKS\\$name"
done
for name in Dangling DanglingHive; do
	refused 1 'not found' "$name dangles" kreg query "HKLM\\LINKS\\$name"
done
for name in Relative Empty OddLength WrongType; do
	refused 2 . "$name is no link to follow" kreg query "HKLM\\LINKS\\$name"
done
refused 1 'not found' "a target with its NUL is another name" \
	kreg query 'HKLM\LINKS\Terminated'
refused 1 'not found' "a link without a target" kreg query 'HKLM\LINKS\NoValue'
refused 1 'not found' "dots are plain names" kreg query 'HKU\LINKS\Dots'
for name in ToMachine ToOtherUser Prefix; do
	refused 3 . "$name does not lead out of the hive" \
		kreg query "HKU\\LINKS\\$name"
done
ok "a plain key may have a value of that name" kreg query 'HKLM\LINKS\NotALink'
ok "the link itself" "$LIB/open-link" 'LINKS\Dangling' 'LINKS\Self' \
	'LINKS\ToTarget'

must kreg unload 'HKU\LINKS'
finish
