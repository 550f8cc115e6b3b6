"""LDIF (RFC 2849): the entries of an export, their folded lines joined and their base64 read.

Values are kept by the lower-cased name of their attribute, options (`;binary`, `;range=0-1499`)
cut off. What `ldapsearch` prints round them (`version:`, comments, `search:` and `result:`) is left
out, unless it says that the search was cut short; a change other than `add` is an error.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..._model import ReadError, Source
from ..text import MAX_LINE, lines

_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9-]*|[0-9][0-9.]*)((?:;[A-Za-z0-9=*-]+)*)(::|:<|:)")
_AROUND = {"version", "search", "result", "control", "ref", "pagedresults"}


@dataclass
class Entry:
    """The attributes of one object, and where it began; `cut` are those given only in part."""

    line: int
    dn: str
    values: dict[str, list[str]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """Return the one value of an attribute, "" where it has none.

        :raises ReadError: if it has several
        """
        values = self.values.get(name, [""])
        if len(values) > 1:
            raise self.error(name, f"應只有一個值，這裡有 {len(values)} 個，請重新匯出")
        return values[0].strip()

    def error(self, name: str, message: str) -> ReadError:
        return ReadError(message, line=self.line, column=name)


def entries(source: Source, wanted: frozenset[str]) -> Iterator[Entry]:
    """Yield every entry, with the wanted attributes only.

    :raises ReadError: for a line that is no LDIF, a change, a link, or base64 that is damaged
    """
    entry: Entry | None = None
    for number, text in _logical(lines(source)):
        if not text:
            if entry:
                yield entry
            entry = None
            continue
        name, option, mark, value = _parse(number, text)
        if name == "dn":
            if entry:
                raise ReadError("物件之間沒有空行，請重新匯出", line=number)
            entry = Entry(number, _decoded(number, name, mark, value))
        elif entry is None:
            _around(number, name, value)
        elif name == "changetype" and value.strip() != "add":
            raise ReadError(
                "這是異動檔，不是匯出檔，請以 ldifde -f 或 ldapsearch 匯出", line=number
            )
        elif name in wanted:
            entry.values.setdefault(name, []).append(_decoded(number, name, mark, value))
            if ";range=" in option and not option.endswith("-*"):
                entry.cut.append(name)
    if entry:
        yield entry


def _around(number: int, name: str, value: str) -> None:
    """Accept what `ldapsearch` prints between entries, if it came to the end of its search."""
    if name not in _AROUND:
        raise ReadError("每個物件應以 dn: 開頭，請重新匯出", line=number)
    if name == "result" and value.split(" ")[0] != "0":
        raise ReadError(f"查詢沒有做完（{value[:40]}），請放寬筆數上限後重新匯出", line=number)


def _logical(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Join folded lines and leave out comments; a blank line is ""."""
    began, parts, length = 0, [""], 0
    for number, raw in enumerate(text, start=1):
        line = raw.rstrip("\r\n")
        if line.startswith(" ") and began:
            parts.append(line[1:])
            length += len(line)
            if length > MAX_LINE:
                raise ReadError("這個屬性太長，不是正常的匯出檔，請重新匯出", line=began)
            continue
        if began and not parts[0].startswith("#"):
            yield began, "".join(parts)
        began, parts, length = number, [line], len(line)
    if began and not parts[0].startswith("#"):
        yield began, "".join(parts)


def _parse(number: int, text: str) -> tuple[str, str, str, str]:
    match = _ATTRIBUTE.match(text)
    if match is None:
        raise ReadError("這一行不是 LDIF 的屬性，檔案可能損壞，請重新匯出", line=number)
    return match[1].casefold(), match[2].casefold(), match[3], text[match.end() :].lstrip(" ")


def _decoded(number: int, name: str, mark: str, value: str) -> str:
    if mark == ":<":
        raise ReadError("值寫在另一個檔案裡，請重新匯出", line=number, column=name)
    if mark == ":":
        return value
    try:
        return b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise ReadError("base64 的值損壞，請重新匯出", line=number, column=name) from None
