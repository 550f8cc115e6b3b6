"""Worksheets of an xlsx as rows of texts; no formula, macro or link is followed."""

import posixpath
import re

from ...official.formats._archive import Archive
from ...official.formats._xml import Element, tree
from ...official.model import OfficialError

Sheet = list[tuple[int, list[str]]]  # (row number, its cells)
_MOST_BYTES, _MOST_ROWS, _MOST_COLUMNS = 40_000_000, 20_000, 200
_NAMESPACES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "p",
}


class Workbook:
    """The worksheets of an xlsx by name.

    :raises OfficialError: if it is not one, or holds more than a person could have written
    """

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data, "xlsx ")
        self._left = _MOST_BYTES
        self.sheets = self._named()
        self._shared: list[str] | None = None

    def rows(self, name: str) -> Sheet:
        """Return the rows of a worksheet that hold anything.

        :raises OfficialError: if there is no such worksheet, or it is broken
        """
        if name not in self.sheets:
            raise OfficialError(f"這個 xlsx 缺少工作表「{name}」，請確認匯出的是整份框架庫")
        if self._shared is None:
            self._shared = self._strings()
        found = []
        for place, row in enumerate(self._read(self.sheets[name]).iter("s:row"), start=1):
            if place > _MOST_ROWS:
                raise OfficialError(f"工作表 {name} 超過 {_MOST_ROWS} 列，不像是正常的框架")
            cells = self._cells(row)
            number = row.get("r", "")
            if any(cells):
                found.append((int(number) if re.fullmatch(r"\d{1,7}", number) else place, cells))
        return found

    def _named(self) -> dict[str, str]:
        """Return each worksheet's name and the member that holds it."""
        relations = self._read("xl/_rels/workbook.xml.rels").iter("p:Relationship")
        targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
        found = {}
        for sheet in self._read("xl/workbook.xml").iter("s:sheet"):
            target = posixpath.join("xl", targets.get(sheet.get("r:id", ""), ""))
            found[sheet.get("name", "")] = posixpath.normpath(target).lstrip("/")
        return found

    def _read(self, member: str) -> Element:
        data = self._archive.read(member)
        self._left -= len(data)
        if self._left < 0:
            raise OfficialError("xlsx 解開後太大，不像是正常的框架；請只留下框架的工作表後再匯入")
        return tree(data, _NAMESPACES, what=f"xlsx 的 {member}")

    def _strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive:
            return []
        return [_rich(each) for each in self._read("xl/sharedStrings.xml").iter("s:si")]

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        for cell in row.iter("s:c"):
            place = _column(cell.get("r", ""), len(cells))
            if place < _MOST_COLUMNS:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = self._text(cell).strip()
        return cells

    def _text(self, cell: Element) -> str:
        if cell.get("t") == "inlineStr":
            return "".join(map(_rich, cell.iter("s:is")))
        value = cell.findtext("s:v") or ""
        if cell.get("t") != "s":
            return value
        strings = self._shared or []
        place = int(value) if re.fullmatch(r"\d{1,9}", value) else len(strings)
        return strings[place] if place < len(strings) else ""


def _rich(element: Element) -> str:
    """Return the text of a string, without how it is to be read aloud."""
    runs = [element, *element.findall("s:r")]
    return "".join(each.text or "" for run in runs for each in run.findall("s:t"))


def _column(reference: str, otherwise: int) -> int:
    """Return a cell's column from its reference, counted from 0.

    >>> _column("A1", 9), _column("AB7", 9), _column("", 9)
    (0, 27, 9)
    """
    found = re.match(r"[A-Z]{1,3}(?=\d)", reference)
    if not found:
        return otherwise
    place = 0
    for letter in found[0]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
