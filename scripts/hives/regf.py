# SPDX-License-Identifier: GPL-2.0
"""A small writer of regf hives: the same keys give the same bytes."""

import struct

import descriptor
import upcase
from image import Image, NONE
from key import NK_HIVE_ENTRY, NK_NO_DELETE, units, utf16

BLOCK = 4096
BIN_HEAD = 32
SEGMENT = 16344
NK_COMP_NAME = 0x20
VK_COMP_NAME = 0x01
INLINE = 0x80000000

EPOCH = 124853184000000000  # 24 August 1996 as FILETIME


def stored(name):
    """A name's bytes as stored and whether they are one per character."""
    try:
        return name.encode("latin-1"), True
    except UnicodeEncodeError:
        return utf16(name), False


def hint(name):
    """The hint of lf lists: up to four characters as bytes."""
    out = bytearray(4)
    for i, code in enumerate(units(name)[:4]):
        if code > 255:
            break
        out[i] = code
    return bytes(out)


class Bins:
    """Bins that grow, with cells packed into them."""

    def __init__(self):
        self.data = bytearray()
        self.at = 0             # first byte of the last bin not in a cell

    def alloc(self, length):
        """Take a cell for length bytes and return its index."""
        size = (length + 4 + 7) & ~7
        if len(self.data) - self.at < size:
            self._new_bin(size)
        cell = self.at
        struct.pack_into("<i", self.data, cell, -size)
        self.at += size
        return cell

    def put(self, cell, content):
        """Fill a cell."""
        self.data[cell + 4:cell + 4 + len(content)] = content

    def add(self, content):
        """Take a cell and fill it."""
        cell = self.alloc(len(content))
        self.put(cell, content)
        return cell

    def close(self):
        """Make the rest of the last bin a free cell."""
        rest = len(self.data) - self.at
        if rest:
            struct.pack_into("<i", self.data, self.at, rest)
            self.at += rest

    def _new_bin(self, size):
        self.close()
        total = (size + BIN_HEAD + BLOCK - 1) // BLOCK * BLOCK
        at = len(self.data)
        self.data += bytes(total)
        struct.pack_into("<4sII8sQI", self.data, at, b"hbin", at, total,
                         bytes(8), EPOCH if at == 0 else 0, 0)
        self.at = at + BIN_HEAD


