"""A zipped document, opened within limits: nothing is unpacked but what is asked for."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ..model import OfficialError

MAX_MEMBERS = 5_000
MAX_TOTAL = 200 * 1024 * 1024
MAX_PART = 32 * 1024 * 1024
MAX_DIRECTORY = 2 * 1024 * 1024
MAX_RATIO = 200
_END, _END_MARK, _LARGE_MARK = 22, b"PK\x05\x06", b"PK\x06\x07"
_SMALL = 10 * 1024 * 1024  # below this a ratio says nothing
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError),
    *(OverflowError, IndexError, KeyError, struct.error),
)


class Archive:
    """The parts of a zipped document by name; `kind` is what messages call it."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Open one.

        :raises OfficialError: if it is broken, has a password, or would unpack to too much
        """
        self._kind = kind
        self._check_directory(data)
        try:
            self._zip = ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN:
            raise self._error("壓縮結構損壞") from None
        self._members = {member.filename: member for member in members}
        self._check(members, len(data))

    def _check_directory(self, data: bytes) -> None:
        """Refuse a list of members that alone would fill the memory: zipfile reads all of it."""
        end = len(data) - _END if data[-_END:].startswith(_END_MARK) else data.rfind(_END_MARK)
        size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
        if size > MAX_DIRECTORY or data[max(0, end - 20) :].startswith(_LARGE_MARK):
            raise self._error(f"內含超過 {MAX_MEMBERS:,} 個檔案")

    def _check(self, members: list[ZipInfo], size: int) -> None:
        total = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS:
            raise self._error(f"內含超過 {MAX_MEMBERS:,} 個檔案")
        if total > MAX_TOTAL or (total > _SMALL and total > MAX_RATIO * size):
            raise self._error("解壓縮後過大")
        if len(self._members) < len(members):
            raise self._error("內含同名的檔案")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        :raises OfficialError: if there is none of the name, or it is broken, locked or too large
        """
        member = self._members.get(name)
        if member is None:
            raise self._error(f"缺少 {name}")
        if member.flag_bits & 1:
            raise self._error("有密碼保護", "請解除密碼後重新上傳")
        if member.file_size > MAX_PART or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise self._error(f"{name} 過大或壓縮方式不明")
        try:
            with self._zip.open(member) as stream:
                return stream.read(MAX_PART)
        except _BROKEN:
            raise self._error(f"{name} 損壞") from None

    def _error(self, what: str, remedy: str = "") -> OfficialError:
        remedy = remedy or "請用 Word 或 LibreOffice 開啟確認後另存新檔，再重新上傳"
        return OfficialError(f"{self._kind}{what}，{remedy}")
