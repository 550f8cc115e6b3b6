"""A source as lines of text, in bounded memory.

Accepted: UTF-8 with or without a BOM, UTF-16 with a BOM, and Big5 (CP950). UTF-8 is judged over the
whole content before Big5 is tried, so one character late in a file never changes what came before.
"""

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from .._model import ReadError, Source

SNIFF_BYTES = 64 * 1024
MAX_BYTES = 512 * 1024 * 1024
MAX_LINE = 1024 * 1024
_CHUNK = 256 * 1024
_SURE_UTF8 = 16
_BINARY = {
    b"MZ": "Windows 執行檔",
    b"\x7fELF": "Linux 執行檔",
    b"PK\x03\x04": "壓縮檔或 Excel、Word 檔",
    b"\xd0\xcf\x11\xe0": "舊版 Excel、Word 檔",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip 壓縮檔",
}


def peek(head: bytes) -> str:
    """Decode the first bytes of a file for sniffing; never fails, and a long one may be cut."""
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return head.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        whole = len(head) < SNIFF_BYTES
        return codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return head.decode("cp950", "replace")


def lines(source: Source) -> Iterator[str]:
    """Yield the lines of a source with their endings, as the csv module wants them.

    :raises ReadError: if it is empty, too large, not text, has a line longer than `MAX_LINE`
        characters, or holds bytes that no accepted encoding can read
    """
    encoding = encoding_of(source)
    number = 1
    with source.open() as stream, TextIOWrapper(stream, encoding=encoding, newline="") as text:
        try:
            for number, line in enumerate(iter(lambda: text.readline(MAX_LINE + 1), ""), start=1):
                if len(line) > MAX_LINE:
                    raise ReadError("這一行太長，不是正常的匯出檔，請重新匯出", line=number)
                if "\0" in line:
                    raise _not_text("含有 NUL 位元組", number)
                yield line
        except UnicodeDecodeError:
            raise ReadError("檔案在讀取途中被更動，請重新上傳", line=number) from None


def encoding_of(source: Source) -> str:
    """Name the encoding that reads a whole source, reading it once or twice.

    :raises ReadError: as `lines` does, except for long lines
    """
    with source.open() as stream:
        head = stream.read(SNIFF_BYTES)
    if not head:
        raise ReadError("檔案是空的，請重新匯出")
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise _not_text(f"看來是{what}")
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            bad = _first_bad(source, encoding)
            if bad:
                raise _undecodable(bad)
            return encoding
    utf8 = _first_bad(source, "utf-8")
    if utf8 is None:
        return "utf-8"
    if (utf8.cut_short and utf8.wide) or utf8.wide >= _SURE_UTF8:
        raise _undecodable(utf8)
    big5 = _first_bad(source, "cp950")
    if big5:
        raise _undecodable(max(utf8, big5, key=lambda bad: bad.line))
    return "cp950"


_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class _Bad:
    """Where decoding failed, and how many characters beyond ASCII were read before."""

    def __init__(self, line: int, wide: int, cut_short: bool) -> None:
        self.line, self.wide, self.cut_short = line, wide, cut_short


def _first_bad(source: Source, encoding: str) -> _Bad | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, wide = 1, 0
    with source.open() as stream:
        for chunk in _chunks(stream):
            if b"\0" in chunk and encoding != "utf-16":
                raise _not_text("含有 NUL 位元組", line + chunk[: chunk.index(0)].count(b"\n"))
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                good = bytes(error.object[: error.start])
                wide += _wide(good.decode(encoding, "ignore"))
                return _Bad(line + good.count(b"\n"), wide, cut_short=not chunk)
            line += text.count("\n")
            wide += _wide(text)
    return None


def _wide(text: str) -> int:
    return 0 if text.isascii() else sum(not character.isascii() for character in text)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a stream in chunks, and an empty one at the end."""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise ReadError(f"檔案超過 {limit} MiB 的上限，請分批匯出")
        yield chunk
    yield b""


def _not_text(why: str, line: int | None = None) -> ReadError:
    return ReadError(f"這不是文字檔（{why}），請匯出文字格式（例如 CSV 或設定備份）", line=line)


def _undecodable(bad: _Bad) -> ReadError:
    return ReadError(
        "有無法解讀的位元組，檔案可能損壞或不完整，請以 UTF-8 或 Big5 重新匯出", line=bad.line
    )
