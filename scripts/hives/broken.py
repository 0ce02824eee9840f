# SPDX-License-Identifier: GPL-2.0
"""Hives with one fault each.

The name of a hive begins with the number of the invariant that it breaks
(kernel/hive/invariants.h); this must be the first that a check finds.
"""

import corpus
from image import NONE
from regf import Writer

FAULTS = []

# Offsets in cells; see uapi/linux/kreg_regf.h.
NK_FLAGS, NK_ACCESS, NK_PARENT, NK_SUBKEYS, NK_LIST = 2, 12, 16, 20, 28
NK_VALUES, NK_VALUE_LIST, NK_SECURITY, NK_CLASS = 36, 40, 44, 48
NK_NAME_LEN, NK_CLASS_LEN, NK_NAME = 72, 74, 76
VK_NAME_LEN, VK_SIZE, VK_DATA, VK_FLAGS, VK_NAME = 2, 4, 8, 16, 20
SK_NEXT, SK_PREV, SK_REFS, SK_SIZE, SK_DESCRIPTOR = 4, 8, 12, 16, 20
BIN = 4096


def fault(number, minor=3):
    """Register a function that breaks one invariant of a mixed hive."""
    def register(function):
        name = f"{number:02}-{function.__name__.replace('_', '-')}"
        FAULTS.append((name, minor, function))
        return function
    return register


def nk(image, path):
    """The cell of a key."""
    return image.keys[path]


def subkey_list(image, path):
    """The cell of a key's list."""
    return image.u32(nk(image, path), NK_LIST)


def value_list(image, path):
    """The cell of a key's value list."""
    return image.u32(nk(image, path), NK_VALUE_LIST)


def free_cell(image):
    """The index of a free cell."""
    at = 32
    while image.data[BIN + at + 3] & 0x80:
        at += image.size(at)
    return at


@fault(1)
def kind_magic(image):
    """Another file type."""
    image.data[0:4] = b"regx"


@fault(1)
def kind_log(image):
    """A log, no hive."""
    image.base32(28, 1)


@fault(1)
def kind_format(image):
    """Another format."""
    image.base32(32, 0)


@fault(1)
def kind_empty_file(image):
    """Nothing at all."""
    image.data.clear()


@fault(1)
def kind_short_file(image):
    """Not even a base block."""
    del image.data[4095:]


@fault(1)
def kind_text(image):
    """A text."""
    image.data[:] = b"Windows Registry Editor Version 5.00\r\n" * 200


@fault(2)
def version_major(image):
    """Version 2.3."""
    image.base32(20, 2)


@fault(2)
def version_old(image):
    """Version 1.2."""
    image.base32(24, 2)


@fault(2)
def version_new(image):
    """Version 1.7."""
    image.base32(24, 7)


@fault(3)
def checksum(image):
    """One bit."""
    image.seal()
    image.data[508] ^= 1


@fault(3)
def checksum_zero(image):
    """A sum that is never stored."""
    image.seal()
    image.data[508:512] = bytes(4)


@fault(4)
def sequence(image):
    """A write that was not completed."""
    image.base32(4, 2)


@fault(5)
def bins_size_zero(image):
    """No bins."""
    image.base32(40, 0)


@fault(5)
def bins_size_odd(image):
    """Half a block too many."""
    image.base32(40, len(image.data) - BIN - 2048)


@fault(5)
def bins_size_past_file(image):
    """One block more than there is."""
    image.base32(40, len(image.data))


@fault(5)
def bins_size_huge(image):
    """Bit 31 belongs to volatile cells."""
    image.base32(40, 0xFFFFF000)


@fault(5)
def bins_truncated(image):
    """The file ends too early."""
    del image.data[-BIN:]


@fault(6)
def bin_magic(image):
    """The second bin has no signature."""
    image.data[second_bin(image):second_bin(image) + 4] = b"hbix"


@fault(6)
def bin_offset(image):
    """The second bin states another place."""
    image.base32(second_bin(image) + 4, 0)


@fault(6)
def bin_size_zero(image):
    """A bin without size: a walk would not move."""
    image.base32(second_bin(image) + 8, 0)


@fault(6)
def bin_size_odd(image):
    """A bin of half a block."""
    image.base32(second_bin(image) + 8, 2048)


@fault(6)
def bin_size_past_end(image):
    """A bin longer than all bins."""
    image.base32(second_bin(image) + 8, len(image.data))


@fault(6)
def bin_size_wraps(image):
    """A bin whose end wraps around."""
    image.base32(second_bin(image) + 8, 0xFFFFF000)


