"""Look inside a zip without unpacking it: what it is, and whether it can be trusted."""

import struct
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from ..file_names import extension_of
from .executables import executable
from .refusals import Refused

DIRECTORY_BYTES = 4 << 20
MEMBERS = 10_000
UNPACKED_BYTES = 1 << 30
RATIO = 100
_SMALL = 1 << 20  # bytes below which a good ratio frightens nobody
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
VSDX = "application/vnd.ms-visio.drawing"
ODF = "application/vnd.oasis.opendocument."
_OPENXML = {
    "word/document.xml": DOCX,
    "xl/workbook.xml": XLSX,
    "xl/workbook.bin": XLSB,
    "ppt/presentation.xml": PPTX,
    "visio/document.xml": VSDX,
}
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_MACRO_NAMES = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm", ".ppam"}
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_OFFICE_NAMES = {".docx", ".xlsx", ".xlsb", ".pptx", ".vsdx", ".odt", ".ods", ".odp", ".odg"}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, KeyError, OverflowError, EOFError,
    NotImplementedError, RuntimeError, OSError,
)  # fmt: skip


def inspect(stream: BinaryIO, *, name: str) -> str:
    """Return the media type of a zip: an office document's, or `application/zip`.

    :raises Refused: if it is broken, encrypted, a bomb, or holds macros, programs, other archives
        or paths that lead out of it
    """
    if extension_of(name) in _MACRO_NAMES:
        raise _with_macros(name)
    try:
        with zipfile.ZipFile(_Bounded(stream)) as archive:  # type: ignore[arg-type]
            return _judge(archive, name)
    except _BROKEN:
        raise _untrusted(name, "結構損壞或不完整") from None


def _judge(archive: zipfile.ZipFile, name: str) -> str:
    members = archive.infolist()
    _accept_sizes(members, name)
    paths = {member.filename.lower() for member in members}
    if _holds_macros(paths):
        raise _with_macros(name)
    for member in members:
        _accept_member(member, name)
    media_type = _office_type(archive, paths)
    for member in members:
        if not member.is_dir():
            _accept_head(archive, member, name, inside_office=bool(media_type))
    return media_type or "application/zip"


def _accept_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MEMBERS:
        raise _untrusted(name, f"內含超過 {MEMBERS:,} 個檔案")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > UNPACKED_BYTES:
        raise _untrusted(name, "解開後超過 1 GB")
    pairs = [(unpacked, packed), *((one.file_size, one.compress_size) for one in members)]
    if any(full > _SMALL and full > RATIO * small for full, small in pairs):
        raise _untrusted(name, f"壓縮比超過 {RATIO} 倍，可能是壓縮炸彈")


def _accept_member(member: zipfile.ZipInfo, name: str) -> None:
    if member.flag_bits & 0x1:
        raise _untrusted(name, "有密碼，無法檢查內容；請解除密碼")
    if _leads_out(member.orig_filename):
        raise _untrusted(name, "內含指向壓縮檔之外的路徑")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _untrusted(name, "使用少見的壓縮方法；請以一般 zip 格式壓縮")


def _accept_head(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, *, inside_office: bool
) -> None:
    with archive.open(member) as opened:
        head = opened.read(512)
    if program := executable(head):
        raise _untrusted(name, f"內含{program}")
    inner = extension_of(member.filename)
    if inner in _MACRO_NAMES:
        raise _with_macros(name)
    nested = head.startswith(b"PK\x03\x04") and inner not in _OFFICE_NAMES and not inside_office
    if nested or head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise _untrusted(name, "壓縮檔內還有壓縮檔")


def _office_type(archive: zipfile.ZipFile, paths: set[str]) -> str:
    if "[content_types].xml" in paths:
        return next((kind for path, kind in _OPENXML.items() if path in paths), "")
    if "mimetype" in paths:
        with archive.open("mimetype") as opened:
            stated = opened.read(100).decode("ascii", "replace").strip()
        return stated if stated.startswith(ODF) else ""
    return ""


def _holds_macros(paths: set[str]) -> bool:
    return any(path.endswith(_MACROS[0]) or path.startswith(_MACROS[1:]) for path in paths) and (
        "[content_types].xml" in paths or "mimetype" in paths
    )


def _leads_out(path: str) -> bool:
    windows, posix = PureWindowsPath(path), PurePosixPath(path)
    anchored = windows.drive or windows.root or posix.is_absolute()
    return bool(anchored or ".." in windows.parts or "\0" in path)


def _untrusted(name: str, why: str) -> Refused:
    return Refused(f"「{name}」是不可信壓縮檔：{why}。請解壓縮並確認內容後，改為個別上傳其中的檔案")


def _with_macros(name: str) -> Refused:
    return Refused(f"「{name}」含有巨集。請在 Office 另存為不含巨集的格式（docx、xlsx）後再上傳")


class _Bounded:
    """A stream that will not read a directory too large to belong to an honest archive."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        most = DIRECTORY_BYTES + 1
        content = self._stream.read(min(size, most) if size >= 0 else most)
        if len(content) > DIRECTORY_BYTES:
            raise zipfile.BadZipFile("the directory is too large")
        return content

    def close(self) -> None:
        """Leave the stream to whoever opened it."""
