# SPDX-License-Identifier: GPL-2.0
"""A plain reader of whole hives, written apart from the engine.

It trusts the file: what it is asked to read must be a good hive. Its records
have the form of "kreg dump --json".
"""

import struct

NONE = 0xFFFFFFFF
SEGMENT = 16344


class Hive:
    """A hive file."""

    def __init__(self, data):
        self.data = data
        self.minor, = struct.unpack_from("<I", data, 24)
        self.root, = struct.unpack_from("<I", data, 36)

    def cell(self, index):
        """The content of a cell in use."""
        at = 4096 + index
        size, = struct.unpack_from("<i", self.data, at)
        assert size < 0, f"cell {index:#x} is free"
        return self.data[at + 4:at - size]

    def cells(self, index, count, start=0, step=4):
        """Cell numbers from a list."""
        content = self.cell(index)
        return [struct.unpack_from("<I", content, start + i * step)[0]
                for i in range(count)]

    def records(self):
        """One record per key, in tree order."""
        work = [(self.root, None)]
        while work:
            cell, path = work.pop()
            nk = Node(self, cell)
            path = "" if path is None else path + nk.name
            yield {"key": path, "class": nk.class_name(),
                   "last_write": nk.last_write, "values": nk.values()}
            below = path + "\\" if path else ""
            work += [(child, below) for child in reversed(nk.subkeys())]


def text(raw, compressed):
    """A stored name."""
    if compressed:
        return raw.decode("latin-1")
    return raw.decode("utf-16-le", "surrogatepass")


class Node:
    """A key node."""

    def __init__(self, hive, cell):
        nk = hive.cell(cell)
        (magic, self.flags, self.last_write, _, self.parent, self.count, _,
         self.list, _, self.value_count, self.value_list, self.security,
         self.klass, _, _, _, _, _, name_len, self.class_len) = \
            struct.unpack_from("<2sHQIIIIIIIIIIIIIIIHH", nk)
        assert magic == b"nk"
        self.hive = hive
        self.name = text(nk[76:76 + name_len], self.flags & 0x20)

    def class_name(self):
        """The class name or None."""
        if self.klass == NONE:
            return None
        return text(self.hive.cell(self.klass)[:self.class_len], False)

    def subkeys(self):
        """The cells of all subkeys."""
        return list(self._leaves(self.list)) if self.count else []

    def _leaves(self, cell):
        magic, count = struct.unpack_from("<2sH", self.hive.cell(cell))
        if magic == b"ri":
            for leaf in self.hive.cells(cell, count, 4):
                yield from self._leaves(leaf)
        else:
            assert magic in (b"li", b"lf", b"lh"), magic
            yield from self.hive.cells(cell, count, 4,
                                       4 if magic == b"li" else 8)

    def values(self):
        """All values in stored order."""
        if not self.value_count:
            return []
        return [self._value(self.hive.cell(cell)) for cell in
                self.hive.cells(self.value_list, self.value_count)]

    def _value(self, vk):
        magic, name_len, size, where, kind, flags = \
            struct.unpack_from("<2sHIIIH", vk)
        assert magic == b"vk"
        if size & 0x80000000:
            data = struct.pack("<I", where)[:size & 0x7FFFFFFF]
        else:
            data = self._data(size, where)
        return {"name": text(vk[20:20 + name_len], flags & 1), "type": kind,
                "data": data.hex()}

    def _data(self, size, where):
        if not size:
            return b""
        if size <= SEGMENT or self.hive.minor < 4:
            return self.hive.cell(where)[:size]
        magic, count, table = struct.unpack_from("<2sHI",
                                                 self.hive.cell(where))
        assert magic == b"db"
        parts = [self.hive.cell(cell)[:SEGMENT]
                 for cell in self.hive.cells(table, count)]
        return b"".join(parts)[:size]


def read(path):
    """All records of a hive file."""
    with open(path, "rb") as file:
        return list(Hive(file.read()).records())