@fault(6)
def bin_first(image):
    """The first bin is none."""
    image.data[BIN:BIN + 4] = bytes(4)


def second_bin(image):
    """File offset of the second bin."""
    return BIN + int.from_bytes(image.data[BIN + 8:BIN + 12], "little")


@fault(7)
def cell_size_zero(image):
    """A cell without size: a walk would not move."""
    image.set_size(free_cell(image), 0)


@fault(7)
def cell_size_odd(image):
    """A cell of no multiple of eight."""
    cell = free_cell(image)
    image.set_size(cell, image.size(cell) - 4)


@fault(7)
def cell_past_bin(image):
    """A free cell that leaves its bin."""
    cell = free_cell(image)
    image.set_size(cell, image.size(cell) + 8)


@fault(7)
def cell_in_use_past_bin(image):
    """A key's cell that leaves its bin."""
    image.set_size(nk(image, ""), -8192)


@fault(7)
def cell_size_minimum(image):
    """The one number whose negation is itself."""
    image.set_size(free_cell(image), -0x80000000)


@fault(8)
def root_none(image):
    """No root."""
    image.base32(36, NONE)


@fault(8)
def root_unaligned(image):
    """A root between cells."""
    image.base32(36, nk(image, "") + 4)


@fault(8)
def root_free(image):
    """A root that is a free cell."""
    image.base32(36, free_cell(image))


@fault(8)
def root_value(image):
    """A root that is a value."""
    image.base32(36, image.values["Alpha", "Text"])


@fault(8)
def root_volatile(image):
    """A root in the volatile storage."""
    image.base32(36, 0x80000020)


@fault(21)
def data_shared(image):
    """Two values share their data."""
    image.put32(image.values["Имя", "Значение"], VK_DATA,
                image.u32(image.values["Alpha", "Text"], VK_DATA))


@fault(9)
def reach_key_twice(image):
    """A subkey that is in its list twice."""
    image.put32(subkey_list(image, "Many"), 12, nk(image, "Many\\Sub00"))


@fault(9)
def reach_value_twice(image):
    """Two keys share a value."""
    image.put32(value_list(image, "Many\\Sub01"), 0,
                image.values["Many\\Sub00", "Number"])


@fault(18)
def value_list_shared(image):
    """Two keys share their value list."""
    image.put32(nk(image, "Many\\Sub01"), NK_VALUE_LIST,
                value_list(image, "Many\\Sub00"))


@fault(13)
def list_loop(image):
    """A key below itself."""
    image.put32(nk(image, "Beta\\Inner\\Deep"), NK_SUBKEYS, 1)
    image.put32(nk(image, "Beta\\Inner\\Deep"), NK_LIST,
                subkey_list(image, "Beta"))


@fault(21)
def data_is_key(image):
    """Data that is a key node."""
    image.put32(image.values["Alpha", "Text"], VK_DATA, nk(image, ""))


@fault(22)
def class_shared(image):
    """A class that is the data of a value."""
    cell = nk(image, "Delta")
    image.put32(cell, NK_CLASS, image.u32(nk(image, "Alpha"), NK_CLASS))
    image.put16(cell, NK_CLASS_LEN, 2)


@fault(10)
def node_magic(image):
    """A subkey that is no key."""
    image.put(nk(image, "Delta"), 0, b"nx")


@fault(10)
def node_free(image):
    """A subkey in a free cell."""
    cell = nk(image, "Delta")
    image.set_size(cell, image.size(cell))


@fault(10)
def node_name_past_cell(image):
    """A name longer than its cell."""
    image.put16(nk(image, "Delta"), NK_NAME_LEN, 200)


@fault(10)
def node_small_cell(image):
    """A key in a cell too small for one."""
    image.put32(subkey_list(image, "Beta"), 4,
                value_list(image, "Many\\Sub00"))


@fault(11)
def key_name_backslash(image):
    """A separator in a name."""
    image.put(nk(image, "Many\\Sub05"), NK_NAME + 3, b"\\")


@fault(11)
def key_name_empty(image):
    """No name at all."""
    image.put16(nk(image, "Beta"), NK_NAME_LEN, 0)


@fault(11)
def key_name_odd(image):
    """UTF-16 of an odd length."""
    image.put16(nk(image, "Имя"), NK_NAME_LEN, 5)


@fault(12)
def parent_other(image):
    """A parent that is another key."""
    image.put32(nk(image, "Beta\\Inner"), NK_PARENT, nk(image, "Alpha"))


