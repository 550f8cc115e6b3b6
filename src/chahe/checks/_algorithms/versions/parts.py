"""Components of systems, and which of them cannot be held against advisories."""

from collections.abc import Iterable, Iterator
from datetime import date

from ....readers import Row, Table
from .advisories import LINUXES, Advisories, base

_SOURCES = {"Debian", "Ubuntu"}


class Parts:
    """Components by system; `days` has the days of a system's lists, by its name in lower case.

    `ecosystems` are those of its components; "" is a CPE.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self.days: dict[str, set[date]] = {}
        self.ecosystems: set[str] = set()
        self._undated: list[str] = []
        self._rows: dict[tuple[str, ...], tuple[str, Row]] = {}
        for table in tables:
            for row in table.rows:
                self._add(table.source, row)

    def _add(self, source: str, row: Row) -> None:
        system = row["system"].strip().casefold()
        days = self.days.setdefault(system, set())
        if row["made"]:
            days.add(row["made"])
        elif row["system"] not in self._undated:
            self._undated.append(row["system"])
        names = (row[name] for name in ("component", "version", "ecosystem", "cpe"))
        self._rows.setdefault((system, str(row["made"]), *names), (source, row))
        self.ecosystems |= {base(row["ecosystem"])} if row["ecosystem"] else set()
        self.ecosystems |= {""} if row["cpe"] else set()

    def newest(self) -> Iterator[tuple[str, Row]]:
        """Yield the components of each system's newest lists, and of those without a day."""
        for key, (source, row) in self._rows.items():
            if row["made"] in (None, max(self.days[key[0]], default=None)):
                yield source, row

    def doubt(self, advisories: Advisories) -> str:
        """Say which components cannot be known to have no vulnerability; "" if all can."""
        if self._undated:
            return f"{len(self._undated)} 個系統的元件清單沒有日期（{self._undated[0]} 等）"
        if several := [key for key, days in self.days.items() if len(days) > 1]:
            return f"{len(several)} 個系統有不同日期的元件清單（{several[0]} 等），請只留最新的"
        unknown: dict[str, list[str]] = {}
        for _, row in self.newest():
            if why := _why(row, advisories):
                name = f"{row['component']} {row['version']}".strip()
                unknown.setdefault(why, []).append(name)
        said = (
            f"{len(names)} 個元件{why}（{names[0][:120]} 等）" for why, names in unknown.items()
        )
        return next(said, "")


def _why(row: Row, advisories: Advisories) -> str:
    ecosystem = base(row["ecosystem"])
    if not row["version"]:
        return "沒有版本"
    if not ecosystem:
        known = row["cpe"] and "" in advisories.newest
        return "" if known else "不知道是哪個生態系的套件"
    if ecosystem not in advisories.newest:
        return f"沒有 {ecosystem} 的公告可以比對"
    if ecosystem in LINUXES:
        if ":" not in row["ecosystem"]:
            return f"不知道是哪一版的 {ecosystem}"
        source_named = ecosystem in _SOURCES and "upstream=" in row["purl"]
        if not (source_named or advisories.names(row)):
            return "的來源套件名稱不明，公告裡找不到"
    return ""
