# SPDX-License-Identifier: GPL-2.0
"""Keys and values of a hive that is going to be written."""

from dataclasses import dataclass, field

REG_NONE = 0
REG_SZ = 1
REG_EXPAND_SZ = 2
REG_BINARY = 3
REG_DWORD = 4
REG_DWORD_BIG_ENDIAN = 5
REG_LINK = 6
REG_MULTI_SZ = 7
REG_RESOURCE_LIST = 8
REG_FULL_RESOURCE_DESCRIPTOR = 9
REG_RESOURCE_REQUIREMENTS_LIST = 10
REG_QWORD = 11

NK_HIVE_ENTRY = 0x04
NK_NO_DELETE = 0x08
NK_SYM_LINK = 0x10


def utf16(text):
    """Encode text, single surrogates too."""
    return text.encode("utf-16-le", "surrogatepass")


def units(text):
    """The UTF-16 units of text as numbers."""
    raw = utf16(text)
    return [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)]


@dataclass
class Value:
    """A value entry; data is bytes as stored."""
    name: str
    type: int
    data: bytes


@dataclass
class Key:
    """A key with everything below it; descriptor None = that of the parent."""
    name: str
    class_name: str | None = None
    flags: int = 0
    descriptor: bytes | None = None
    subkeys: dict = field(default_factory=dict)
    values: list = field(default_factory=list)

    def key(self, path):
        """Find a key below this one, making what is missing on the way."""
        here = self
        for name in path.split("\\"):
            if name not in here.subkeys:
                here.subkeys[name] = Key(name)
            here = here.subkeys[name]
        return here

    def set(self, name, kind, data):
        """Add a value with raw data."""
        self.values.append(Value(name, kind, bytes(data)))
        return self

    def sz(self, name, text, kind=REG_SZ):
        """Add a string, NUL terminated."""
        return self.set(name, kind, utf16(text + "\0"))

    def expand(self, name, text):
        """Add a REG_EXPAND_SZ."""
        return self.sz(name, text, REG_EXPAND_SZ)

    def multi(self, name, *texts):
        """Add a REG_MULTI_SZ."""
        return self.set(name, REG_MULTI_SZ,
                        utf16("".join(text + "\0" for text in texts) + "\0"))

    def dword(self, name, number):
        """Add a REG_DWORD."""
        return self.set(name, REG_DWORD, number.to_bytes(4, "little"))

    def link(self, path, target):
        """Make the key at path a link to the absolute native target."""
        link = self.key(path)
        link.flags |= NK_SYM_LINK
        return link.set("SymbolicLinkValue", REG_LINK, utf16(target))
