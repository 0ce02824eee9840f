# SPDX-License-Identifier: GPL-2.0
"""Upper case of UTF-16 units, one to one.

Written apart from the table in kernel/hive, so that the two check each
other; characters where NT leaves the Unicode data are not used in made hives.
"""


def unit(code):
    """Upper case of one unit, itself when there is no single one."""
    if 0xD800 <= code < 0xE000:
        return code
    upper = chr(code).upper()
    if len(upper) != 1 or ord(upper) > 0xFFFF:
        return code
    return ord(upper)


_CACHE = {}


def key(codes):
    """Sort key of a name given as units."""
    out = []
    for code in codes:
        if code not in _CACHE:
            _CACHE[code] = unit(code)
        out.append(_CACHE[code])
    return out


def hash_lh(codes):
    """The hash of lh lists."""
    value = 0
    for code in key(codes):
        value = (value * 37 + code) & 0xFFFFFFFF
    return value
