#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# suite: e2e
# guest: uml stock
# timeout: 180
# disk: 64
#
#   hive on ext4 on dm "slow" on the disk      dm suspended: reads hang
#        |--load--> a job that waits
#   ip link, nlctrl, kreg query of HKLM\SYSTEM: answer at once
#
# File I/O never happens under genetlink's lock: while a load hangs, other
# families and other hives answer.
. "$(dirname "$0")/lib/tap.sh"
. "$(dirname "$0")/lib/kreg.sh"

MOUNT=$SCRATCH/slow
SOON=20

make_disk() {
	local sectors
	modprobe dm-mod 2>/dev/null
	modprobe ext4 2>/dev/null
	must mkfs.ext4 -q "$KREG_DISK"
	sectors=$(blockdev --getsz "$KREG_DISK")
	must dmsetup create slow --noudevsync --table "0 $sectors linear $KREG_DISK 0"
	at_end dmsetup remove --noudevsync slow
	must dmsetup mknodes slow
	mkdir "$MOUNT"
	must mount /dev/mapper/slow "$MOUNT"
	cp "$HIVES/SOFTWARE" "$MOUNT/hive"
	umount "$MOUNT"
	must mount /dev/mapper/slow "$MOUNT"
	at_end umount "$MOUNT"
	echo 3 >/proc/sys/vm/drop_caches
}

others_answer() {
	ok "$1: ip link" timeout $SOON ip link
	ok "$1: the list of families" timeout $SOON genl ctrl list
	ok "$1: status" timeout $SOON kreg status
	ok "$1: another hive" timeout $SOON kreg get 'HKLM\SYSTEM\Select' Current
	ok "$1: load another" timeout $SOON kreg load 'HKU\U' "$HIVES/USER"
	ok "$1: unload it" timeout $SOON kreg unload 'HKU\U'
}

load_kreg
must kreg load 'HKLM\SYSTEM' "$HIVES/SYSTEM"
make_disk
must dmsetup suspend --noudevsync --nolockfs --noflush slow
at_end dmsetup resume --noudevsync slow
kreg load 'HKLM\SLOW' "$MOUNT/hive" &
load=$!
until kreg status --json | grep -q 'SLOW'; do
	kill -0 $load 2>/dev/null || break
done
others_answer "while a load hangs"
ok "it still hangs" kill -0 $load
matches "$(kreg status)" 'loading' "status tells"
refused 3 . "its name is taken" timeout $SOON kreg load 'HKLM\SLOW' "$HIVES/USER"
refused '1' . "nothing is there yet" timeout $SOON kreg query 'HKLM\SLOW'
must dmsetup resume --noudevsync slow
wait $load
is $? 0 "the load ends well"
ok "the hive is whole" kreg query 'HKLM\SLOW\Classes'
ok "and goes" kreg unload 'HKLM\SLOW'
others_answer "afterwards"
finish
