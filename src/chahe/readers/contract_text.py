"""委外契約全文（純文字）

Kind `contracts`, a row for each paragraph of one contract:

    contract      str, its title, the same in every row; never ""
    contractor    str, who 乙方 is, "" where the text does not say it plainly
    signed        date it was signed, or None where it is not written in figures
    clause        str, 第…條 as written, "" before the first one
    text          str, the paragraph without spaces at line ends
    line          int

Save a Word or PDF file as text, one contract a file with its annexes after it. A paragraph ends at
an empty line and where a number, a party, a date of signing or an annex begins a line, so that
lines broken at a page's width are joined. A contract that has its first clause twice has a gap: two
may be in the file. A contract must call its parties 甲方 and 乙方 and number its clauses 第…條.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ..deadlines import parse_roc
from ._model import ReadError, Source, Table, reader
from ._parsing.text import lines, peek

_TITLE = re.compile(r"[^，。；：,;|]{0,60}(?:契約|合約)[^，。；：,;|]{0,20}")
_TITLE_LINES, _LONGEST_TITLE = 5, 100
_NUMBER = "[0-9０-９一二三四五六七八九十百零〇○]{1,6}"
_CLAUSE = re.compile(rf"第\s?{_NUMBER}\s?條(?:之{_NUMBER})?")
_FIRST = re.compile(r"第\s?(?:1|１|一)\s?條")
_BEGINS = re.compile(
    rf"第\s?{_NUMBER}\s?[條章節]|{_NUMBER}\s?[、.．]|[(（]{_NUMBER}[)）]|[甲乙丙]\s?方\s?[：:]"
    r"|附件|附錄|附約|立契約書人|立合約書人|立約人|代表人|負責人|統一編號|地址|中\s?華\s?民\s?國"
)
_CONTRACTOR = (
    re.compile(r"乙方[：:]([^，,。、：:（(]{2,40})"),
    re.compile(r"([^，,。、：:（(）)與及暨]{2,40})[（(]以下[^）)]{0,6}乙方"),
)
_SIGNED = re.compile(r"中華民國(\d{2,3})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_MOST = 2_000_000  # characters: a contract of a thousand pages


def _sniff(head: bytes) -> bool:
    text = peek(head)
    held = [line for line in text.splitlines() if line.strip()][:_TITLE_LINES]
    plain = _plain(text)
    return any(map(_is_title, held)) and all(
        re.search(needed, plain) for needed in ("甲方", "乙方", _CLAUSE)
    )


@reader(kind="contracts", sniff=_sniff)
def contract_text(source: Source) -> Table:
    """Read a contract.

    :raises ReadError: if its first lines have no title that says 契約 or 合約, it has no clause, or
        it is far longer than any contract
    """
    paragraphs = list(_paragraphs(source))
    first = (text for _, text in paragraphs[:_TITLE_LINES])
    title = next((_plain(text) for text in first if _is_title(text)), "")
    if not title:
        raise ReadError("開頭沒有契約名稱，請在第一行寫上名稱，例如「資訊系統委外維護契約書」")
    rows, clause = [], ""
    held: dict[str, Any] = {"contract": title, "contractor": "", "signed": None}
    for line, text in paragraphs:
        found = _CLAUSE.match(text)
        clause = found[0] if found else clause
        held["contractor"] = held["contractor"] or _contractor(text)
        held["signed"] = _signed(text) or held["signed"]
        rows.append({"clause": clause, "text": text, "line": line})
    if not clause:
        raise ReadError("沒有任何條文（第…條），請提供契約全文")
    twice = sum(_FIRST.match(text) is not None for _, text in paragraphs) > 1
    gaps = ("第一條出現兩次，可能有兩份契約，請一份契約一個檔案",) if twice else ()
    return Table(
        "contracts", tuple({**held, **row} for row in rows), source.name, "contract_text", gaps
    )


def _paragraphs(source: Source) -> Iterator[tuple[int, str]]:
    parts: list[str] = []
    begun = size = ended = 0
    for number, line in enumerate(lines(source), 1):
        text = line.strip()
        size += len(text)
        if size > _MOST:
            raise ReadError("檔案太長，不像一份契約，請一份契約一個檔案", line=number)
        titled = ended < _TITLE_LINES and parts and _is_title(parts[-1])
        if parts and (not text or titled or _BEGINS.match(text)):
            yield begun, "".join(parts)
            parts, ended = [], ended + 1
        if text:
            begun = begun if parts else number
            parts.append(text)
    if parts:
        yield begun, "".join(parts)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and _TITLE.fullmatch(_plain(text)) is not None


def _contractor(text: str) -> str:
    plain = _plain(text)
    return next((found[1] for each in _CONTRACTOR if (found := each.search(plain))), "")


def _signed(text: str) -> date | None:
    found = _SIGNED.fullmatch(_plain(text))
    try:
        return parse_roc("/".join(found.groups())) if found else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    return "".join(text.split())
