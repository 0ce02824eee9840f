# SPDX-License-Identifier: GPL-2.0
"""Security descriptors as text, as SDDL, as JSON."""

import struct

import descriptor
from harness import OK
from key import Key

READ, WRITE, ALL = 0x20019, 0x20006, 0xF003F


def entry(kind, flags, mask, who):
    """An entry with flags of its own."""
    body = struct.pack("<I", mask) + descriptor.sid(who)
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


def build(control, owner, group, dacl, sacl=None):
    """A descriptor; lists are bytes or None."""
    out, offsets = b"", []
    for part in (owner and descriptor.sid(owner),
                 group and descriptor.sid(group), sacl, dacl):
        offsets.append(20 + len(out) if part else 0)
        out += part or b""
    return struct.pack("<BBHIIII", 1, 0, 0x8000 | control, *offsets) + out


MIXED = build(
    0x1414, "S-1-22-1-0", "S-1-5-21-1-2-3-513",
    descriptor.acl([entry(1, 0x00, 0x2, "S-1-5-7"),
                    entry(0, 0x02, READ, "S-1-1-0"),
                    entry(0, 0x0A, ALL, "S-1-3-0"),
                    entry(0, 0x12, 0x10000009, "S-1-5-32-544"),
                    entry(0, 0x00, 0x400000, "S-1-5-18")]),
    descriptor.acl([entry(2, 0xC2, WRITE, "S-1-1-0")]))


def run(bench):
    """All of them."""
    root = Key("root", descriptor=descriptor.MACHINE)
    root.key("Mixed").descriptor = MIXED
    root.key("NoDacl").descriptor = build(0, "S-1-5-18", "S-1-5-18", None)
    root.key("NullDacl").descriptor = build(4, "S-1-5-18", None, None)
    root.key("Empty").descriptor = build(4, "S-1-5-18", None, descriptor.acl([]))
    hive = bench.hive("security", root)
    check_text(bench, hive)
    check_sddl(bench, hive)
    got = bench.run("security", "--json", "-f", hive, "Mixed").lines()[0]
    bench.ok(got["descriptor"] == MIXED.hex() and len(got["dacl"]) == 5 and
             got["dacl"][0] == {"type": 1, "flags": 0, "mask": 2,
                                "sid": "S-1-5-7"} and
             got["sacl"][0]["flags"] == 0xC2 and got["owner"] == "S-1-22-1-0",
             "security --json", got)
    got = bench.run("security", "--json", "-f", hive, "NoDacl").lines()[0]
    bench.ok(got["dacl"] is None and got["sacl"] is None, "no lists: null", got)


def check_text(bench, hive):
    """Names, rights, inheritance."""
    show = ("security", "-f", hive)
    for text in ("owner  user root (S-1-22-1-0)\n",
                 "group  S-1-5-21-1-2-3-513\n",
                 "DACL  protected  auto-inherited\n",
                 "deny    Anonymous (S-1-5-7)            set value  [this key]\n",
                 "allow   Everyone (S-1-1-0)             read  [this key and subkeys]\n",
                 "full control  [subkeys]\n",
                 "query value, enumerate subkeys, generic all  "
                 "[this key and subkeys, inherited]\n",
                 "0x400000  [this key]\n",
                 "audit   Everyone (S-1-1-0)  write  "
                 "[this key and subkeys, on success, on failure]\n"):
        bench.shows(text, *show, "Mixed")
    bench.shows("DACL  none\nSACL  none\n", *show, "NoDacl")
    bench.shows("DACL  empty\n", *show, "Empty")


def check_sddl(bench, hive):
    """The one line that other tools take."""
    show = ("security", "--sddl", "-f", hive)
    bench.prints("O:BAG:SYD:(A;CI;KR;;;WD)(A;CI;KA;;;BA)(A;CI;KA;;;SY)\n", *show)
    bench.prints(
        "O:S-1-22-1-0G:S-1-5-21-1-2-3-513D:PAI(D;;DC;;;AN)(A;CI;KR;;;WD)"
        "(A;CIIO;KA;;;CO)(A;CIID;CCSWGA;;;BA)(A;;0x400000;;;SY)"
        "S:(AU;CISAFA;KW;;;WD)\n", *show, "Mixed")
    bench.prints("O:SYG:SY\n", *show, "NoDacl")
    bench.prints("O:SYD:NO_ACCESS_CONTROL\n", *show, "NullDacl")
    got = bench.prints("O:SYD:\n", *show, "Empty")
    bench.ok(got.code == OK, "an empty list lets nobody in", got)
