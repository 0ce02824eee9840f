# SPDX-License-Identifier: GPL-2.0
"""Options, arguments, errors, exit codes."""

import os
import subprocess

from harness import CORRUPT, NOT_FOUND, OK, REFUSED, TOP, USAGE
from key import Key

ON_KEYS = ("query", "tree", "info", "security", "dump")
ON_MODULE = ("status", "handles")


def run(bench):
    """All of them."""
    root = Key("root")
    root.key("A\\B").sz("V", "text")
    root.key("nul\0inside").dword("back\\slash", 7)
    hive = bench.hive("small", root)
    check_usage(bench, hive)
    check_paths(bench, hive)
    check_escapes(bench, hive)
    check_files(bench, hive)
    check_no_module(bench)
    check_lost_output(bench, hive)
    check_man(bench)


def check_usage(bench, hive):
    """What makes no sense ends with 2 and names the help."""
    for args in ([], ["nothing"], ["--nothing"], ["query", "--nothing"],
                 ["-q"], ["query", "-f"], ["query", "--file"],
                 ["query", "-f", hive, "A", "B"], ["get", "-f", hive],
                 ["query"], ["find", "-f", hive], ["help", "nothing"],
                 ["tree", "-f", hive, "--depth=x"],
                 ["tree", "-f", hive, "--depth=-1"],
                 ["query", "-f", hive, "--base=8"],
                 ["query", "-f", hive, "--base="],
                 ["query", "-f", hive, "--color=green"],
                 ["-f", hive, "status"], ["-r", "status"],
                 ["status", "-f", hive], ["query", "--repair", "HKLM"],
                 ["query", "--file=", "A"], ["check"], ["load", "HKLM\\A"],
                 ["load", "HKLM", "x"], ["load", "HKLM\\A\\B", "x"],
                 ["load", "A", "x"], ["unload", "HKLM"]):
        bench.code(USAGE, *args, says="--help")
    for args in (["--version"], ["query", "--version"], ["--help"],
                 ["query", "--help"], ["help"], ["help", "query"],
                 ["--help", "query"], ["-h"], ["query", "-h"]):
        bench.code(OK, *args)


def check_paths(bench, hive):
    """Options stand anywhere; needless backslashes and case do not matter."""
    for args in (["query", "-f", hive, "A\\B"], ["-f", hive, "query", "A\\B"],
                 ["query", "A\\B", "-f", hive], [f"--file={hive}", "query", "a\\b"],
                 ["query", "-f", hive, "\\A\\\\b\\"],
                 ["query", "-f", hive, "--", "A\\B"]):
        bench.shows('V  REG_SZ  "text"', *args)
    bench.shows("\\\n", "query", "-f", hive, "\\")
    bench.code(NOT_FOUND, "query", "-f", hive, "A\\C", says='no key "C"')
    bench.code(NOT_FOUND, "get", "-f", hive, "A\\B", "W", says='value "W" not found')
    bench.code(NOT_FOUND, "get", "-f", hive, "A\\B", says='value "(default)" not found')
    bench.prints("text\n", "get", "-f", hive, "a\\b", "v")
    for command in ON_KEYS:
        bench.code(NOT_FOUND, command, "-f", hive, "None")
        bench.code(OK, command, "-f", hive, "A")
        bench.code(OK, command, "-f", hive, "A", "--json")


def check_escapes(bench, hive):
    """Any character can be given on the command line."""
    bench.prints("7\n", "get", "--base=10", "-e", "-f", hive,
                 "nul\\0inside", "back\\\\slash")
    bench.prints("7\n", "get", "--base=10", "-e", "-f", hive,
                 "nul\\u0000inside", "back\\x5cslash")
    bench.prints("text\n", "get", "-e", "-f", hive, "A\\\\B", "V")
    bench.code(USAGE, "query", "-e", "-f", hive, "\\q", says="bad escape")
    bench.code(USAGE, "query", "-e", "-f", hive, "\\u12", says="bad escape")
    bench.code(USAGE, "query", "-e", "-f", hive, "x\\", says="bad escape")
    bench.code(NOT_FOUND, "query", "-e", "-f", hive, "\\ud800")
    bench.code(NOT_FOUND, "query", "-e", "-f", hive, "\\ud83d\\ude00")
    bench.code(USAGE, "query", "-f", hive, b"\xff".decode("utf-8", "surrogateescape"),
               says="not valid UTF-8", text="a path that is no UTF-8")
    pair = b"\xed\xa0\xbd\xed\xb8\x80".decode("utf-8", "surrogateescape")
    bench.code(USAGE, "query", "-f", hive, pair, says="not valid UTF-8",
               text="a pair of surrogates as two sequences")


def check_files(bench, hive):
    """Files that are not there, no hives, locked."""
    bench.code(NOT_FOUND, "query", "-f", str(bench.folder / "none"),
               says="No such file")
    bench.code(CORRUPT, "query", "-f", "/dev/null", says="not a regular file")
    bench.code(CORRUPT, "query", "-f", str(bench.folder), says="not a regular file")
    text = bench.folder / "text"
    text.write_text("no hive\n" * 1000)
    bench.code(CORRUPT, "query", "-f", str(text), says="not a hive")
    bench.code(CORRUPT, "check", "-f", str(text))
    fifo = bench.folder / "fifo"
    os.mkfifo(fifo)
    bench.code(CORRUPT, "query", "-f", str(fifo), says="not a regular file")
    lock = ["flock", "--exclusive", hive, bench.program, "query", "-f", hive]
    done = subprocess.run(lock, capture_output=True, text=True, check=False)
    bench.ok(done.returncode == REFUSED and "locked" in done.stderr,
             "a hive that another program has locked", done)


def check_no_module(bench):
    """Without the module every command says how to get it."""
    if os.path.exists("/sys/module/kreg"):
        return
    for command in ON_MODULE:
        bench.code(REFUSED, command, says="modprobe kreg")
    for command in ON_KEYS:
        bench.code(REFUSED, command, "HKLM\\A", says="modprobe kreg")
    bench.code(REFUSED, "get", "HKLM\\A", "V", says="not loaded")
    bench.code(REFUSED, "load", "HKLM\\A", "file", says="not loaded")
    bench.code(REFUSED, "unload", "HKLM\\A", says="not loaded")


def check_lost_output(bench, hive):
    """Output that is lost is an error."""
    for args in (["query"], ["tree"], ["dump"], ["dump", "--json"], ["info"],
                 ["security"], ["--help"], ["--version"]):
        if not args[0].startswith("-"):
            args = [*args, "-f", hive]
        with open("/dev/full", "wb") as full:
            got = bench.run(*args, stdout=full)
        bench.ok(got.code == REFUSED and "No space" in got.err,
                 f"{' '.join(args[:2])} on a full disk", got)
    read, write = os.pipe()
    os.close(read)
    got = bench.run("dump", "--json", "-f", hive, stdout=write)
    os.close(write)
    bench.ok(got.code == REFUSED and not got.err,
             "a reader that went away: exit code 3 without a word", got)


def check_man(bench):
    """The man pages say what --help says."""
    done = subprocess.run([str(TOP / "scripts/check-man"), bench.program],
                          capture_output=True, text=True, check=False)
    bench.ok(done.returncode == 0, "man pages and --help",
             done.stdout + done.stderr)
