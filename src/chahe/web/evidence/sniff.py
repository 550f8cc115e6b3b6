"""What a file is by its content; what is refused for what it is, or for not being what it says."""

from typing import BinaryIO

import puremagic

from ..file_names import extension_of
from .archives import inspect
from .executables import executable
from .media_types import EXPECTED, MUST_BE_NAMED, TITLES
from .refusals import Refused
from .text import text_type

HEAD = 1 << 20  # bytes looked at
MACHINE_READ = frozenset(
    {
        "firewall_config",
        "firewall_log",
        "account_list",
        "hr_roster",
        "password_settings",
        "scan_report",
        "system_log",
        "operation_log",
    }
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"MSCF": "cab",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x1f\x9d": "compress",
}
_KNOWN = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
    b"{\\rtf": "application/rtf",
    _OLE: "application/x-ole-storage",
}
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_ENTITY = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))


def accept(stream: BinaryIO, *, name: str, kind: str) -> str:
    """Return the media type of a file's content; `name` only has to agree with it.

    :raises Refused: if it is empty, a program, an archive that is not trusted, holds macros or
        declares XML entities; or if its name says it is something else
    """
    head = stream.read(HEAD)
    if not head:
        raise Refused(f"「{name}」是空檔案。請確認匯出是否成功後再上傳")
    if program := executable(head):
        raise Refused(f"「{name}」的內容是{program}，不收。請改上傳它產生的紀錄或截圖")
    _accept_unpacked(head, name)
    media_type = _type_of(stream, head, name)
    _accept_named(media_type, name)
    if media_type == "application/zip" and kind in MACHINE_READ:
        raise Refused(f"「{name}」是壓縮檔；這種佐證由系統讀取內容，請解壓縮後個別上傳")
    if media_type == "application/xml" and _holds(stream, *_ENTITY):
        raise Refused(f"「{name}」的 XML 宣告了實體（ENTITY），不收。請移除 DOCTYPE 後重新匯出")
    if media_type == "application/x-ole-storage" and _holds(stream, _MACRO_STREAM):
        raise Refused(f"「{name}」含有巨集。請另存為不含巨集的格式（docx、xlsx）後再上傳")
    return media_type


def _accept_unpacked(head: bytes, name: str) -> None:
    packed = next((title for magic, title in _PACKED.items() if head.startswith(magic)), "")
    if not packed and head[257:262] == b"ustar":
        packed = "tar"
    if packed:
        raise Refused(f"「{name}」是 {packed} 壓縮檔，不收。請解壓縮後上傳，或改用 zip")


def _type_of(stream: BinaryIO, head: bytes, name: str) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        stream.seek(0)
        return inspect(stream, name=name)
    known = next((kind for magic, kind in _KNOWN.items() if head.startswith(magic)), "")
    return known or text_type(head, whole=len(head) < HEAD) or _guess(head)


def _guess(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head[: puremagic.main.max_head])
    except (puremagic.PureError, ValueError):
        found = []
    likely = (match.mime_type for match in found if len(match.byte_match) >= 4)
    return next((kind for kind in likely if kind), "application/octet-stream")


def _accept_named(media_type: str, name: str) -> None:
    extension = extension_of(name)
    expected = EXPECTED.get(extension)
    title = TITLES.get(media_type, "無法辨識的二進位檔")
    if expected and media_type not in expected:
        raise Refused(
            f"「{name}」的副檔名是 {extension}，內容卻是{title}。"
            "請確認選對檔案，並以正確的格式重新匯出（文字檔請用 UTF-8、UTF-16 或 Big5）"
        )
    if not expected and media_type in MUST_BE_NAMED:
        raise Refused(f"「{name}」的內容是{title}，請改用正確的副檔名 {MUST_BE_NAMED[media_type]}")


def _holds(stream: BinaryIO, *needles: bytes) -> bool:
    longest = max(map(len, needles))
    stream.seek(0)
    tail = b""
    while chunk := stream.read(HEAD):
        window = tail + chunk
        if any(needle in window for needle in needles):
            return True
        tail = window[-longest:]
    return False