@fault(12)
def parent_none(image):
    """No parent."""
    image.put32(nk(image, "Beta\\Inner"), NK_PARENT, NONE)


@fault(13)
def list_magic(image):
    """A list of no known kind."""
    image.put(subkey_list(image, "Many"), 0, b"lx")


@fault(13)
def list_count_past_cell(image):
    """A list that counts beyond its cell."""
    image.put16(subkey_list(image, "Many"), 2, 0xFFFF)


@fault(13)
def list_none(image):
    """A count without a list."""
    image.put32(nk(image, "Many"), NK_LIST, NONE)


@fault(13)
def list_free(image):
    """A list in a free cell."""
    cell = subkey_list(image, "Many")
    image.set_size(cell, image.size(cell))


@fault(13)
def list_of_itself(image):
    """An ri that names itself."""
    cell = subkey_list(image, "Many")
    image.put(cell, 0, b"ri\x01\0" + cell.to_bytes(4, "little"))


@fault(14)
def subkey_count_more(image):
    """A key that counts one subkey more than its list."""
    image.put32(nk(image, "Many"), NK_SUBKEYS, 13)


@fault(14)
def subkey_count_less(image):
    """A key that counts one subkey less than its list."""
    image.put32(nk(image, "Many"), NK_SUBKEYS, 11)


@fault(14)
def subkey_count_huge(image):
    """A count near the end of numbers."""
    image.put32(nk(image, "Many"), NK_SUBKEYS, 0xFFFFFFFF)


@fault(15)
def order_swapped(image):
    """Two entries in the wrong order."""
    at = image.at(subkey_list(image, "Many")) + 4
    image.data[at:at + 16] = image.data[at + 8:at + 16] + \
        image.data[at:at + 8]


@fault(15)
def order_same_name(image):
    """Two subkeys whose names differ in case."""
    image.put(nk(image, "Many\\Sub05"), NK_NAME, b"sUB04")
    image.put(subkey_list(image, "Many"), 4 + 5 * 8 + 4, b"sUB0")


@fault(16)
def hint_lf(image):
    """The hint of an lf list."""
    image.put(subkey_list(image, "Many"), 8, b"sub0")


@fault(16, 5)
def hint_lh(image):
    """The hash of an lh list."""
    image.put32(subkey_list(image, "Many"), 8, 1)


@fault(18)
def value_list_none(image):
    """A count without a list."""
    image.put32(nk(image, "Alpha"), NK_VALUE_LIST, NONE)


@fault(18)
def value_list_count(image):
    """A count past the cell of the list."""
    image.put32(nk(image, "Alpha"), NK_VALUES, 40)


@fault(18)
def value_list_count_wraps(image):
    """A count whose bytes wrap around."""
    image.put32(nk(image, "Alpha"), NK_VALUES, 0x40000001)


@fault(19)
def value_magic(image):
    """A value that is none."""
    image.put(image.values["Alpha", "Text"], 0, b"vx")


@fault(19)
def value_cell_none(image):
    """A list entry that names no cell."""
    image.put32(value_list(image, "Alpha"), 4, NONE)


@fault(19)
def value_name_past_cell(image):
    """A name longer than its cell."""
    image.put16(image.values["Alpha", "Text"], VK_NAME_LEN, 0xFFFF)


@fault(20)
def value_name_twice(image):
    """Two values whose names differ in case."""
    image.put(image.values["Alpha", "Empty"], VK_NAME, b"tEXT")
    image.put16(image.values["Alpha", "Empty"], VK_NAME_LEN, 4)


@fault(20)
def value_name_thrice(image):
    """Three values of one name."""
    for name in ("Number", "Empty"):
        image.put(image.values["Alpha", name], VK_NAME, b"tEXT")
        image.put16(image.values["Alpha", name], VK_NAME_LEN, 4)


@fault(20)
def value_name_odd(image):
    """UTF-16 of an odd length."""
    image.put16(image.values["Имя", "Значение"], VK_NAME_LEN, 15)


@fault(21)
def data_cell_none(image):
    """Data in no cell."""
    image.put32(image.values["Alpha", "Text"], VK_DATA, NONE)


@fault(21)
def data_past_cell(image):
    """Data longer than its cell."""
    image.put32(image.values["Alpha", "Text"], VK_SIZE, 4000)


@fault(21)
def data_inline_long(image):
    """Five bytes where there is room for four."""
    image.put32(image.values["Alpha", "Number"], VK_SIZE, 0x80000005)