class Writer:
    """Writes one hive."""

    def __init__(self, root, minor=3, file_name="", leaf=None, split=None,
                 leaf_max=None):
        self.root = root
        self.minor = minor
        self.file_name = file_name
        self.leaf = leaf or ("lh" if minor >= 5 else "lf" if minor >= 3
                             else "li")
        self.split = split or ("lh" if minor >= 5 else "li")
        self.leaf_max = leaf_max or {"lf": 511, "li": 1012, "lh": 1012}
        self.bins = Bins()
        self.security = {}      # descriptor -> [cell, references]
        self.stamp = EPOCH
        self.image = Image()

    def write(self):
        """Write the hive and return its image."""
        self.root.flags |= NK_HIVE_ENTRY | NK_NO_DELETE
        cell = self._alloc_key(self.root)
        self._tree(cell)
        self._ring()
        self.bins.close()
        self.image.finish(self._base(cell), self.bins.data)
        return self.image

    def _base(self, root):
        name = utf16(self.file_name[-31:])
        return struct.pack("<4sIIQIIIIIII64s", b"regf", 1, 1, EPOCH, 1,
                           self.minor, 0, 1, root, len(self.bins.data), 1,
                           name)

    def _tree(self, cell):
        work = [(self.root, "", cell, NONE, descriptor.MACHINE)]
        while work:
            key, path, cell, parent, inherited = work.pop()
            mine = key.descriptor or inherited
            children = self._sorted(key)
            cells = [self._alloc_key(child) for child in children]
            self._put_key(key, path, cell, parent, mine,
                          self._list(children, cells))
            for child, at in reversed(list(zip(children, cells))):
                below = f"{path}\\{child.name}" if path else child.name
                work.append((child, below, at, cell, mine))

    @staticmethod
    def _sorted(key):
        return sorted(key.subkeys.values(),
                      key=lambda child: upcase.key(units(child.name)))

    def _alloc_key(self, key):
        return self.bins.alloc(76 + len(stored(key.name)[0]))

    def _put_key(self, key, path, cell, parent, mine, subkey_list):
        name, compressed = stored(key.name)
        class_cell, class_len = self._class(key)
        longest = [max((len(utf16(k.name)) for k in key.subkeys.values()),
                       default=0),
                   max((len(utf16(k.class_name or ""))
                        for k in key.subkeys.values()), default=0),
                   max((len(utf16(v.name)) for v in key.values), default=0),
                   max((len(v.data) for v in key.values), default=0)]
        self.stamp += 10000000
        self.image.keys[path] = cell
        self.bins.put(cell, struct.pack(
            "<2sHQIIIIIIIIIIIIIIIHH", b"nk",
            key.flags | (NK_COMP_NAME if compressed else 0), self.stamp, 0,
            parent, len(key.subkeys), 0, subkey_list, NONE, len(key.values),
            self._values(key, path), self._descriptor(mine), class_cell,
            *longest, 0, len(name), class_len) + name)

    def _class(self, key):
        if key.class_name is None:
            return NONE, 0
        text = utf16(key.class_name)
        return self.bins.add(text), len(text)

    def _values(self, key, path):
        if not key.values:
            return NONE
        cells = [self._value(path, value) for value in key.values]
        return self.bins.add(struct.pack(f"<{len(cells)}I", *cells))

    def _value(self, path, value):
        name, compressed = stored(value.name)
        size, where = self._data(value.data)
        cell = self.bins.add(struct.pack(
            "<2sHIIIHH", b"vk", len(name), size, where, value.type,
            VK_COMP_NAME if compressed else 0, 0) + name)
        self.image.values[path, value.name] = cell
        return cell

    def _data(self, data):
        if len(data) <= 4:
            return len(data) | INLINE, int.from_bytes(data, "little")
        if len(data) <= SEGMENT or self.minor < 4:
            return len(data), self.bins.add(data)
        # Windows has four bytes more in each cell, readers count on them.
        parts = [self.bins.add(data[i:i + SEGMENT] + bytes(4))
                 for i in range(0, len(data), SEGMENT)]
        table = self.bins.add(struct.pack(f"<{len(parts)}I", *parts))
        return len(data), self.bins.add(struct.pack("<2sHI", b"db",
                                                    len(parts), table))

    def _list(self, children, cells):
        if not children:
            return NONE
        room = self.leaf_max[self.leaf]
        if len(children) <= room:
            return self._leaf(self.leaf, children, cells)
        room = self.leaf_max[self.split]
        leaves = [self._leaf(self.split, children[i:i + room],
                             cells[i:i + room])
                  for i in range(0, len(children), room)]
        return self.bins.add(struct.pack(f"<2sH{len(leaves)}I", b"ri",
                                         len(leaves), *leaves))

    def _leaf(self, kind, children, cells):
        out = struct.pack("<2sH", kind.encode(), len(cells))
        for child, cell in zip(children, cells):
            out += struct.pack("<I", cell)
            if kind == "lf":
                out += hint(child.name)
            elif kind == "lh":
                out += struct.pack("<I", upcase.hash_lh(units(child.name)))
        return self.bins.add(out)

    def _descriptor(self, text):
        if text not in self.security:
            self.security[text] = [self.bins.alloc(20 + len(text)), 0]
        self.security[text][1] += 1
        return self.security[text][0]

    def _ring(self):
        cells = [cell for cell, _ in self.security.values()]
        self.image.securities = cells
        for i, (text, (cell, refs)) in enumerate(self.security.items()):
            self.bins.put(cell, struct.pack(
                "<2sHIIII", b"sk", 0, cells[(i + 1) % len(cells)],
                cells[i - 1], refs, len(text)) + text)
