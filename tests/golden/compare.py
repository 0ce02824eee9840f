# SPDX-License-Identifier: GPL-2.0
"""Other readers of hives, brought to one form with our dump.

Each reader shows a hive as a list of (path, last write, values), a value
being (name, type, data as shown). read() makes this list from what the
program prints, expect() from our dump what the program has to print. What a
reader cannot show is named with its reason: a whole hive by hides(), data of
one value by limit(); that data is then left out on both sides.
"""

import base64
import datetime
import re
import subprocess
import xml.etree.ElementTree as xml

STRINGS = (1, 2, 6)
SEGMENT = 16344
LEFT_OUT = "(left out)"


def run(*command):
    """The output of a program that must succeed."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL,
                          env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
                          ).stdout


def clock(last_write):
    """FILETIME as text, in seconds."""
    at = datetime.datetime(1601, 1, 1) + \
        datetime.timedelta(seconds=last_write // 10000000)
    return at.isoformat(" ")


def utf16(data):
    """Data as text; None when it is no UTF-16."""
    try:
        return data.decode("utf-16-le")
    except UnicodeDecodeError:
        return None


def ended(text):
    """Text up to its first NUL."""
    return text.split("\0")[0]


def texts_of(records):
    """All names and texts of a dump in one."""
    out = []
    for record in records:
        out.append(record["key"])
        for value in record["values"]:
            out.append(value["name"])
            if value["type"] in STRINGS + (7,):
                out.append(utf16(bytes.fromhex(value["data"])) or "")
    return "".join(out)


class Reader:
    """What the readers have in common."""
    program = ""
    times = True

    def expect(self, records, minor):
        """What this reader has to print, and how much is left out."""
        out, left_out = [], 0
        for record in records:
            values = [self.value(value, minor) for value in record["values"]]
            left_out += sum(value[2] == LEFT_OUT for value in values)
            out.append((self.path(record["key"]),
                        clock(record["last_write"]) if self.times else None,
                        values))
        return out, left_out

    def value(self, value, minor):
        """What it has to print of one value."""
        data = bytes.fromhex(value["data"])
        kind = value["type"]
        if self.limit(kind, data, minor):
            shown = LEFT_OUT
        else:
            shown = self.show(kind, data)
        return self.name(value["name"]), self.type(kind), shown

    def path(self, path):
        """A path as tuple of names."""
        return tuple(self.name(name) for name in path.split("\\")) \
            if path else ()

    def hides(self, _records, _minor):
        """Why it cannot show these records."""
        return None

    @staticmethod
    def difference(want, got):
        """The first difference as text, None when there is none."""
        if len(want) != len(got):
            return f"{len(want)} keys here, {len(got)} there"
        for ours, theirs in zip(want, got):
            if ours[:2] != theirs[:2]:
                return f"key {ours[:2]} here, {theirs[:2]} there"
            if len(ours[2]) != len(theirs[2]):
                return (f"{ours[0]}: {len(ours[2])} values here, "
                        f"{len(theirs[2])} there")
            for mine, other in zip(ours[2], theirs[2]):
                same = 2 if mine[2] == LEFT_OUT else 3
                if mine[:same] != other[:same]:
                    return f"{ours[0]}: {mine} here, {other} there"
        return None


class Hivexml(Reader):
    """hivexml of libhivex-bin."""
    program = "hivexml"
    TYPES = {0: "none", 1: "string", 2: "expand", 3: "binary", 4: "int32",
             5: "int32", 6: "link", 7: "string-list", 8: "resource-list",
             9: "resource-description", 10: "resource-requirements",
             11: "int64"}
    SUBKEYS = 70000

    def hides(self, records, _minor):
        """Why it cannot show these records."""
        if len(records) > self.SUBKEYS:
            return f"refuses keys with over {self.SUBKEYS} subkeys"
        if re.search("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\uffff]",
                     texts_of(records)):
            return "XML has no such characters"
        return None

    def read(self, file):
        """Parse its output."""
        root = xml.fromstring(run("hivexml", file)).find("node")
        out, work = [], [(root, ())]
        while work:
            node, path = work.pop()
            mtime = node.findtext("mtime")
            out.append((path, mtime and mtime.replace("T", " ").rstrip("Z"),
                        [self.parsed(v) for v in node.findall("value")]))
            work += [(child, (*path, child.get("name")))
                     for child in reversed(node.findall("node"))]
        return out

    @staticmethod
    def parsed(value):
        """A value element."""
        if value.get("type") == "string-list":
            shown = [item.text or "" for item in value.findall("string")]
        elif value.get("encoding") == "base64":
            shown = base64.b64decode(value.get("value", ""))
        else:
            shown = value.get("value")
        return value.get("key", ""), value.get("type"), shown

    def name(self, name):
        """Names end at a NUL."""
        return ended(name)

    def type(self, kind):
        """By name."""
        return self.TYPES.get(kind, "unknown")

    def show(self, kind, data):
        """Numbers, texts, base64."""
        if kind in (4, 5, 11):
            order = "big" if kind == 5 else "little"
            return str(int.from_bytes(data, order, signed=True))
        if kind == 7:
            return utf16(data).split("\0")[:-1] or [""]
        if kind in STRINGS:
            return ended(utf16(data))
        return data

    def limit(self, kind, data, minor):
        """Why this data cannot be compared."""
        if kind in STRINGS + (7,) and utf16(data) is None:
            return "no valid UTF-16"
        return None


class Reglookup(Reader):
    """reglookup."""
    program = "reglookup"
    TYPES = {0: "NONE", 1: "SZ", 2: "EXPAND_SZ", 3: "BINARY", 4: "DWORD",
             5: "DWORD_BE", 6: "LINK", 7: "MULTI_SZ", 8: "RSRC_LIST",
             9: "RSRC_DESC", 10: "RSRC_REQ_LIST", 11: "QWORD",
             0x7FFFFFFF: "KEY"}
    SIZES = {4: 4, 5: 4, 11: 8}

    def read(self, file):
        """Parse its output."""
        out = []
        for line in run("reglookup", "-H", file).decode("ascii").split("\n"):
            if not line:
                continue
            path, kind, data, mtime = line.split(",")
            path = path.split("/")[1:]
            if kind == "KEY" and mtime:
                path = () if path == [""] else tuple(path)
                out.append((path, mtime, []))
            else:
                out[-1][2].append((path[-1], kind, data))
        return out

    @staticmethod
    def quote(data, special='%,"'):
        """Bytes in its form."""
        return "".join(chr(c) if 32 <= c < 127 and chr(c) not in special
                       else f"%{c:02X}" for c in data)

    def name(self, name):
        """Latin-1 up to a NUL, or else the bytes of UTF-16."""
        try:
            raw = ended(name).encode("latin-1")
        except UnicodeEncodeError:
            raw = name.encode("utf-16-le", "surrogatepass")
        return self.quote(raw, '%,"/')

    def type(self, kind):
        """By name or as number."""
        return self.TYPES.get(kind, f"0x{kind:08X}")

    def show(self, kind, data):
        """Numbers, texts, quoted bytes."""
        if not data:
            return "(null)"
        if kind in self.SIZES and len(data) == self.SIZES[kind]:
            order = "big" if kind == 5 else "little"
            return f"0x{int.from_bytes(data, order):0{2 * len(data)}X}"
        text = utf16(data)
        if kind in STRINGS + (7,) and text is not None and text.isascii():
            if kind == 7:
                return "|".join(self.quote(part.encode(), '%,"|')
                                for part in text.rstrip("\0").split("\0"))
            return self.quote(ended(text).encode())
        return self.quote(data)

    def limit(self, kind, data, minor):
        """Why this data cannot be compared."""
        if kind in self.SIZES and len(data) > self.SIZES[kind]:
            return "shows the first bytes of a number only"
        if kind == 7 and "\0\0" in (utf16(data) or "").rstrip("\0"):
            return "merges empty strings of a list"
        if kind == 7 and (utf16(data) or "").startswith("\0"):
            return "merges empty strings of a list"
        if minor == 4 and len(data) > SEGMENT:
            return "knows no segments before 1.5"
        return None


class Regfexport(Reader):
    """regfexport of libregf-utils."""
    program = "regfexport"
    times = False
    SIZES = Reglookup.SIZES
    TYPES = {0: "REG_NONE", 1: "REG_SZ", 2: "REG_EXPAND_SZ", 3: "REG_BINARY",
             4: "REG_DWORD_LITTLE_ENDIAN", 5: "REG_DWORD_BIG_ENDIAN",
             6: "REG_LINK", 7: "REG_MULTI_SZ", 8: "REG_RESOURCE_LIST",
             9: "REG_FULL_RESOURCE_DESCRIPTOR",
             10: "REG_RESOURCE_REQUIREMENTS_LIST",
             11: "REG_QWORD_LITTLE_ENDIAN"}

    def hides(self, records, minor):
        """Why it cannot show these records."""
        if re.search("[\r\n]", texts_of(records)):
            return "prints line ends raw"
        if minor == 4 and any(len(value["data"]) > 2 * SEGMENT
                              for record in records
                              for value in record["values"]):
            return "takes segments before 1.5 for damage"
        return None

    def read(self, file):
        """Parse its output."""
        text = run("regfexport", file).decode("utf-8", "surrogatepass")
        out = []
        for block in text.split("\nKey path: ")[1:]:
            head, *values = re.split(r"\n\nValue: \d+ |\nValue: \d+ ", block)
            path = head.split("\n")[0].split("\\")[1:]
            out.append((tuple(path), None, [self.parsed(v) for v in values]))
        return out

    @staticmethod
    def parsed(value):
        """The lines of one value."""
        name, kind, size, rest = re.fullmatch(
            r"(.*)\nType: .*?\(?(REG_\w+|0x\w+)\)?\nData size: (\d+)\n?(.*)",
            value, re.S).groups()
        dump = re.findall(r"^[0-9a-f]{8}: ((?:[0-9a-f]{2} {1,2})+)", rest,
                          re.M)
        if dump:
            shown = bytes.fromhex("".join(dump))
        else:
            shown = re.sub("^Data: ?", "", rest).rstrip("\n")
        return ("" if name == "(default)" else name), kind, (int(size), shown)

    def name(self, name):
        """Names end at a NUL; one-byte characters are those of Windows."""
        if all(code < "\u0100" for code in name):
            name = name.encode("latin-1").decode("cp1252", "replace")
        return ended(name)

    def type(self, kind):
        """By name."""
        return self.TYPES.get(kind, f"0x{kind:08x}")

    def show(self, kind, data):
        """The size with a number, a text or a hex dump."""
        if not data:
            return 0, ""
        if kind in (1, 2):
            return len(data), ended(utf16(data))
        if kind in (4, 5, 11):
            order = "big" if kind == 5 else "little"
            return len(data), str(int.from_bytes(data, order))
        return len(data), data

    def limit(self, kind, data, minor):
        """Why this data cannot be compared."""
        if kind in STRINGS and utf16(data) is None:
            return "no valid UTF-16"
        if kind in STRINGS and "\0" in utf16(data)[:-1]:
            return "ends at the first NUL, the size too"
        if 0 < len(data) < 4:
            return "shifts data of one to three bytes"
        if kind in self.SIZES and len(data) != self.SIZES[kind]:
            return "adds a line of words"
        return None


READERS = (Hivexml(), Reglookup(), Regfexport())
