# SPDX-License-Identifier: GPL-2.0
"""The bytes of a hive, with a map of what lies where."""

import copy
import struct

NONE = 0xFFFFFFFF
BASE = 4096


class Image:
    """A hive file in memory. Cells are named by their index."""

    def __init__(self):
        self.data = bytearray()
        self.keys = {}          # path -> nk cell
        self.values = {}        # (path, name) -> vk cell
        self.securities = []    # sk cells in the order of the ring

    def finish(self, base, bins):
        """Put base block and bins together."""
        self.data = bytearray(base.ljust(BASE, b"\0")) + bins
        self.seal()

    def copy(self):
        """A copy that can be damaged."""
        return copy.deepcopy(self)

    def seal(self):
        """Compute the base block's checksum."""
        value = 0
        for word in struct.unpack_from("<127I", self.data):
            value ^= word
        value = {0: 1, NONE: NONE - 1}.get(value, value)
        struct.pack_into("<I", self.data, 508, value)

    def u16(self, cell, offset):
        """Read from a cell's content."""
        return struct.unpack_from("<H", self.data, self.at(cell) + offset)[0]

    def u32(self, cell, offset):
        """Read from a cell's content."""
        return struct.unpack_from("<I", self.data, self.at(cell) + offset)[0]

    def put16(self, cell, offset, number):
        """Write into a cell's content."""
        struct.pack_into("<H", self.data, self.at(cell) + offset, number)

    def put32(self, cell, offset, number):
        """Write into a cell's content."""
        struct.pack_into("<I", self.data, self.at(cell) + offset, number)

    def put(self, cell, offset, content):
        """Write bytes into a cell's content."""
        at = self.at(cell) + offset
        self.data[at:at + len(content)] = content

    def base32(self, offset, number):
        """Write into the base block; seal() makes its checksum right."""
        struct.pack_into("<I", self.data, offset, number)

    def size(self, cell):
        """The bytes of a cell with its header."""
        return abs(struct.unpack_from("<i", self.data, BASE + cell)[0])

    def set_size(self, cell, size):
        """Write a cell's header: negative = in use."""
        struct.pack_into("<i", self.data, BASE + cell, size)

    @staticmethod
    def at(cell):
        """File offset of a cell's content."""
        return BASE + cell + 4
