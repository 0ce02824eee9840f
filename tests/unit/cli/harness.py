# SPDX-License-Identifier: GPL-2.0
"""Runs the program, compares, counts."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent.parent
BUILD = pathlib.Path(os.environ.get("KREG_BUILD", TOP / "build"))
SHARED = pathlib.Path(os.environ.get("KREG_SHARED", TOP / "../shared"))
sys.path.insert(0, str(TOP / "scripts/hives"))

OK, NOT_FOUND, USAGE, REFUSED, CORRUPT = range(5)
# A sanitizer's report ends the program with this, which is no code of its own.
REPORT = 99


class Result:
    """What a run of the program gave."""

    def __init__(self, done):
        self.code = done.returncode
        self.raw = done.stdout
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")

    def lines(self):
        """The objects of --json."""
        return [json.loads(line) for line in self.out.split("\n") if line]

    def __str__(self):
        return f"exit code {self.code}\n{self.out[:1500]}{self.err[:3000]}"


class Bench:
    """Counts tests, and keeps the folder they work in."""

    def __enter__(self):
        self.passed = self.failed = 0
        self.program = os.environ.get("KREG", str(BUILD / "unit/kreg"))
        self.temporary = tempfile.TemporaryDirectory(prefix="kreg-cli.")
        self.folder = pathlib.Path(self.temporary.name)
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()

    def run(self, *args, stdout=subprocess.PIPE, **env):
        """Run kreg; the environment is bare but for what is given."""
        base = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "ASAN_OPTIONS": f"exitcode={REPORT}:detect_leaks=1",
                "LSAN_OPTIONS": f"exitcode={REPORT}",
                "UBSAN_OPTIONS": f"exitcode={REPORT}:print_stacktrace=1"}
        done = subprocess.run(
            [self.program, *args], stdin=subprocess.DEVNULL, stdout=stdout,
            stderr=subprocess.PIPE, env={**base, **env}, check=False,
            timeout=300)
        if done.stdout is None:
            done.stdout = b""
        return Result(done)

    def ok(self, good, text, why=""):
        """Count one test."""
        self.passed += bool(good)
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.passed + self.failed} - {text}")
        if not good:
            print("# " + str(why)[:4000].replace("\n", "\n# "), flush=True)

    def code(self, code, *args, says="", text=None, **env):
        """The program ends with this code and says this on stderr."""
        got = self.run(*args, **env)
        self.ok(got.code == code and says in got.err,
                text or f"{' '.join(args)}: exit code {code}", got)
        return got

    def prints(self, expected, *args, text=None, **env):
        """The program prints exactly this."""
        got = self.run(*args, **env)
        self.ok(got.code == OK and got.out == expected,
                text or " ".join(args), f"expected:\n{expected}got: {got}")
        return got

    def shows(self, expected, *args, text=None, code=OK, **env):
        """What the program prints has this in it."""
        got = self.run(*args, **env)
        self.ok(got.code == code and expected in got.out,
                text or f"{' '.join(args)}: {expected.strip()}",
                f"expected: {expected}\ngot: {got}")
        return got

    def hive(self, name, root, minor=3, **how):
        """Write a hive file. Return: its path."""
        from regf import Writer  # pylint: disable=import-outside-toplevel
        path = self.folder / name
        path.write_bytes(Writer(root, minor, **how).write().data)
        return str(path)

    def finish(self):
        """Say how it went. Return: the exit status."""
        print(f"1..{self.passed + self.failed}")
        return int(self.failed > 0)
