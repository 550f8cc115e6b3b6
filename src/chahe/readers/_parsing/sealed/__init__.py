"""Sealed lists: a header line, a line of JSON for each entry, and a seal over all of it.

The seal holds how many entries there are and the SHA-256 of every byte before it, so that a list
that was cut or edited is refused. It shows no forgery by one who can make a new seal. A file may
hold several lists, one after the other (`cat one two`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import Any

from ..._model import ReadError, Source
from ..text import lines, peek

TAIPEI = timezone(timedelta(hours=8))
VERSION = 1
_SEAL = '{"entries":'
_BATCH = 4096
_DECODER = json.JSONDecoder()
_EPOCH, _AHEAD = date(1970, 1, 1).toordinal(), 8 * 3600


@dataclass(frozen=True)
class Sealed:
    """`texts` are the list's own lines; `line` is its header's, and theirs follow on."""

    header: Mapping[str, Any]
    line: int
    texts: tuple[str, ...]
    digest: str

    @property
    def made(self) -> datetime:
        return _moment(self.header["made"], self.line)

    def entries(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield every entry with its line.

        :raises ReadError: for a line that is no JSON object
        """
        for line, text in enumerate(self.texts, start=self.line + 1):
            yield line, _record(text, line)


def is_sealed(head: bytes, name: str) -> bool:
    """Say whether a file's first bytes begin a list of this format."""
    return peek(head).startswith(_beginning(name))


def seal(name: str, header: Mapping[str, Any], entries: Iterable[str]) -> Iterator[bytes]:
    """Yield the bytes of a list; every entry is a line of ASCII JSON with its end."""
    digest, count = hashlib.sha256(), 0
    first = json.dumps({"format": name, "version": VERSION, **header}, separators=(",", ":"))
    digest.update(data := f"{first}\n".encode())
    yield data
    for some in _in_batches(entries):
        count += len(some)
        digest.update(data := "".join(some).encode())
        yield data
    yield f'{_SEAL}{count},"sha256":"{digest.hexdigest()}"}}\n'.encode()


def read_sealed(source: Source, name: str) -> tuple[Sealed, ...]:
    """Read every list of a file.

    :raises ReadError: if one is cut, edited, of another format or version, or holds no entry
    """
    found: list[Sealed] = []
    header: dict[str, Any] = {}
    texts: list[str] = []
    for number, text in enumerate(lines(source), start=1):
        if not header:
            header, began = _header(text, name, number), number
            digest, texts = hashlib.sha256(text.encode()), []
        elif text.startswith(_SEAL):
            for some in _in_batches(texts):
                digest.update("".join(some).encode())
            right = {"entries": len(texts), "sha256": digest.hexdigest()}
            if _record(text, number) != right or not texts:
                raise ReadError("內容與封條不符，清單被改過或不完整，請重新產生", line=number)
            found.append(Sealed(header, began, tuple(texts), digest.hexdigest()))
            header = {}
            continue
        else:
            texts.append(text)
    if header:
        raise ReadError("檔尾沒有封條，清單不完整，請重新產生", line=began)
    return tuple(found)


def _in_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(texts)
    while some := list(islice(waiting, _BATCH)):
        yield some


def text_of(record: Mapping[str, Any], field: str, line: int) -> str:
    """Return a field that must be text.

    :raises ReadError: if it is missing or is no text
    """
    value = record.get(field)
    if not isinstance(value, str):
        raise _wrong("文字", line, field)
    return value


def texts_of(record: Mapping[str, Any], field: str, line: int) -> tuple[str, ...]:
    """Return a field that must be a list of texts.

    :raises ReadError: if it is not
    """
    values = record.get(field)
    if not isinstance(values, list):
        raise _wrong("清單", line, field)
    return tuple(text_of({field: value}, field, line) for value in values)


def number_of(record: Mapping[str, Any], field: str, line: int) -> int:
    """Return a field that must be a whole number.

    :raises ReadError: if it is not
    """
    value = record.get(field)
    if type(value) is not int:
        raise _wrong("整數", line, field)
    return value


def taipei_day(nanoseconds: int, line: int, field: str) -> date:
    """Return the day in Taipei of a moment in nanoseconds from 1970.

    :raises ReadError: if it is before 1912 or beyond the calendar
    """
    try:
        day = _EPOCH + (nanoseconds // 10**9 + _AHEAD) // 86_400
        return max(date.fromordinal(day), date(1912, 1, 1))
    except (ValueError, OverflowError):
        raise _wrong("時間", line, field) from None


def _wrong(what: str, line: int, field: str) -> ReadError:
    return ReadError(f"應為{what}，清單被改過或不是本系統產生，請重新產生", line=line, column=field)


def _beginning(name: str) -> str:
    return f'{{"format":"{name}",'


def _record(text: str, number: int) -> dict[str, Any]:
    try:
        record, end = _DECODER.raw_decode(text)
        if "\\ud" in text:  # half a character is no text, and cannot be printed
            json.dumps(record, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        record, end = None, 0
    if not isinstance(record, dict) or text[end:] not in ("\n", "\r\n"):
        raise ReadError("這一行不是完整的 JSON 物件，清單不完整，請重新產生", line=number)
    return record


def _header(text: str, name: str, number: int) -> dict[str, Any]:
    record = _record(text, number)
    if not text.startswith(_beginning(name)):
        raise ReadError(f"這裡應是 {name} 清單的標題列，請以 chahe integrity 重新產生", line=number)
    if record.get("version") != VERSION:
        raise ReadError(f"只看得懂第 {VERSION} 版的清單，請以同版的程式重新產生", line=number)
    _moment(record.get("made"), number)
    return record


def _moment(text: Any, line: int) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or moment.year < 1912:
            raise ValueError
        return moment.astimezone(TAIPEI)
    except (TypeError, ValueError, OverflowError):
        raise _wrong("含時區的時間", line, "made") from None
