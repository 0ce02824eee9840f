# SPDX-License-Identifier: GPL-2.0
"""Whole hives that reach the corners of format and limits."""

import descriptor
from key import (Key, REG_BINARY, REG_LINK, REG_NONE, REG_QWORD, REG_SZ, utf16)
from regf import Writer

MACHINE = "\\REGISTRY\\Machine"
USER = "\\REGISTRY\\User"
MIB = 1 << 20


def pattern(length):
    """Bytes that differ from place to place."""
    block = b"".join(i.to_bytes(4, "little") for i in range(4096))
    return (block * (length // len(block) + 1))[:length]


def siblings(count):
    """A key Many with count subkeys, each with its number as a value."""
    root = Key("root")
    many = root.key("Many")
    for number in range(count):
        many.key(f"Key{number:06}").dword("Number", number)
    return root


def deep(levels):
    """A chain of keys; the root is level one."""
    root = here = Key("root")
    for level in range(2, levels + 1):
        here = here.key(f"L{level}")
    here.sz("", "bottom")
    return root


def big_values():
    """Values around the bounds of the storage forms."""
    root = Key("root")
    key = root.key("Big")
    for length in (0, 1, 3, 4, 5, 4096, 16343, 16344, 16345, 32687, 32688,
                   32689, 65536, MIB - 1, MIB):
        key.set(f"Length{length}", REG_BINARY, pattern(length))
    return root


def names():
    """Names that a careless program gets wrong."""
    root = Key("root")
    keys = root.key("Keys")
    for name in ("nul\0inside", "\0", "line\r\nend", "tab\t", " blank ",
                 "half\ud800", "half\udc00", "\udfff\ud800",
                 "pair\U0001F600", "ëigenaardig", "Ÿ and ÿ\u00b1", "ßharp",
                 "Привет", "日本語", "a/b", "%s%n", '"quoted"', "K" * 255,
                 "Ж" * 255, "é" * 255, "0", "\x7f", "\x80", "\uffff"):
        keys.key(name).sz("Name", name)
    values = root.key("Values")
    values.sz("", "default")
    for name in ("nul\0inside", "\0", "half\ud800", "back\\slash", "Имя",
                 "é", "V" * 16383, "Ю" * 16383):
        values.set(name, REG_SZ, utf16(name + "\0"))
    return root


def types():
    """Every known type, unknown ones, data that does not fit its type."""
    root = Key("root")
    key = root.key("Types")
    for kind in (*range(13), 0x7FFFFFFF, 0x80000000, 0x80000007, 0xFFFFFFFF):
        key.set(f"Empty{kind:08x}", kind, b"")
        key.set(f"Three{kind:08x}", kind, b"\x01\x02\x03")
        key.set(f"Long{kind:08x}", kind, pattern(40))
    key.set("Unterminated", REG_SZ, utf16("no end"))
    key.set("Odd", REG_SZ, b"a\0b\0c")
    key.set("Surrogate", REG_SZ, utf16("\ud800\0"))
    key.set("Q", REG_QWORD, b"\xff" * 8)
    return root


def many_values(count):
    """A key with very many values, not sorted."""
    root = Key("root")
    key = root.key("Values")
    for number in range(count):
        key.dword(f"V{number * 7919 % count:05}", number)
    return root


def links():
    """Links below HKLM, for a hive mounted as LINKS."""
    here = f"{MACHINE}\\LINKS"
    root = Key("root")
    root.key("Target\\Below").sz("Found", "yes")
    root.link("ToTarget", f"{here}\\Target")
    root.link("ToBelow", f"{here}\\ToTarget\\Below")
    root.link("Dangling", f"{here}\\Nowhere")
    root.link("DanglingHive", f"{MACHINE}\\NoSuchHive\\Key")
    root.link("Self", f"{here}\\Self")
    root.link("LoopA", f"{here}\\LoopB")
    root.link("LoopB", f"{here}\\LoopA")
    root.link("Up", f"{here}")
    for number in range(80):
        root.link(f"Chain{number:02}", f"{here}\\Chain{number + 1:02}")
    root.key("Chain80").sz("Found", "end of the chain")
    root.link("Relative", "Target")
    root.link("Empty", "")
    odd = root.link("OddLength", f"{here}\\Target")
    odd.values[0].data = odd.values[0].data[:-1]
    kind = root.link("WrongType", f"{here}\\Target")
    kind.values[0].type = REG_SZ
    root.link("NoValue", "").values.clear()
    ended = root.link("Terminated", f"{here}\\Target")
    ended.values[0].data += b"\0\0"
    root.key("NotALink").set("SymbolicLinkValue", REG_LINK,
                             utf16(f"{here}\\Target"))
    return root


def user_links():
    """Links in a hive mounted as HKU\\LINKS, some lead out of it."""
    here = f"{USER}\\LINKS"
    root = Key("root", descriptor=descriptor.user("S-1-22-1-1000"))
    root.key("Target").sz("Found", "yes")
    root.link("Inside", f"{here}\\Target")
    root.link("ToMachine", f"{MACHINE}\\LINKS\\Target")
    root.link("ToOtherUser", f"{USER}\\OTHER\\Target")
    root.link("Prefix", f"{USER}\\LINKSX\\Target")
    root.link("Dots", f"{here}\\..\\OTHER")
    return root


def values_in_db():
    """Two large values of a 1.5 hive in one key."""
    root = Key("root")
    root.key("Db").set("", REG_BINARY, pattern(16345)) \
        .set("V", REG_NONE, pattern(81725))
    return root


def mixed():
    """A bit of everything, small: what the broken hives are made from."""
    root = Key("root", descriptor=descriptor.MACHINE)
    root.key("Alpha").sz("", "default").sz("Text", "some text") \
        .dword("Number", 42).set("Empty", REG_NONE, b"")
    root.key("Alpha").class_name = "class of Alpha"
    root.key("Beta\\Inner\\Deep").set("Data", REG_BINARY, pattern(100))
    root.key("Beta\\Inner").dword("N", 1)
    root.key("Gamma").descriptor = descriptor.SYSTEM_ONLY
    root.key("Gamma").set("Big", REG_BINARY, pattern(40000))
    root.key("Delta").descriptor = descriptor.user("S-1-22-1-1000")
    root.key("Имя").sz("Значение", "данные")
    for number in range(12):
        root.key(f"Many\\Sub{number:02}").dword("Number", number)
    root.link("Link", f"{MACHINE}\\MIXED\\Alpha")
    return root


def all_hives():
    """Pairs of file name and writer, all of which must load."""
    yield "mixed-1.3", Writer(mixed(), 3)
    yield "mixed-1.4", Writer(mixed(), 4)
    yield "mixed-1.5", Writer(mixed(), 5)
    yield "mixed-1.6", Writer(mixed(), 6)
    yield "empty", Writer(Key("root"), 3)
    for number in (5000, 100000):
        yield f"siblings-{number}-li", Writer(siblings(number), 3)
        yield f"siblings-{number}-lh", Writer(siblings(number), 5)
    yield "siblings-5000-lf", Writer(siblings(5000), 3, split="lf")
    yield "siblings-20-split", Writer(siblings(20), 3, split="lf",
                                      leaf_max={"lf": 3})
    yield "siblings-300-li", Writer(siblings(300), 3, leaf="li")
    yield "big-values-1.3", Writer(big_values(), 3)
    yield "big-values-1.5", Writer(big_values(), 5)
    yield "db-values", Writer(values_in_db(), 5)
    yield "deep-512", Writer(deep(512), 3)
    yield "names-1.3", Writer(names(), 3)
    yield "names-1.5", Writer(names(), 5)
    yield "types", Writer(types(), 3)
    yield "many-values", Writer(many_values(10000), 3)
    yield "links", Writer(links(), 3)
    yield "user-links", Writer(user_links(), 3)
