# SPDX-License-Identifier: GPL-2.0
"""Every command on every hive, whole or broken: no report, no wrong code."""

import broken
import corpus
from harness import CORRUPT, OK, SHARED

COMMANDS = (["query", "-r"], ["query", "-r", "--json"], ["tree", "-v"],
            ["tree", "--json", "-v"], ["find", "a"], ["find", "-g", "*1*"],
            ["info"], ["info", "--json"], ["security"], ["dump"],
            ["dump", "--json"])
REFUSED_ONES = (["query"], ["dump", "--json"])
REPAIRED_ONES = (["query", "-r"], ["tree", "--json", "-v"], ["dump", "--json"])


def run(bench):
    """Made ones, broken ones, real ones."""
    for name, writer in corpus.all_hives():
        if "000" not in name:
            path = bench.folder / f"good-{name}"
            path.write_bytes(writer.write().data)
            check_good(bench, name, str(path))
            path.unlink()
    for name, image in broken.all_hives():
        path = bench.folder / f"broken-{name}"
        path.write_bytes(image.data)
        check_broken(bench, name, str(path))
        path.unlink()
    check_real(bench)


def codes(bench, commands, path, *options):
    """The exit codes of commands, none of them a sanitizer's."""
    got = [bench.run(*command, *options, "-f", path) for command in commands]
    wrong = [str(result) for result in got if result.code not in range(5)]
    return {result.code for result in got}, wrong


def check_good(bench, name, path):
    """Everything works."""
    bench.code(OK, "check", "-f", path, text=f"check of {name}")
    found, wrong = codes(bench, COMMANDS, path)
    bench.ok(not wrong and found <= {0, 1}, f"every command on {name}",
             wrong or found)


def check_broken(bench, name, path):
    """Refused without a repair; with one, told of, and then usable or not."""
    got = bench.run("check", "--json", "-f", path)
    told = got.lines()[0]
    number = int(name[:2])
    bench.ok(got.code == CORRUPT and not told["usable"] and
             told["findings"][0]["number"] == number,
             f"check of {name}: rule {number}", got)
    found, wrong = codes(bench, REFUSED_ONES, path)
    bench.ok(not wrong and found == {CORRUPT}, f"{name} is refused",
             wrong or found)
    got = bench.run("check", "--repair", "--json", "-f", path)
    told = got.lines()[0]
    bench.ok(got.code == CORRUPT and told["total"] > 0 and
             (not told["usable"] or told["total"] == told["repaired"]),
             f"check --repair of {name} reports", got)
    found, wrong = codes(bench, REPAIRED_ONES, path, "--repair")
    bench.ok(not wrong and (found <= {0, 1}) == told["usable"],
             f"{name} with --repair", wrong or found)


def check_real(bench):
    """Nothing is known of these here but that nothing may go wrong."""
    folder = SHARED / "hives"
    if not folder.is_dir():
        print(f"# skipped: there are no real hives in {folder}")
        return
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in (".md", ".LOG1", ".LOG2"):
            continue
        name = path.relative_to(folder)
        for options, commands in ([], COMMANDS), (["--repair"], REPAIRED_ONES):
            found, wrong = codes(bench, commands, str(path), *options)
            bench.ok(not wrong, f"every command on {name} {' '.join(options)}",
                     wrong or found)
