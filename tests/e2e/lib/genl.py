# SPDX-License-Identifier: GPL-2.0
"""Raw messages to the kreg family, for what the library does not let happen."""

import os
import pathlib
import re
import socket
import struct

NETLINK_GENERIC, SOL_NETLINK = 16, 270
CAP_ACK, EXT_ACK = 10, 11
REQUEST, ACK, DUMP = 1, 4, 0x300
ERROR, DONE = 2, 3
KEY_READ = 0x20019
TOP = pathlib.Path(__file__).resolve().parents[3]


def numbers():
    """The enumerators of the protocol header by name."""
    out = {}
    text = (TOP / "uapi/linux/kreg.h").read_text()
    for body in re.findall(r"enum \w*\s*\{(.*?)\};", text, re.S):
        at = -1
        for name, number in re.findall(r"(\w+)(?: = (\d+))?,", body):
            at = int(number) if number else at + 1
            out[name] = at
    return out


N = numbers()


class Refused(Exception):
    """An errno and the text of the extended ack."""

    def __init__(self, number, text):
        super().__init__(f"{os.strerror(number)}: {text}")
        self.errno, self.text = number, text


def attr(name, value):
    """One attribute: int, str or bytes."""
    if isinstance(value, int):
        value = struct.pack("<I", value)
    elif isinstance(value, str):
        value = value.encode()
    size = 4 + len(value)
    number = N["KREG_A_" + name] if isinstance(name, str) else name
    return struct.pack("<HH", size, number) + value + bytes(-size % 4)


def parse(data):
    """All attributes as (number, bytes)."""
    out = []
    while len(data) >= 4:
        size, number = struct.unpack_from("<HH", data)
        out.append((number & 0x3FFF, data[4:size]))
        data = data[(size + 3) & ~3:]
    return out


class Genl:
    """A generic netlink socket."""

    def __init__(self, family="kreg"):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                  NETLINK_GENERIC)
        self.sock.bind((0, 0))
        self.sock.setsockopt(SOL_NETLINK, CAP_ACK, 1)
        self.sock.setsockopt(SOL_NETLINK, EXT_ACK, 1)
        self.seq = 0
        self.family = 16
        answer = self.call(3, attr(2, family + "\0"))
        self.family = struct.unpack("<H", dict(answer[0])[1])[0]

    def send(self, cmd, attrs=b"", flags=ACK):
        """Send one request."""
        self.seq += 1
        body = struct.pack("<BBH", cmd, 1, 0) + attrs
        self.sock.send(struct.pack("<IHHII", 16 + len(body), self.family,
                                   REQUEST | flags, self.seq, 0) + body)

    def receive(self):
        """All replies up to the ack; raises Refused."""
        out = []
        while True:
            data = self.sock.recv(1 << 17)
            while data:
                size, kind, flags, seq, _ = struct.unpack_from("<IHHII", data)
                body, data = data[16:size], data[(size + 3) & ~3:]
                if seq != self.seq:
                    continue
                if kind in (ERROR, DONE):
                    self.finish(kind, flags, body)
                    return out
                out.append(parse(body[4:]))

    @staticmethod
    def finish(kind, flags, body):
        """Raise Refused for an ack that is none."""
        code = -struct.unpack_from("<i", body)[0] if len(body) >= 4 else 0
        if code <= 0:
            return
        skip = 20 if kind == ERROR else 4
        text = dict(parse(body[skip:])).get(1, b"") if flags & 0x200 else b""
        raise Refused(code, text.rstrip(b"\0").decode(errors="replace"))

    def call(self, cmd, attrs=b"", flags=ACK):
        """Send a request and return its replies."""
        self.send(cmd, attrs, flags)
        return self.receive()


class Kreg(Genl):
    """The operations by name, paths below HKLM."""

    def ask(self, name, *attrs, flags=ACK):
        """Call an operation; attributes as pairs of name and value."""
        return self.call(N["KREG_CMD_" + name],
                         b"".join(attr(*pair) for pair in attrs), flags)

    def open(self, path, root=0):
        """Open a key. Return: the handle."""
        answer = self.ask("OPEN", ("ROOT", root), ("PATH", path),
                          ("ACCESS", KEY_READ))
        return struct.unpack("<I", dict(answer[0])[N["KREG_A_HANDLE"]])[0]

    def dword(self, path, name, root=0):
        """Read a DWORD."""
        answer = self.ask("QUERY_VALUE", ("ROOT", root), ("PATH", path),
                          ("NAME", name), ("MAX_SIZE", 32768))
        return struct.unpack("<I", dict(answer[0])[N["KREG_A_DATA"]])[0]
