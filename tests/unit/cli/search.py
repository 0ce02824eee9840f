# SPDX-License-Identifier: GPL-2.0
"""find: patterns, and where they are looked for."""

from harness import NOT_FOUND, OK
from key import Key, REG_BINARY, REG_DWORD_BIG_ENDIAN, REG_QWORD, utf16


def make_root():
    """Something to find."""
    root = Key("root")
    root.key("Éclair\\strasse").sz("Dessert", "crème brûlée")
    root.key("Éclair\\straße").dword("Number", 888)
    key = root.key("Data")
    key.multi("Multi", "first one", "second two")
    key.set("Wide", REG_BINARY, b"\x01" + utf16("hidden") + b"\x02\x03")
    key.set("Narrow", REG_BINARY, b"\xff\xfeHidden\0")
    key.set("Big", REG_DWORD_BIG_ENDIAN, b"\0\0\x03\x78")
    key.set("Quad", REG_QWORD, (1 << 40).to_bytes(8, "little"))
    key.sz("file.dll", "x*y[z]")
    root.key("nul\0key")
    root.key("half\ud800")
    return root


# pattern, options, expected pairs of key and value name
CASES = [
    ("ÉCLAIR", ["-k"], [("Éclair", None)]),
    ("éc", ["-k"], [("Éclair", None)]),
    ("eclair", ["-k"], []),
    ("STRASSE", ["-k"], [("Éclair\\strasse", None)]),
    ("STRAßE", ["-k"], [("Éclair\\straße", None)]),
    ("888", ["-D"], [("Data", "Big"), ("Éclair\\straße", "Number")]),
    ("0x378", ["-D"], [("Data", "Big"), ("Éclair\\straße", "Number")]),
    ("88", ["-D"], []),
    ("1099511627776", ["-D"], [("Data", "Quad")]),
    ("ONE", ["-D"], [("Data", "Multi")]),
    ("one\\0second", ["-D", "-e"], []),
    ("hiDDen", ["-D"], [("Data", "Wide"), ("Data", "Narrow")]),
    ("BRÛL", ["-D"], [("Éclair\\strasse", "Dessert")]),
    ("multi", ["-v"], [("Data", "Multi")]),
    ("data", [], [("Data", None)]),
    ("*.dll", ["-g"], [("Data", "file.dll")]),
    ("*.dl", ["-g"], []),
    ("?ata", ["-g"], [("Data", None)]),
    ("[c-e]ata", ["-g"], [("Data", None)]),
    ("[!d]ata", ["-g"], []),
    ("[^a]ata", ["-g"], [("Data", None)]),
    ("x[*]y*", ["-g", "-D"], [("Data", "file.dll")]),
    ("[", ["-g"], []),
    ("\\0", ["-k", "-e"], [("nul\0key", None)]),
    ("\\ud800", ["-k", "-e"], [("half\ud800", None)]),
    ("nothing at all", [], []),
    ("x*y", ["-D"], [("Data", "file.dll")]),
]


def run(bench):
    """All of them."""
    hive = bench.hive("search", make_root())
    for pattern, options, expected in CASES:
        got = bench.run("find", "--json", "-f", hive, *options, "--", pattern)
        found = [(line["key"], line["value"] and line["value"]["name"])
                 for line in got.lines()]
        bench.ok(found == expected and
                 got.code == (OK if expected else NOT_FOUND),
                 f"find {' '.join(options)} {pattern}", f"{found} {got}")
    bench.prints("Éclair\\strasse\n", "find", "-k", "-f", hive, "strasse")
    bench.prints('Data  file.dll  REG_SZ  "x*y[z]"\n',
                 "find", "-v", "-f", hive, "DLL")
    bench.code(NOT_FOUND, "find", "-k", "-f", hive, "strasse", "Data")
    bench.code(NOT_FOUND, "find", "-k", "-f", hive, "strasse", "--depth=1")
    bench.code(OK, "find", "-k", "-f", hive, "strasse", "éCLAIR")
    check_hostile(bench)


def check_hostile(bench):
    """A pattern that backtracks does so in bounded time."""
    root = Key("root")
    root.key("K").sz("V", "a" * 30000)
    hive = bench.hive("stars", root)
    bench.code(NOT_FOUND, "find", "-g", "-D", "-f", hive, "a*" * 50 + "b",
               text="a pattern of many stars")
    bench.code(NOT_FOUND, "find", "-D", "-f", hive, "a" * 200 + "b",
               text="a pattern that nearly matches everywhere")
