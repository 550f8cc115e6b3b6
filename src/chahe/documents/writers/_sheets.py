"""A document laid out as sheets: one of facts, then one a kind of table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import instant_text
from ..model import SIGN_OFF_HEAD, Cell, Document, Facts, Heading, Paragraph, SignOffs, Table
from ._printable import printable

FACTS = "摘要"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n]")
_NAME_LIMIT = 31
Place = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """Return sheets with names Excel accepts; tables of one caption and head share a sheet.

    A first column, 章節, says which headings a row stood under, where that is not plain.
    """
    facts: list[tuple[str, ...]] = [
        ("", "文件", document.title),
        ("", "單位", document.issuer),
        ("", "範圍", document.subtitle),
        ("", "產製時間", instant_text(document.made_at)),
    ]
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Place, Table]]] = {}
    for place, part in _placed(document):
        match part:
            case Facts(rows):
                facts += [(_joined(place), *row) for row in rows]
            case Paragraph(text):
                facts.append((_joined(place), "說明", text))
            case SignOffs(rows):
                table = Table(SIGN_OFF_HEAD, rows, caption="簽核")
                groups.setdefault((table.caption, table.head), []).append((place, table))
            case Table():
                groups.setdefault((part.caption, part.head), []).append((place, part))
    sheets = [Sheet(FACTS, ("章節", "項目", "內容"), tuple(facts))]
    for (caption, _), held in groups.items():
        sheets.append(_merged(_free_name(caption or "表", sheets), held))
    return tuple(sheets)


def _placed(document: Document) -> Iterator[tuple[Place, object]]:
    """Yield every part with the headings it stands under."""
    place: Place = ()
    for part in document.parts:
        if isinstance(part, Heading):
            place = (*place[: part.level - 1], part.text)
        else:
            yield place, part


def _merged(name: str, held: list[tuple[Place, Table]]) -> Sheet:
    place, table = held[0]
    if len(held) == 1 and len(place) < 2:
        return Sheet(name, table.head, table.rows)
    rows = tuple((_joined(place), *row) for place, each in held for row in each.rows)
    return Sheet(name, ("章節", *table.head), rows)


def _joined(place: Place) -> str:
    return "／".join(place)


def _free_name(wanted: str, taken: list[Sheet]) -> str:
    names = {sheet.name.casefold() for sheet in taken}
    clean = _FORBIDDEN.sub("_", printable(wanted)).strip("'") or "表"
    name, number = clean[:_NAME_LIMIT], 2
    while name.casefold() in names or name.casefold() == "history":
        tail = f"({number})"
        name, number = clean[: _NAME_LIMIT - len(tail)] + tail, number + 1
    return name
