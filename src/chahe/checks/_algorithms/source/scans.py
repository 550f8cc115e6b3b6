"""Scans of source by project and tool, their high findings, and the risks accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ....deadlines import days_between
from ....readers import Row, Table


@dataclass(frozen=True, slots=True)
class Finding:
    """A high finding of one scan; `first` is the first scan of those in a row that show it."""

    rule: str
    file: str
    day: date
    first: date
    suppressed: bool
    source: str
    line: int

    def age(self, on: date) -> int:
        return days_between(self.first, on)

    @property
    def label(self) -> str:
        place = f"，{self.file}" if self.file else ""
        return f"高風險發現「{self.rule[:80] or '未註明規則'}」{place[:120]}"


# rule, file
_Key = tuple[str, str]


class Scans:
    """Scans of each project by each tool, day by day; those of one day are one."""

    def __init__(self, tables: Iterable[Table], high_score: float) -> None:
        self.undated: list[str] = []
        self._of: dict[str, dict[str, dict[date, dict[_Key, tuple[str, Row]]]]] = {}
        for table in tables:
            for row in table.rows:
                project, day = row["project"].strip(), row["scanned"]
                if day is None:
                    self.undated += [] if project in self.undated else [project]
                    continue
                tools = self._of.setdefault(project.casefold(), {})
                found = tools.setdefault(row["tool"], {}).setdefault(day, {})
                if is_high(row, high_score):
                    key = (row["rule"], row["file"])
                    if key not in found or not row["suppressed"]:
                        found[key] = (table.source, row)

    @property
    def all_days(self) -> list[date]:
        return [day for tools in self._of.values() for days in tools.values() for day in days]

    def days(self, project: str) -> list[date]:
        return [day for days in self._of.get(project, {}).values() for day in days]

    def has_undated(self, project: str) -> bool:
        return any(each.casefold() == project for each in self.undated)

    def high(self, project: str, until: date) -> Iterator[Finding]:
        """Yield, for each tool, the high findings of its last scan not after a day."""
        for days in self._of.get(project, {}).values():
            order = sorted((day for day in days if day <= until), reverse=True)
            for key, (source, row) in days[order[0]].items() if order else ():
                first = order[0]
                for day in order[1:]:
                    if key not in days[day]:
                        break
                    first = day
                yield Finding(*key, order[0], first, row["suppressed"], source, row["line"])


def is_high(row: Row, high_score: float) -> bool:
    """Say whether a result is a high finding: by its score, or where it has none, its level."""
    if row["baseline"] == "absent":
        return False
    score = row["security_severity"]
    return bool(row["level"] == "error" if score is None else score >= high_score)


class Accepted:
    """The last day a rule is accepted on a system, by entries with a reason, a person and a day."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._until: dict[tuple[str, str], date] = {}
        for table in tables:
            for row in table.rows:
                if row["until"] and row["reason"].strip() and row["accepted_by"].strip():
                    key = (
                        row["system"].strip().casefold(),
                        row["vulnerability"].strip().casefold(),
                    )
                    self._until[key] = max(row["until"], self._until.get(key, row["until"]))

    def until(self, system: str, rule: str) -> date | None:
        days = [self._until.get((name, rule.casefold())) for name in (system, "")]
        return max((day for day in days if day), default=None)
