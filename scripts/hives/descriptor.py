# SPDX-License-Identifier: GPL-2.0
"""Self-relative security descriptors."""

import struct

KEY_READ = 0x20019
KEY_ALL = 0xF003F
INHERIT = 0x02              # subkeys get the entry too


def sid(text):
    """The binary form of S-1-..."""
    parts = [int(part) for part in text.split("-")[1:]]
    head = struct.pack("<BB", parts[0], len(parts) - 2)
    return (head + parts[1].to_bytes(6, "big") +
            b"".join(struct.pack("<I", part) for part in parts[2:]))


def ace(kind, mask, who):
    """One entry: kind 0 allows, 1 denies, 2 audits."""
    body = struct.pack("<I", mask) + sid(who)
    return struct.pack("<BBH", kind, INHERIT, 4 + len(body)) + body


def acl(entries):
    """A list of entries."""
    body = b"".join(entries)
    return struct.pack("<BBHHH", 2, 0, 8 + len(body), len(entries), 0) + body


def make(owner, group, allowed, audited=()):
    """Owner and group by SID, pairs of (mask, SID) allowed and audited."""
    dacl = acl([ace(0, mask, who) for mask, who in allowed])
    sacl = acl([ace(2, mask, who) for mask, who in audited]) if audited else b""
    control = 0x8004 | (0x10 if sacl else 0)
    at = 20
    sacl_at = at if sacl else 0
    dacl_at = at + len(sacl)
    owner_at = dacl_at + len(dacl)
    group_at = owner_at + len(sid(owner))
    return (struct.pack("<BBHIIII", 1, 0, control, owner_at, group_at,
                        sacl_at, dacl_at) +
            sacl + dacl + sid(owner) + sid(group))


SYSTEM = "S-1-5-18"
ADMINISTRATORS = "S-1-5-32-544"
EVERYONE = "S-1-1-0"

MACHINE = make(ADMINISTRATORS, SYSTEM,
               [(KEY_READ, EVERYONE), (KEY_ALL, ADMINISTRATORS),
                (KEY_ALL, SYSTEM)])
SYSTEM_ONLY = make(ADMINISTRATORS, SYSTEM, [(KEY_ALL, SYSTEM)],
                   [(KEY_ALL, EVERYONE)])


def user(who):
    """The descriptor of a profile hive's keys."""
    return make(who, "S-1-22-2-1000",
                [(KEY_ALL, who), (KEY_ALL, ADMINISTRATORS), (KEY_ALL, SYSTEM)])
