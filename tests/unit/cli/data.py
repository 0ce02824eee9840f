# SPDX-License-Identifier: GPL-2.0
"""Each type of value as text and as JSON."""

import random
import struct

import resource
from harness import OK
from key import (Key, REG_BINARY, REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_EXPAND_SZ,
                 REG_FULL_RESOURCE_DESCRIPTOR, REG_LINK, REG_MULTI_SZ, REG_NONE,
                 REG_QWORD, REG_RESOURCE_LIST,
                 REG_RESOURCE_REQUIREMENTS_LIST, REG_SZ, utf16)

FULL = resource.full(2, resource.port(0x378, 8), resource.interrupt(7),
                     resource.memory(0xA0000, 0x20000), resource.dma(3))
DEVICE = struct.pack("<IIHHI", 1, 0, 0, 0, 1) + \
    struct.pack("<BBHIII", 5, 0, 0, 3, 0, 0) + b"abc"
WIDE = struct.pack("<IIHHI", 5, 0, 1, 1, 1) + \
    struct.pack("<BBHIIQ", 2, 3, 0, 9, 0x51, 1 << 40)
REQUIREMENTS = struct.pack("<IIIIIIII", 72, 5, 1, 4, 0, 0, 0, 1) + \
    struct.pack("<HHI", 1, 1, 1) + \
    struct.pack("<BBBBHHIIQQ", 1, 1, 1, 0, 1, 0, 32, 32, 0x1000, 0x101F)

# name, type, data, what get prints, the member "value" of JSON
CASES = [
    ("sz", REG_SZ, utf16("text\0"), "text", "text"),
    ("sz open", REG_SZ, utf16("text"), "text", "text"),
    ("sz nul", REG_SZ, utf16("a\0b\0"), "a\\0b", "a\0b"),
    ("sz two nuls", REG_SZ, utf16("a\0\0"), "a\\0", "a\0"),
    ("sz empty", REG_SZ, b"", "", ""),
    ("sz control", REG_SZ, utf16("\x1b[2J\n\x7f\x85\0"),
     "\\x1b[2J\\n\\x7f\\x85", "\x1b[2J\n\x7f\x85"),
    ("sz bidi", REG_SZ, utf16("a\u202eb\0"), "a\\u202eb", "a\u202eb"),
    ("sz half", REG_SZ, utf16("\ud800x\0"), "\\ud800x", "\ud800x"),
    ("sz pair", REG_SZ, utf16("\U0001f600\0"), "\U0001f600", "\U0001f600"),
    ("sz odd", REG_SZ, b"a\0b\0c", "ab", "ab"),
    ("expand", REG_EXPAND_SZ, utf16("%HERE%\\x%NONE%%\0"),
     "%HERE%\\x%NONE%%", "%HERE%\\x%NONE%%"),
    ("link", REG_LINK, utf16("\\REGISTRY\\Machine"), "-> \\REGISTRY\\Machine",
     "\\REGISTRY\\Machine"),
    ("dword", REG_DWORD, b"\x2a\0\0\x80", "0x8000002a (2147483690)", 2147483690),
    ("dword short", REG_DWORD, b"\x01\x02\x03",
     "0000  01 02 03                                          ...", None),
    ("dword be", REG_DWORD_BIG_ENDIAN, b"\0\0\1\0", "0x00000100 (256)", 256),
    ("qword", REG_QWORD, b"\xff" * 8,
     "0xffffffffffffffff (18446744073709551615)", 18446744073709551615),
    ("multi", REG_MULTI_SZ, utf16("a\0b c\0\0"), "a\nb c", ["a", "b c"]),
    ("multi empty", REG_MULTI_SZ, utf16("\0"), "", []),
    ("multi none", REG_MULTI_SZ, b"", "", []),
    ("multi hole", REG_MULTI_SZ, utf16("a\0\0b\0\0"), "a\n\nb", ["a", "", "b"]),
    ("multi open", REG_MULTI_SZ, utf16("a\0b"), "a\nb", ["a", "b"]),
    ("none", REG_NONE, b"", "", None),
    ("binary", REG_BINARY, b"ABC\0\xff",
     "0000  41 42 43 00 ff                                    ABC..", None),
    ("other", 0x80000001, b"\x01", "0000  01" + 48 * " " + ".", None),
    ("list short", REG_RESOURCE_LIST, b"\x01\0\0\0",
     "0000  01 00 00 00                                       ....", None),
]


def run(bench):
    """All of them."""
    root = Key("root")
    key = root.key("Key")
    for name, kind, data, _, _ in CASES:
        key.set(name, kind, data)
    key.set("list", REG_RESOURCE_LIST, resource.listed(FULL, DEVICE))
    key.set("full", REG_FULL_RESOURCE_DESCRIPTOR, FULL)
    key.set("wide", REG_FULL_RESOURCE_DESCRIPTOR, WIDE)
    key.set("requirements", REG_RESOURCE_REQUIREMENTS_LIST, REQUIREMENTS)
    key.set("hostile", REG_RESOURCE_LIST,
            b"\xff\xff\xff\xff" + FULL[:12] + b"\xff\xff\xff\xff" + FULL[16:])
    hive = bench.hive("types", root)
    check_get(bench, hive)
    check_options(bench, hive)
    check_resources(bench, hive)
    check_query(bench, hive)
    check_hostile(bench)


