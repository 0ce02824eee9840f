# SPDX-License-Identifier: GPL-2.0
"""dump --json against what the hives were made of."""

import corpus
import standard
import upcase
from harness import CORRUPT, OK
from key import units
from regf import EPOCH, Writer


def order(key):
    """The order of subkeys."""
    return upcase.key(units(key.name))


def joined(name):
    """A name with pairs of surrogates as characters."""
    return name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def expected(root):
    """The objects of a dump, but for the times."""
    stack = [("", root)]
    while stack:
        path, key = stack.pop()
        yield {"key": path, "class": key.class_name,
               "values": [{"name": joined(value.name), "type": value.type,
                           "data": value.data.hex()} for value in key.values]}
        for child in sorted(key.subkeys.values(), key=order,
                            reverse=True):
            name = joined(child.name)
            stack.append((f"{path}\\{name}" if path else name, child))


def compare(bench, name, root, path):
    """One hive."""
    got = bench.run("dump", "--json", "-f", path)
    lines = got.lines()
    times = [line.pop("last_write") for line in lines]
    wanted = list(expected(root))
    bench.ok(got.code == OK and lines == wanted and
             all(time >= EPOCH for time in times), f"dump of {name}",
             [pair for pair in zip(lines, wanted) if pair[0] != pair[1]][:2] or got)


def run(bench):
    """All hives that can be made."""
    made = [("SYSTEM", standard.system()), ("SOFTWARE", standard.software()),
            ("USER", standard.user()), ("names", corpus.names()),
            ("types", corpus.types()), ("mixed", corpus.mixed()),
            ("links", corpus.links()), ("deep", corpus.deep(512)),
            ("big", corpus.big_values()), ("many", corpus.many_values(2000)),
            ("siblings", corpus.siblings(3000))]
    for name, root in made:
        for minor in (3, 5):
            path = bench.folder / name
            path.write_bytes(Writer(root, minor).write().data)
            compare(bench, f"{name} 1.{minor}", root, str(path))
    check_form(bench)


def check_form(bench):
    """These bytes are a promise."""
    from key import Key  # pylint: disable=import-outside-toplevel
    root = Key("root", class_name='q"\\/é\n')
    root.key('A"\\').dword("", 1).sz("\0\x1f\ud800\U0001f600é\x7f", "x")
    root.subkeys['A"'].subkeys.clear()
    hive = bench.hive("form", root)
    got = bench.run("dump", "--json", "-f", hive, LC_ALL="C")
    lines = got.raw.splitlines()
    bench.ok(lines[0].startswith(b'{"key": "", "class": "q\\"\\\\/\xc3\xa9\\n", '
                                 b'"last_write": 1'), "the form of the root", lines)
    bench.ok(lines[0].endswith(b', "values": []}'), "the form of no values", lines)
    bench.code(CORRUPT, "dump", "--json", "-f", "/dev/null")
