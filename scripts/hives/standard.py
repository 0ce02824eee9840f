# SPDX-License-Identifier: GPL-2.0
"""The small standard hives: SYSTEM, SOFTWARE and a user's."""

import descriptor
import resource
from key import (Key, REG_BINARY, REG_DWORD_BIG_ENDIAN,
                 REG_FULL_RESOURCE_DESCRIPTOR, REG_NONE, REG_QWORD,
                 REG_RESOURCE_LIST)

USER = "S-1-22-1-1000"

# name, type, start, error control, group
DRIVERS = [
    ("atapi", 1, 0, 1, "SCSI miniport"),
    ("Beep", 1, 1, 1, "Base"),
    ("Cdrom", 1, 1, 1, "SCSI CDROM Class"),
    ("Disk", 1, 0, 1, "SCSI Class"),
    ("Diskperf", 1, 4, 0, "Filter"),
    ("Fastfat", 2, 4, 1, "Boot file system"),
    ("Floppy", 1, 1, 0, "Primary disk"),
    ("i8042prt", 1, 1, 1, "Keyboard Port"),
    ("Kbdclass", 1, 1, 1, "Keyboard Class"),
    ("Mouclass", 1, 1, 1, "Pointer Class"),
    ("Ntfs", 2, 4, 1, "Boot file system"),
    ("Null", 1, 1, 1, "Base"),
    ("Parport", 1, 2, 0, "Parallel arbitrator"),
    ("Serial", 1, 2, 0, "Extended base"),
    ("VgaSave", 1, 1, 0, "Video Save"),
]


def system():
    """SYSTEM with two control sets and a link to the current one."""
    root = Key("SYSTEM", descriptor=descriptor.MACHINE)
    select = root.key("Select")
    for name, number in (("Current", 1), ("Default", 1), ("Failed", 0),
                         ("LastKnownGood", 2)):
        select.dword(name, number)
    _control_set(root.key("ControlSet001"))
    _control_set(root.key("ControlSet002"))
    root.link("CurrentControlSet",
              "\\REGISTRY\\Machine\\SYSTEM\\ControlSet001")
    root.key("Setup").dword("SystemSetupInProgress", 0) \
        .sz("SystemPartition", "\\Device\\Harddisk0\\Partition1") \
        .sz("CmdLine", "")
    root.key("DISK").set("Information", REG_BINARY, bytes(range(64)))
    return root


def _control_set(root):
    _control(root.key("Control"))
    root.key("Enum").descriptor = descriptor.SYSTEM_ONLY
    root.key("Enum\\Htree\\Root\\0").set("AttachedComponents", REG_BINARY, b"")
    profiles = root.key("Hardware Profiles")
    profiles.key("0001\\Software")
    profiles.key("0001\\System\\CurrentControlSet\\Services")
    for driver in DRIVERS:
        _driver(root.key("Services"), *driver)
    _serial(root.key("Services\\Serial\\Parameters"))
    _tcpip(root.key("Services\\Tcpip"))


def _control(control):
    control.sz("SystemStartOptions", "") \
        .dword("RegistrySizeLimit", 8 << 20) \
        .sz("CurrentUser", "USERNAME") \
        .multi("PreshutdownOrder", "EventLog", "Workstation")
    control.key("ComputerName\\ComputerName").sz("ComputerName", "KREG")
    manager = control.key("Session Manager")
    manager.dword("CriticalSectionTimeout", 0x278D00) \
        .multi("BootExecute", "autocheck autochk *") \
        .multi("ObjectDirectories", "\\Windows", "\\RPC Control")
    manager.key("Memory Management").dword("PagedPoolSize", 0) \
        .dword("LargeSystemCache", 1) \
        .multi("PagingFiles", "C:\\pagefile.sys 64 128")
    manager.key("Environment").sz("OS", "Windows_NT") \
        .expand("windir", "%SystemRoot%") \
        .expand("Path", "%SystemRoot%\\system32;%SystemRoot%")
    control.key("ServiceGroupOrder").multi(
        "List", *dict.fromkeys(driver[4] for driver in DRIVERS))
    control.key("Lsa").class_name = "3fa4c210"
    control.key("Lsa\\Data").class_name = "7d10e5b8"
    control.key("Windows").set("ShutdownTime", REG_BINARY,
                               (124853184000000000).to_bytes(8, "little"))
    control.key("TimeZoneInformation").dword("Bias", 0xFFFFFFC4) \
        .sz("StandardName", "W. Europe Standard Time")


