"""Programs, known by their first bytes; never by their names."""

_PROGRAMS = {
    b"\x7fELF": "Linux 執行檔",
    b"\xfe\xed\xfa\xce": "macOS 執行檔",
    b"\xfe\xed\xfa\xcf": "macOS 執行檔",
    b"\xce\xfa\xed\xfe": "macOS 執行檔",
    b"\xcf\xfa\xed\xfe": "macOS 執行檔",
    b"\xca\xfe\xba\xbe": "macOS 或 Java 執行檔",
    b"\xca\xfe\xba\xbf": "macOS 執行檔",
    b"dex\n": "Android 執行檔",
    b"\0asm": "WebAssembly 執行檔",
    b"\x4c\0\0\0\x01\x14\x02\0": "Windows 捷徑",
}


def executable(head: bytes) -> str:
    """Say what program a file is by its first bytes; "" if none."""
    for magic, title in _PROGRAMS.items():
        if head.startswith(magic):
            return title
    if head.startswith((b"MZ", b"ZM")) and not _is_plain(head[2:64]):
        return "Windows 執行檔（PE）"
    return ""


def _is_plain(some: bytes) -> bool:
    """A text may begin with MZ; a DOS header has control bytes at once."""
    return all(byte >= 0x20 or byte in b"\t\r\n" for byte in some)
