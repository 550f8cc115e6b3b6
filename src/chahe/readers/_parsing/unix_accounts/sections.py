"""One text of several files, each under the head that `tail` writes: `==> /etc/passwd <==`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..._model import ReadError, Source
from ..text import lines, peek

_HEAD = re.compile(r"==> (\S{1,4096}) <==")
_PASSWD = re.compile(r"^==> (?:\S{0,4096}/)?passwd <==\s*$", re.M)


@dataclass(frozen=True)
class Line:
    """A line of a file, with the number it has in the whole text."""

    number: int
    text: str


def is_sections(head: bytes) -> bool:
    """Say whether a text has the head of a passwd file."""
    return _PASSWD.search(peek(head)) is not None


def sections(source: Source) -> dict[str, list[Line]]:
    """Return the lines that are not blank, by the last part of their file's name.

    :raises ReadError: for a file that is there twice, or lines before the first head
    """
    found: dict[str, list[Line]] = {}
    at: list[Line] | None = None
    for number, raw in enumerate(lines(source), start=1):
        text = raw.rstrip()
        if match := _HEAD.fullmatch(text):
            name = match[1].rpartition("/")[2]
            if name in found:
                raise ReadError(f"「{name}」出現兩次，請每台主機各匯出一檔", line=number)
            at = found[name] = []
        elif text and at is None:
            raise ReadError("第一行應為「==> /etc/passwd <==」，請重新匯出", line=number)
        elif text and at is not None:
            at.append(Line(number, text))
    return found


def fields(section: list[Line], file: str, count: int) -> Iterator[tuple[Line, list[str]]]:
    """Yield the lines of a file of fields parted by colons.

    :raises ReadError: for a line with more or fewer fields, or a name that is empty or there twice
    """
    seen: set[str] = set()
    for line in section:
        parts = line.text.split(":")
        if len(parts) != count:
            raise ReadError(
                f"{file} 應有 {count} 欄，這一行有 {len(parts)} 欄，請重新匯出", line=line.number
            )
        if not parts[0] or parts[0] in seen:
            raise ReadError(f"{file} 的名稱是空白或重複，請重新匯出", line=line.number)
        seen.add(parts[0])
        yield line, parts


def number_in(text: str, line: Line, what: str) -> int | None:
    """Read a whole number, None where it is empty.

    :raises ReadError: if it is none, or beyond what a day can be
    """
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,10}", text):
        raise ReadError(f"看不懂{what}「{text[:40]}」，請重新匯出", line=line.number)
    return int(text)
