"""產品支援期限（endoflife.date 的 JSON）

Kind `product_lifecycles`, a row for each release cycle of a product:

    product    str in lower case, as endoflife.date names it, for example "windows-server"
    cycle      str in lower case, for example "2012-r2"
    released   date, or None
    support    last day of active support, or None
    eol        last day of security support, or None where no day is written
    ended      whether security support has ended, where the file says so without a day; else None
    latest     str, the newest version, "" where the file does not say
    seen       date the entry cannot be older than: of its newest version, or of its release; or
               None
    line       int

The file is what `https://endoflife.date/api/v1/products/<product>` or `…/products/full` gives; or
one object, the name of each product and for it the list of the older
`https://endoflife.date/api/<product>.json`. Of a cycle, `cycle` and `eol` are needed, and `eol` is
a day, true (ended) or false; in version 1 they are `name`, and `eolFrom` or, where it is null,
`isEol`. A number is read as it is written (8.10 is not 8.1). Fields other than those above are left
alone.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.text import lines, peek

_START = re.compile(r'\s*\{\s*"[\w.+-]+"\s*:\s*\[\s*\{')
_CYCLE = re.compile(r'"cycle"\s*:|\n')
_CYCLE_V1 = re.compile(r'"isEol"\s*:|\n')
_FIRST_YEAR = 1912
_MAX_CHARACTERS = 32 * 1024 * 1024


def _sniff(head: bytes) -> bool:
    text = peek(head)
    older = _START.match(text) is not None and '"cycle"' in text and '"eol"' in text
    return older or _is_v1(text)


@reader(kind="product_lifecycles", sniff=_sniff)
def product_lifecycles(source: Source) -> Table:
    """Read cycles.

    :raises ReadError: for text that is no such JSON, a field written twice, a product or a cycle
        without a name, one there twice, a field of another type, or no cycle at all
    """
    text = _text(source)
    content = _parsed(text)
    v1 = _is_v1(text)
    products = _of_v1(content.get("result")) if v1 else content
    rows = tuple(_rows(products, _places(text, _CYCLE_V1 if v1 else _CYCLE)))
    if not rows:
        raise ReadError("檔案裡沒有任何產品版本，請確認匯出的範圍")
    return Table("product_lifecycles", rows, source.name, "product_lifecycles")


def _text(source: Source) -> str:
    parts, size = [], 0
    for line in lines(source):
        size += len(line)
        if size > _MAX_CHARACTERS:
            raise ReadError("檔案太大，請只匯出用到的產品")
        parts.append(line)
    return "".join(parts)


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise ReadError("不是完整的 JSON，請重新匯出", line=error.lineno) from None
    except RecursionError:
        raise ReadError("JSON 的層次太深，請重新匯出") from None
    if not isinstance(content, dict):
        raise ReadError("最外層應為「產品：版本清單」的物件，請重新匯出")
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise ReadError("同一個物件裡出現兩次，請重新匯出", column=name[:40])
        fields[name] = value
    return fields


def _is_v1(text: str) -> bool:
    return text.lstrip().startswith("{") and all(
        f'"{name}"' in text for name in ("result", "releases", "isEol")
    )


def _of_v1(result: Any) -> dict[str, Any]:
    """Return the products of the API's version 1 as the older one names their fields."""
    products: dict[str, Any] = {}
    for index, product in enumerate(result if isinstance(result, list) else [result]):
        path = f"result[{index}]"
        fields = product if isinstance(product, dict) else {}
        name, releases = fields.get("name"), fields.get("releases")
        if not (isinstance(name, str) and isinstance(releases, list)):
            raise ReadError("應為一個產品的物件，含 name 與 releases", column=path)
        if name in products:
            raise ReadError("同一個產品出現兩次，請只保留一個", column=f"{path}.name")
        products[name] = [_cycle_of_v1(release) for release in releases]
    return products


def _cycle_of_v1(release: Any) -> Any:
    if not isinstance(release, dict):
        return release
    latest = release.get("latest")
    newest = latest if isinstance(latest, dict) else {}
    ended = release.get("eolFrom")
    return {
        "cycle": release.get("name"),
        "releaseDate": release.get("releaseDate"),
        "support": release.get("eoasFrom"),
        "eol": release.get("isEol") if ended is None else ended,
        "latest": newest.get("name"),
        "latestReleaseDate": newest.get("date"),
    }


def _places(text: str, cycle: re.Pattern[str]) -> Iterator[int]:
    """Yield the line of each field that every cycle has; it cannot be inside a string."""
    line = 1
    for match in cycle.finditer(text):
        if match[0] == "\n":
            line += 1
        else:
            yield line


def _rows(products: dict[str, Any], places: Iterator[int]) -> Iterator[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    for product, cycles in products.items():
        if not (product.strip() and isinstance(cycles, list)):
            raise ReadError("產品應有名稱，內容應為版本清單", column=product[:40])
        for index, fields in enumerate(cycles):
            cycle = _Cycle(fields, f"{product[:40]}[{index}]")
            row = cycle.row(product.strip().casefold(), next(places, 0))
            key = (row["product"], row["cycle"])
            if key in seen:
                raise cycle.wrong("cycle", "同一個版本出現兩次，請只保留一個")
            seen.add(key)
            yield row


class _Cycle:
    """The fields of one cycle, and where they are."""

    def __init__(self, fields: Any, path: str) -> None:
        self._fields, self._path, self._line = fields, path, 0
        if not isinstance(fields, dict):
            raise ReadError("應為一個版本的物件，請重新匯出", column=path)

    def row(self, product: str, line: int) -> dict[str, Any]:
        self._line = line
        eol = self._day("eol")
        released, newest = self._day("releaseDate"), self._day("latestReleaseDate")
        if eol is None:
            raise self.wrong("eol", "缺少這一欄，或是空的，請重新匯出")
        support = self._day("support")
        return {
            "product": product,
            "cycle": self._cycle(),
            "released": released if isinstance(released, date) else None,
            "support": support if isinstance(support, date) else None,
            "eol": eol if isinstance(eol, date) else None,
            "ended": eol if isinstance(eol, bool) else None,
            "latest": self._word("latest"),
            "seen": next((day for day in (newest, released) if isinstance(day, date)), None),
            "line": line,
        }

    def wrong(self, name: str, message: str) -> ReadError:
        return ReadError(message, line=self._line, column=f"{self._path}.{name}")

    def _cycle(self) -> str:
        cycle = self._word("cycle").strip().casefold()
        if not cycle:
            raise self.wrong("cycle", "缺少這一欄，或是空的，請重新匯出")
        return cycle

    def _word(self, name: str) -> str:
        word = self._fields.get(name)
        if word is not None and not isinstance(word, str):
            raise self.wrong(name, "應為文字，請重新匯出")
        return word or ""

    def _day(self, name: str) -> date | bool | None:
        text = self._fields.get(name)
        if text is None or isinstance(text, bool):
            return text
        try:
            day = date.fromisoformat(text)
        except (TypeError, ValueError):
            day = date.min
        if day.year < _FIRST_YEAR:
            raise self.wrong(name, "應為 2026-11-21 這樣的日期、true 或 false")
        return day
