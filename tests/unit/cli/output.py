# SPDX-License-Identifier: GPL-2.0
"""Trees, colours, times, characters."""

import os
import pty

from harness import OK
from key import Key, REG_BINARY


def make_root():
    """A small tree."""
    root = Key("root")
    root.key("Alpha\\One").dword("N", 1)
    root.key("Alpha\\Two").sz("", "d")
    root.key("Beta").class_name = "Class of Beta"
    root.key("Имя").sz("Значение", "данные")
    root.link("Link", "\\REGISTRY\\Machine\\Alpha")
    return root


TREE = """\
\\
├── Alpha
│   ├── One
│   └── Two
├── Beta
├── Link -> \\REGISTRY\\Machine\\Alpha
└── Имя

7 keys
"""

ASCII = """\
\\
|-- Alpha
|   |-- One
|   `-- Two
|-- Beta
|-- Link -> \\REGISTRY\\Machine\\Alpha
`-- \\u0418\\u043c\\u044f

7 keys
"""

VALUES = """\
Alpha
├── One
│       N  REG_DWORD  0x00000001 (1)
└── Two
        (default)  REG_SZ  "d"

3 keys, 2 values
"""


def run(bench):
    """All of them."""
    hive = bench.hive("output", make_root())
    check_tree(bench, hive)
    check_colours(bench, hive)
    check_times(bench, hive)
    check_depth(bench)


def check_tree(bench, hive):
    """Drawn for the locale, as deep as asked."""
    bench.prints(TREE, "tree", "-f", hive)
    bench.prints(ASCII, "tree", "-f", hive, LC_ALL="C", text="tree in ASCII")
    bench.prints(VALUES, "tree", "-v", "-f", hive, "Alpha")
    bench.prints("Alpha\n\n1 key\n", "tree", "-d0", "-f", hive, "Alpha")
    bench.shows("── Alpha\n├── Beta\n", "tree", "-f", hive, "--depth=1")
    got = bench.run("tree", "--json", "-v", "-f", hive).lines()
    bench.ok([line["key"] for line in got] ==
             ["", "Alpha", "Alpha\\One", "Alpha\\Two", "Beta", "Link", "Имя"] and
             got[4]["class"] == "Class of Beta" and got[1]["depth"] == 1 and
             got[2]["values"][0]["value"] == 1, "tree --json", got)
    wide = Key("root")
    wide.key("K").set("binary", REG_BINARY, bytes(1000)).sz("string", "x" * 1000)
    got = bench.run("tree", "-v", "-f", bench.hive("wide", wide))
    bench.ok(max(map(len, got.out.splitlines())) <= 80,
             "lines of a tree are cut", got)


def check_colours(bench, hive):
    """Only where they are wanted."""
    query = ("query", "-f", hive, "Alpha\\One")
    plain = bench.run(*query)
    bench.ok("\x1b" not in plain.out, "no colours in a pipe", plain)
    painted = bench.run(*query, "--color=always")
    bench.ok("\x1b[36mN\x1b[0m" in painted.out, "--color=always", painted)
    cases = [({}, [], True), ({"NO_COLOR": "1"}, [], False),
             ({"TERM": "dumb"}, [], False), ({}, ["--color=never"], False),
             ({"NO_COLOR": ""}, [], True)]
    for env, args, wanted in cases:
        text = on_terminal(bench, [*query, *args], {"TERM": "xterm", **env})
        bench.ok((b"\x1b[" in text) == wanted,
                 f"colours on a terminal, {env} {args}: {wanted}", text)


def on_terminal(bench, args, env):
    """Run with a terminal as standard output. Return: what it got."""
    master, slave = pty.openpty()
    got = bench.run(*args, stdout=slave, **env)
    os.close(slave)
    text = b""
    try:
        while piece := os.read(master, 65536):
            text += piece
    except OSError:
        pass
    os.close(master)
    return text if got.code == OK else str(got).encode()


def check_times(bench, hive):
    """Local time has its offset, UTC a Z, JSON the stored number."""
    query = ("query", "-f", hive, "Beta")
    number = bench.run(*query, "--json").lines()[0]["last_write"]
    bench.ok(number // 10**7 - 11644473600 > 840844800, "a FILETIME", number)
    bench.shows("last write 1996-08-24T0", *query, TZ="UTC")
    bench.shows("+00:00", *query, TZ="UTC")
    bench.shows("-05:30", *query, TZ="XXX5:30")
    bench.shows("Z, class", *query, "--utc", TZ="XXX5:30")
    bench.shows('class "Class of Beta"', *query)
    bench.shows("leads to", "info", "-f", hive, "Link")


def check_depth(bench):
    """Names are printed whole however deep they lie."""
    root = here = Key("root")
    for level in range(2, 513):
        here = here.key(f"L{level}")
    here.sz("", "bottom")
    hive = bench.hive("deep", root)
    got = bench.run("tree", "--json", "-f", hive).lines()
    path = "\\".join(f"L{level}" for level in range(2, 513))
    bench.ok(len(got) == 512 and got[-1]["key"] == path and
             got[-1]["depth"] == 511, "512 levels", len(got))
    bench.prints("bottom\n", "get", "-f", hive, path, text="get at level 512")
    for command in (["tree", "-v"], ["query", "-r"], ["dump"],
                    ["find", "bottom"]):
        bench.code(OK, *command, "-f", hive, text=f"{command[0]} of 512 levels")
