# SPDX-License-Identifier: GPL-2.0
"""What is known of real hives, from their makers and from measurements.

Each fact is a function of the tree of a hive: a dict from path to record.
"""

import reader

GOOD = ["nt4/system", "nt4/software", "hivex/minimal", "hivex/special",
        "hivex/rlenvalue", "nt-hive/testhive", "yarp/BigDataHive",
        "yarp/ManySubkeysHive", "yarp/UnicodeHive", "yarp/ExtendedASCIIHive",
        "yarp/UpcaseHive", "yarp/BogusKeyNamesHive", "yarp/CompHive",
        "yarp/DupNameHive", "yarp/EmptyHive", "yarp/MultiSzHive",
        "yarp/StringValuesHive", "yarp/ValuesOrderHive",
        "yarp/OldDirtyHive/RecoveredHive_Windows7",
        "yarp/NewDirtyHive1/RecoveredHive_Windows10"]

DIRTY = ["yarp/OldDirtyHive/OldDirtyHive", "yarp/NewDirtyHive1/NewDirtyHive"]

# Name and the numbers of the invariants that are broken, at least these.
BROKEN = {"yarp/BadListHive": {13}, "yarp/BadSubkeyHive": {9},
          "yarp/TruncatedNameHive": {10}, "yarp/DuplicateSubkeysHive": {15},
          "yarp/WrongOrderHive": {15}, "yarp/EffectiveSizeHive": {3},
          "yarp/TruncatedHive": {5}}


def below(tree, path):
    """Names of the subkeys of a key, in order."""
    prefix = path + "\\" if path else ""
    return [key[len(prefix):] for key in tree
            if key and key.startswith(prefix) and
            "\\" not in key[len(prefix):]]


def value(tree, path, name):
    """Type and data of a value."""
    return next((v["type"], bytes.fromhex(v["data"]))
                for v in tree[path]["values"] if v["name"] == name)


def value_names(tree, path):
    """Names of the values of a key, in order."""
    return [v["name"] for v in tree[path]["values"]]


def classes(tree):
    """How many keys have a class name."""
    return sum(record["class"] is not None for record in tree.values())


MULTI = "привет\0как дела?\0\0".encode("utf-16-le")

FACTS = [
    ("nt4/system", "1971 keys", lambda t: len(t) == 1971),
    ("nt4/system", "246 class names", lambda t: classes(t) == 246),
    ("nt4/system", "two control sets, Select and Setup", lambda t:
     {"ControlSet001", "ControlSet002", "Select", "Setup"} <=
     set(below(t, ""))),
    ("nt4/software", "2221 keys", lambda t: len(t) == 2221),
    ("hivex/minimal", "a root alone", lambda t: len(t) == 1),
    ("hivex/special", "names outside of ASCII", lambda t:
     below(t, "") == ["abcd_äöüß", "weird™", "zero\0key"] and
     value_names(t, "abcd_äöüß") == ["abcd_äöüß"] and
     value_names(t, "weird™") == ["symbols $£₤₧€"]),
    ("hivex/special", "a name with a NUL", lambda t:
     value_names(t, "zero\0key") == ["zero\0val"]),
    ("yarp/BigDataHive", "big data", lambda t:
     value(t, "key_with_bigdata", "") == (3, b"1" * 16345)),
    ("yarp/BigDataHive", "bigger data", lambda t:
     value(t, "key_with_bigdata", "v") == (3, b"2" * 81725)),
    ("yarp/ManySubkeysHive", "5000 subkeys", lambda t:
     len(below(t, "key_with_many_subkeys")) == 5000),
    ("yarp/ManySubkeysHive", "find_me", lambda t:
     "key_with_many_subkeys\\2119\\find_me" in t),
    ("yarp/UnicodeHive", "Cyrillic names", lambda t:
     below(t, "") == ["Привет"] and below(t, "Привет") == ["Ключ"]),
    ("yarp/ExtendedASCIIHive", "one byte per character", lambda t:
     value(t, "ëigenaardig", "ëigenaardig") ==
     (1, "ëigenaardig\0".encode("utf-16-le"))),
    ("yarp/UpcaseHive", "order by upper case", lambda t:
     below(t, "") == ["ss1", "SS3", "ß2"]),
    ("yarp/BogusKeyNamesHive", "line end and NUL in names", lambda t:
     sorted(below(t, "")) == ["testnew\r\nne", "testnu\0l"]),
    ("yarp/DupNameHive", "one live key", lambda t: below(t, "") == ["ccc"]),
    ("yarp/EmptyHive", "an empty root", lambda t:
     len(t) == 1 and not t[""]["values"]),
    ("yarp/MultiSzHive", "lists of strings", lambda t:
     value(t, "key", "1") == (7, b"\0\0") and
     value(t, "key", "2") == (7, MULTI)),
    ("yarp/ValuesOrderHive", "values in stored order", lambda t:
     value_names(t, "") == ["aaa", "zzz", "bbb"]),
    ("yarp/OldDirtyHive/RecoveredHive_Windows7", "recovered", lambda t:
     "key_with_many_subkeys\\5000\\find_me_in_log" in t),
    ("yarp/NewDirtyHive1/RecoveredHive_Windows10", "recovered", lambda t:
     {"Key3\\Key3_1", "Key3\\Key3_2", "Key3\\Key3_3"} <= set(t) and
     "Key1" not in t),
]

# Look-ups in another case than the stored one.
LOOK_UPS = [
    ("yarp/ManySubkeysHive", "KEY_WITH_MANY_SUBKEYS\\2119\\FIND_ME"),
    ("yarp/ManySubkeysHive", "key_With_many_subKeys\\2119\\Find_Me"),
    ("yarp/UnicodeHive", "ПРИВЕТ\\КЛЮЧ"),
    ("yarp/UnicodeHive", "привет\\ключ"),
    ("yarp/ExtendedASCIIHive", "ËIGENAARDIG"),
    ("nt4/system", "CONTROLSET001\\services\\BEEP"),
]

NOT_THERE = [
    ("yarp/ManySubkeysHive", "key_with_many_subkeys\\2119\\find_m"),
    ("yarp/UpcaseHive", "SS2"),
    ("nt4/system", "ControlSet003"),
]


def security_cells(path):
    """The security cells that keys of a good hive name."""
    with open(path, "rb") as file:
        hive = reader.Hive(file.read())
    cells, work = set(), [hive.root]
    while work:
        node = reader.Node(hive, work.pop())
        cells.add(node.security)
        work += node.subkeys()
    return cells
