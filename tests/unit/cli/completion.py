# SPDX-License-Identifier: GPL-2.0
"""The completion of bash, asked without a terminal."""

import os
import subprocess

from harness import TOP
from key import Key

SCRIPT = """
kreg() { "$PROGRAM" "$@"; }
compopt() { :; }
. "$1"
shift
COMP_WORDS=(kreg "$@")
COMP_CWORD=$#
_kreg
printf '%s\\n' "${COMPREPLY[@]}"
"""


def run(bench):
    """Words on the line, and what must be among the replies."""
    root = Key("root")
    root.key("Alpha\\One")
    root.key("Alpine")
    hive = bench.hive("completion", root)
    for words, replies in (
            (["qu"], ["query"]),
            (["help", "st"], ["status"]),
            (["query", "--js"], ["--json"]),
            (["--fi"], ["--file="]),
            (["tree", "--color", "=", "al"], ["always"]),
            (["query", "'hk"], ["HKLM\\", "HKU\\"]),
            (["query", "-f", hive, "'al"],
             ["Alpha", "Alpha\\", "Alpine", "Alpine\\"]),
            (["query", "--file", "=", hive, "'Alpha\\o"],
             ["Alpha\\One", "Alpha\\One\\"]),
            (["load", "'HKLM\\X'", hive[:-3]], [hive]),
            (["status", "x"], [""])):
        got = complete(bench, words)
        bench.ok(got == replies, f"completion of {' '.join(words)}", got)


def complete(bench, words):
    """Ask bash."""
    done = subprocess.run(
        ["bash", "-c", SCRIPT, "bash", str(TOP / "userspace/cli/kreg.bash"),
         *words], capture_output=True, text=True, check=False,
        env={**os.environ, "PROGRAM": bench.program})
    return done.stdout.splitlines() if not done.stderr else done.stderr