def _driver(services, name, kind, start, errors, group):
    services.key(name).dword("Type", kind).dword("Start", start) \
        .dword("ErrorControl", errors).sz("Group", group) \
        .expand("ImagePath", f"System32\\DRIVERS\\{name.lower()}.sys")


def _serial(parameters):
    for number, (base, line) in enumerate(((0x3F8, 4), (0x2F8, 3))):
        whole = resource.full(0, resource.port(base, 8),
                              resource.interrupt(line))
        key = parameters.key(f"Serial{number}")
        key.sz("DosDevices", f"COM{number + 1}")
        key.dword("PortAddress", base).dword("Interrupt", line)
        key.set("Configuration", REG_RESOURCE_LIST, resource.listed(whole))
        key.set("Descriptor", REG_FULL_RESOURCE_DESCRIPTOR, whole)
    floppy = resource.full(0, resource.port(0x3F0, 6), resource.interrupt(6),
                           resource.dma(2))
    rom = resource.full(0, resource.memory(0xC0000, 0x8000))
    parameters.set("Reserved", REG_RESOURCE_LIST, resource.listed(floppy, rom))


def _tcpip(service):
    service.dword("Type", 1).dword("Start", 2).dword("ErrorControl", 1) \
        .sz("Group", "PNP_TDI").multi("DependOnGroup", "NDIS") \
        .expand("ImagePath", "System32\\DRIVERS\\tcpip.sys")
    service.key("Linkage").multi("Bind", "\\Device\\NE20001") \
        .multi("Export", "\\Device\\Tcpip\\NE20001")
    service.key("Parameters").sz("Hostname", "kreg") \
        .expand("DataBasePath", "%SystemRoot%\\System32\\drivers\\etc") \
        .set("KeepAliveTime", REG_QWORD, (7200000).to_bytes(8, "little")) \
        .set("ProbeAddress", REG_DWORD_BIG_ENDIAN, bytes((192, 0, 2, 1))) \
        .set("NameServer", REG_NONE, b"")


def software():
    """SOFTWARE with classes and a few products."""
    root = Key("SOFTWARE", descriptor=descriptor.MACHINE)
    classes = root.key("Classes")
    for extension, name, text in (
            (".txt", "txtfile", "Text Document"),
            (".bmp", "Paint.Picture", "Bitmap Image"),
            (".reg", "regfile", "Registration Entries")):
        classes.key(extension).sz("", name)
        classes.key(name).sz("", text)
        classes.key(f"{name}\\shell\\open\\command").expand(
            "", "%SystemRoot%\\system32\\notepad.exe %1")
    version = root.key("Microsoft\\Windows NT\\CurrentVersion")
    version.sz("CurrentVersion", "4.0").sz("CurrentBuildNumber", "1381") \
        .sz("CurrentType", "Uniprocessor Free") \
        .expand("SystemRoot", "%SystemDrive%\\WINNT") \
        .set("DigitalProductId", REG_BINARY, bytes(range(256)) * 2)
    version.key("ProfileList").class_name = "profiles"
    fonts = version.key("Fonts")
    for name in ("Arial", "Courier New", "Symbol", "Times New Roman"):
        fonts.sz(f"{name} (TrueType)", f"{name.split()[0].upper()}.TTF")
    root.key("Example Company\\Example Product\\1.0") \
        .sz("Größe", "mittel").sz("Имя", "Привет")
    root.key("Secure").descriptor = descriptor.SYSTEM_ONLY
    return root


def user():
    """A user's hive."""
    root = Key("NTUSER", descriptor=descriptor.user(USER))
    desktop = root.key("Control Panel\\Desktop")
    desktop.sz("Wallpaper", "(None)").sz("ScreenSaveTimeOut", "900") \
        .set("UserPreferencemask", REG_BINARY, b"\x80\x00\x00\x00")
    root.key("Control Panel\\International").sz("Locale", "00000407") \
        .sz("sCurrency", "€").sz("sDecimal", ",")
    root.key("Environment").expand("TEMP", "%USERPROFILE%\\Temp")
    root.key("Software\\Example Company\\Example Product\\1.0") \
        .dword("WindowWidth", 640).dword("WindowHeight", 480) \
        .multi("Recent", "C:\\a.txt", "C:\\b.txt")
    return root