def check_get(bench, hive):
    """get prints, --raw gives the bytes, --json tells what they mean."""
    listed = bench.run("query", "--json", "-f", hive, "Key")
    values = {value["name"]: value for value in listed.lines()[0]["values"]}
    for name, kind, data, shown, meaning in CASES:
        bench.prints(shown + "\n", "get", "-f", hive, "Key", name)
        got = bench.run("get", "--raw", "-f", hive, "Key", name)
        bench.ok(got.code == OK and got.raw == data, f"get --raw {name}", got)
        got = bench.run("get", "--json", "-f", hive, "Key", name).lines()[0]
        bench.ok(got["value"] == meaning and got["type"] == kind and
                 got["data"] == data.hex() and got["name"] == name,
                 f"get --json {name}", got)
        bench.ok(values[name] == got, f"query --json gives the same: {name}",
                 values[name])


def check_options(bench, hive):
    """Bases, types, expansion."""
    get = ("get", "-f", hive, "Key")
    bench.prints("0x8000002a\n", *get, "dword", "--base=16")
    bench.prints("2147483690\n", *get, "dword", "--base=10")
    bench.prints("0b10000000_00000000_00000000_00101010\n", *get, "dword",
                 "--base=2")
    bench.prints("0x00000100 (256, 0b00000000_00000000_00000001_00000000)\n",
                 *get, "dword be", "-b", "2,10,16")
    bench.prints("REG_DWORD\n", *get, "dword", "--type")
    bench.prints("0x80000001\n", *get, "other", "-t")
    bench.prints("/here\\x%NONE%%\n", *get, "expand", "--expand", HERE="/here")
    bench.prints("%HERE%\\x%NONE%%\n", *get, "expand", "--expand")
    bench.prints("text\n", *get, "sz", "--expand")


def check_resources(bench, hive):
    """Resource lists are decoded, broken ones shown as bytes."""
    get = ("get", "-f", hive, "Key")
    bench.prints(
        "Isa bus 2, version 1, revision 1\n"
        "    port start 0x378, length 0x8, I/O space, device exclusive\n"
        "    interrupt level 7, vector 7, affinity 0x1, latched, device exclusive\n"
        "    memory start 0xa0000, length 0x20000, read/write, device exclusive\n"
        "    dma channel 3, port 0, device exclusive\n", *get, "full")
    bench.shows("\nIsa bus 0, version 0, revision 0\n"
                "    device data 3 bytes: 616263\n", *get, "list")
    bench.shows("interrupt level 9, vector 81, affinity 0x10000000000, "
                "level sensitive, shared\n", *get, "wide")
    bench.prints(
        "PCI bus 1, slot 4\n  alternative number 0\n"
        "    port length 0x20, alignment 0x20, from 0x1000, to 0x101f, "
        "preferred, device exclusive\n", *get, "requirements")
    bench.shows("0000  ff ff ff ff", *get, "hostile")
    got = bench.run(*get, "--json", "full").lines()[0]["value"]
    bench.ok(len(got) == 5 and got[1]["start"] == 0x378 and
             got[1]["what"] == "port", "get --json of a resource list", got)
    got = bench.run(*get, "--json", "requirements").lines()[0]["value"]
    bench.ok(got[2]["from"] == 0x1000 and got[2]["level"] == 2,
             "get --json of a requirements list", got)


def check_query(bench, hive):
    """query cuts long data, and says so; lines stay in their columns."""
    root = Key("root")
    root.key("K").set("big", REG_BINARY, bytes(1000)) \
        .multi("m", "a", "b").sz("", "d").dword("A" * 60, 1)
    big = bench.hive("big", root)
    bench.shows("and 744 bytes more\n", "query", "-f", big, "K")
    got = bench.shows('    m          REG_MULTI_SZ  "a"\n'
                      '                             "b"\n',
                      "query", "-f", big, "K")
    bench.ok(max(map(len, got.out.splitlines())) <= 80, "no line is too wide",
             got)
    bench.shows(" 0010  00 00 00 00 00 00 00 00  00", "query", "-f", big, "K",
                COLUMNS="120")
    bench.shows('"\\x1b[2J\\n\\x7f\\x85"', "query", "-f", hive, "Key")


def check_hostile(bench):
    """Random data of every type, and resource lists with bytes changed."""
    source = random.Random(1)
    root = Key("root")
    key = root.key("K")
    lists = (resource.listed(FULL, DEVICE), FULL, DEVICE, WIDE, REQUIREMENTS)
    for number in range(1500):
        if number % 2:
            data = bytearray(source.choice(lists))
            for _ in range(source.randint(1, 3)):
                data[source.randrange(len(data))] = source.choice((0, 1, 255, 5))
            del data[len(data) - source.randrange(4):]
        else:
            data = source.randbytes(source.randrange(60))
        kind = source.randint(8, 10) if number % 2 else source.randrange(13)
        key.set(f"V{number}", kind, bytes(data))
    hive = bench.hive("hostile", root)
    for command in (["query"], ["query", "--json"], ["find", "1"], ["dump"]):
        bench.code(OK, *command, "-f", hive, *(["K"] if command != ["find", "1"] else []),
                   text=f"{' '.join(command)} of hostile data")
    for locale in ("C", "C.UTF-8"):
        bench.code(OK, "tree", "-v", "-f", hive, LC_ALL=locale, COLUMNS="1000",
                   text=f"tree of hostile data in {locale}")
