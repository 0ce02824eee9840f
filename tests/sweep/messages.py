#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Repeat each request while its Nth allocation fails, N = 1, 2, ..."""

import errno
import os
import pathlib
import socket
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] /
                       "e2e/lib"))

from genl import ACK, DUMP, KEY_READ, Kreg, N, Refused  # noqa: E402

NO_MEMORY = (errno.ENOMEM, errno.ENOBUFS)
MOST = 200
NTH = os.open("/proc/self/fail-nth", os.O_RDWR)
KEY = (("ROOT", 0), ("PATH", "SYSTEM\\CurrentControlSet\\Services\\Serial"))

REQUESTS = [
    ("QUERY_VALUE", (*KEY, ("NAME", "Start"), ("MAX_SIZE", 64)), ACK),
    ("QUERY_VALUE", (*KEY, ("NAME", "Nothing"), ("MAX_SIZE", 64)), ACK),
    ("QUERY_VALUES", (*KEY, ("NAME", "Start"), ("NAME", "ImagePath")), ACK),
    ("QUERY_VALUES", (*KEY, ("NAME", "Start"), ("NAME", "Type")), DUMP),
    ("OPEN", (*KEY, ("ACCESS", KEY_READ)), ACK),
    ("QUERY_INFO", KEY, ACK),
    ("ENUM_KEYS", (*KEY, ("INDEX", 0)), ACK),
    ("ENUM_KEYS", KEY, DUMP),
    ("ENUM_VALUES", (*KEY, ("INDEX", 1)), ACK),
    ("ENUM_VALUES", KEY, DUMP),
    ("GET_SECURITY", KEY, ACK),
    ("HANDLES", KEY, DUMP),
    ("STATUS", (), ACK),
    ("HIVE_GET", (), DUMP),
    ("JOB_GET", (), DUMP),
    ("UNLOAD", (("ROOT", 0), ("NAME", "NotThere")), ACK),
]
# Numbers that differ from one time to the next: handles, jobs, counters.
CHANGING = ("OPEN", "STATUS", "HIVE_GET", "UNLOAD", "JOB_GET", "HANDLES")


def drop_caches():
    """Empty the caches of keys and values."""
    pathlib.Path("/proc/sys/vm/drop_caches").write_text("2")


def ask(registry, name, attrs, flags):
    """Errno, or the answer."""
    try:
        return 0, registry.ask(name, *attrs, flags=flags)
    except Refused as refusal:
        return refusal.errno, None
    except OSError as error:
        return error.errno, None


def attempt(nth, request):
    """One request. Return: whether an allocation failed, errno, answer."""
    registry = Kreg()
    registry.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO,
                             struct.pack("ll", 10, 0))
    drop_caches()
    os.pwrite(NTH, str(nth).encode(), 0)
    number, answer = ask(registry, *request)
    left = int(os.pread(NTH, 32, 0).rstrip(b"\0\n"))
    os.pwrite(NTH, b"0", 0)
    registry.sock.close()
    return nth > 0 and left == 0, number, answer


def sweep(request):
    """Return: failures caused, and what went wrong."""
    _, right, whole = attempt(0, request)
    for nth in range(1, MOST):
        failed, number, answer = attempt(nth, request)
        if not failed:
            return nth - 1, None
        if number in NO_MEMORY:
            continue
        if number != right:
            return nth, f"allocation {nth}: {os.strerror(number)}"
        if request[0] not in CHANGING and answer != whole:
            return nth, f"allocation {nth}: another answer"
    return MOST, "no end"


def main():
    """Sweep all requests."""
    assert N["KREG_CMD_HIVE_GET"]
    for request in REQUESTS:
        failures, wrong = sweep(request)
        kind = "dump" if request[2] == DUMP else "do"
        print("ok" if failures and not wrong else "not ok",
              request[0].lower(), kind, failures, "allocations failed",
              wrong or "", flush=True)


main()
