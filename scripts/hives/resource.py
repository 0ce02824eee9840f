# SPDX-License-Identifier: GPL-2.0
"""Hardware resource lists as NT stores them."""

import struct

ISA = 1
PORT, INTERRUPT, MEMORY, DMA = 1, 2, 3, 4


def port(start, length):
    """A range of I/O ports."""
    return struct.pack("<BBHQI", PORT, 1, 1, start, length)


def interrupt(level):
    """An interrupt line."""
    return struct.pack("<BBHIII", INTERRUPT, 1, 1, level, level, 1)


def memory(start, length):
    """A range of memory."""
    return struct.pack("<BBHQI", MEMORY, 1, 0, start, length)


def dma(channel):
    """A DMA channel."""
    return struct.pack("<BBHIII", DMA, 1, 0, channel, 0, 0)


def full(bus, *parts):
    """A CM_FULL_RESOURCE_DESCRIPTOR."""
    return struct.pack("<IIHHI", ISA, bus, 1, 1, len(parts)) + b"".join(parts)


def listed(*fulls):
    """A CM_RESOURCE_LIST."""
    return struct.pack("<I", len(fulls)) + b"".join(fulls)