@fault(21)
def data_link_past_cell(image):
    """The target of a link longer than its cell."""
    image.put32(image.values["Link", "SymbolicLinkValue"], VK_SIZE, 0x7FFF)


@fault(21, 5)
def data_db_magic(image):
    """A db that is none."""
    image.put(big_data(image), 0, b"dx")


@fault(21, 5)
def data_db_count(image):
    """A db with too few segments."""
    image.put16(big_data(image), 2, 2)


@fault(21, 5)
def data_db_segment_none(image):
    """A segment in no cell."""
    image.put32(image.u32(big_data(image), 4), 4, NONE)


@fault(21, 5)
def data_db_segment_short(image):
    """A segment shorter than it must be."""
    table = image.u32(big_data(image), 4)
    image.put32(table, 0, image.u32(table, 8))
    image.put32(table, 8, image.u32(image.values["Beta\\Inner\\Deep", "Data"],
                                    VK_DATA))


@fault(21, 5)
def data_db_size_wraps(image):
    """A size whose count of segments wraps around."""
    image.put32(image.values["Gamma", "Big"], VK_SIZE, 0x7FFFFFFF)


def big_data(image):
    """The db cell of the large value."""
    return image.u32(image.values["Gamma", "Big"], VK_DATA)


@fault(22)
def class_past_cell(image):
    """A class longer than its cell."""
    image.put16(nk(image, "Alpha"), NK_CLASS_LEN, 2000)


@fault(22)
def class_none(image):
    """A class in no cell."""
    image.put32(nk(image, "Alpha"), NK_CLASS, NONE)


@fault(22)
def class_odd(image):
    """UTF-16 of an odd length."""
    image.put16(nk(image, "Alpha"), NK_CLASS_LEN, 13)


@fault(23)
def security_none(image):
    """A key without a descriptor."""
    image.put32(nk(image, "Delta"), NK_SECURITY, NONE)


@fault(23)
def security_is_key(image):
    """A descriptor that is a key."""
    image.put32(nk(image, "Delta"), NK_SECURITY, nk(image, "Delta"))


@fault(25)
def ring_security_past_cell(image):
    """A descriptor longer than its cell."""
    image.put32(image.securities[-1], SK_SIZE, 60000)


@fault(24)
def descriptor_revision(image):
    """A descriptor of an unknown revision."""
    image.put(image.securities[-1], SK_DESCRIPTOR, b"\x02")


@fault(24)
def descriptor_owner(image):
    """An owner past the descriptor."""
    image.put32(image.securities[-1], SK_DESCRIPTOR + 4, 0xFFFFFFF0)


@fault(24)
def descriptor_acl(image):
    """A DACL longer than the descriptor."""
    cell = image.securities[-1]
    dacl = image.u32(cell, SK_DESCRIPTOR + 16)
    image.put16(cell, SK_DESCRIPTOR + dacl + 2, 0xFFFC)


@fault(25)
def ring_next(image):
    """A ring that leaves one out on the way forward."""
    image.put32(image.securities[0], SK_NEXT, image.securities[2])


@fault(25)
def ring_prev(image):
    """A back link that nobody may trust."""
    image.put32(image.securities[0], SK_PREV, 0x10)


@fault(25)
def ring_none(image):
    """A ring that ends."""
    image.put32(image.securities[1], SK_NEXT, NONE)


@fault(26)
def refs_more(image):
    """A count one too high."""
    cell = image.securities[0]
    image.put32(cell, SK_REFS, image.u32(cell, SK_REFS) + 1)


@fault(26)
def refs_zero(image):
    """A count that would free the cell too early."""
    image.put32(image.securities[0], SK_REFS, 0)


@fault(27)
def volatile_key(image):
    """A volatile key in a file."""
    cell = nk(image, "Delta")
    image.put16(cell, NK_FLAGS, image.u16(cell, NK_FLAGS) | 1)


@fault(28, 6)
def layered_key(image):
    """A key that belongs to a layer."""
    image.put32(nk(image, "Delta"), NK_ACCESS, 0x100)


@fault(28, 6)
def layered_tombstone(image):
    """A value that hides one of the layer below."""
    cell = image.values["Alpha", "Text"]
    image.put16(cell, VK_FLAGS, image.u16(cell, VK_FLAGS) | 2)


def all_hives():
    """Pairs of file name and image."""
    for name, minor, breaks in FAULTS:
        image = Writer(corpus.mixed(), minor).write()
        breaks(image)
        if len(image.data) > 512 and not name.startswith("03-"):
            image.seal()
        yield name, image
    yield "17-depth", Writer(corpus.deep(513), 3).write()
