"""CISO Assistant 框架庫（xlsx）"""

import zipfile
from io import BytesIO

from ...official.model import OfficialError, OfficialText, Unplaced
from ..markup import as_value
from ._model import imports
from ._tree import MOST_NODES, Node, nested, official_text
from ._xlsx import Sheet, Workbook

_FIRST = ("library_meta", "library_content")  # the tab every library has, new form and old
_REST = ("annotation", "typical_evidence")


def _sniff(data: bytes) -> bool:
    """Say whether a zip is a workbook whose list of tabs names the one every library has."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("xl/workbook.xml") as tabs:
            head = tabs.read(200_000)
    except Exception:  # whatever is wrong with a zip, it is not ours
        return False
    return any(name.encode() in head for name in _FIRST)


@imports(sniff=_sniff)
def read(data: bytes, name: str) -> OfficialText:
    book = Workbook(data)
    new = "library_meta" in book.sheets
    title, version, tab = _by_suffix(book) if new else _by_list(book)
    rows = book.rows(tab)
    if len(rows) > MOST_NODES:
        raise OfficialError(f"條款超過 {MOST_NODES} 條，請分成幾份框架匯入")
    return official_text(title or name, version, _tree(rows, tab))


def _by_suffix(book: Workbook) -> tuple[str, str, str]:
    """Return title, version and tab: a framework's `…_meta` has its rules in `…_content`."""
    metas = {name: _pairs(book.rows(name)) for name in book.sheets if name.endswith("_meta")}
    names = [name for name, pairs in metas.items() if pairs.get("type") == "framework"]
    name = _only(names)
    tab = f"{name.removesuffix('_meta')}_content"
    library = metas.get("library_meta", {})
    return metas[name].get("name", ""), library.get("version", ""), tab


def _by_list(book: Workbook) -> tuple[str, str, str]:
    """Return title, version and tab, from the list of tabs that `library_content` gives."""
    rows = book.rows("library_content")
    pairs = _pairs(rows)
    tabs = [
        cells[1]
        for _, cells in rows
        if len(cells) > 2 and (cells[0], cells[2]) == ("tab", "requirements")
    ]
    tab = _only(tabs)
    title = pairs.get("framework_name") or pairs.get("library_name", "")
    return title, pairs.get("library_version", ""), tab


def _only(names: list[str]) -> str:
    if len(names) > 1:
        raise OfficialError(f"這個框架庫裡有好幾份框架：{'、'.join(names)}；請一次匯入一份")
    if not names:
        raise OfficialError("這個框架庫裡沒有框架的工作表，請確認匯出的是框架")
    return names[0]


def _pairs(rows: Sheet) -> dict[str, str]:
    return {cells[0]: cells[1] for _, cells in rows if len(cells) > 1 and cells[0] != "tab"}


def _tree(rows: Sheet, tab: str) -> list[Node]:
    if not rows:
        raise OfficialError(f"工作表 {tab} 是空的")
    (_, heading), *body = rows
    places = {name.lower(): place for place, name in reversed([*enumerate(heading)])}
    if missing := {"depth", "ref_id"} - places.keys():
        raise OfficialError(f"工作表 {tab} 的第一列缺少欄位：{'、'.join(sorted(missing))}")
    return nested([_row(number, cells, places) for number, cells in body])


def _row(number: int, cells: list[str], places: dict[str, int]) -> tuple[int, Node]:
    def said(column: str) -> str:
        place = places.get(column, len(cells))
        return as_value(cells[place]) if place < len(cells) else ""

    ref, title, depth = said("ref_id"), said("name"), said("depth").removesuffix(".0")
    rest = [
        Unplaced(number, f"{ref or title} {column}：{text}")
        for column in _REST
        if (text := said(column))
    ]
    node = Node(ref=ref, title=title, text=said("description"), line=number, rest=rest)
    return (int(depth) if depth.isdecimal() and len(depth) < 4 else 1), node
