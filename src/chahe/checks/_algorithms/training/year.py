"""Who had to be trained in a year, and which courses they took in it.

The year is the calendar year that ended last, or that ends on the day of the check: hours missing
from a year that still runs may yet be taken. A course counts in the year it was finished. The same
record in two exports counts once; where two exports say different things of somebody's course on a
day, which of them holds is not known.

The rules state no pro rata. Who joined during the year, is on leave (留職停薪), or of whom the
roster does not say when they joined or left, may have a reason to be short, which a person must
judge; who left before the year's end, or joined after it, is not tested.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ....deadlines import Cadence, Period, days_between, format_roc, period_of
from ....readers import Table
from ..._model import Row
from ..accounts.people import last_word

Tables = Mapping[str, tuple[Table, ...]]

_SAID = ("role", "category", "minutes", "assessment", "evidence")


@dataclass(frozen=True)
class Trainee:
    """Someone to be trained; `whole` says whether they were surely at work all the year."""

    person: Row
    source: str
    whole: bool
    records: tuple[Row, ...]

    @property
    def is_specialist(self) -> bool:
        return any(record["role"] == "specialist" for record in self.records)

    @property
    def is_of_two_roles(self) -> bool:
        return len({record["role"] for record in self.records}) > 1

    def row(self, kind: str, why: str) -> Row:
        name = f"{self.person['name']}（{self.person['employee_id']}）"
        where = {"name": name, "source": self.source, "line": self.person["line"]}
        return {**where, "kind": kind, "why": why}


def judged_year(on: date) -> Period:
    """Return the last year that is over at the end of a day.

    >>> judged_year(date(2026, 11, 21)).last_day
    datetime.date(2025, 12, 31)
    """
    year = period_of(Cadence.ANNUAL, on=on)
    return year if on == year.last_day else period_of(Cadence.ANNUAL, on=date(on.year - 1, 1, 1))


def trainees(tables: Tables, year: Period) -> Iterator[Trainee]:
    """Yield everyone who had to be trained in a year: the roster's people, then other specialists.

    A specialist whom the roster does not list (of a parent firm) is never surely there all year.
    """
    taken: dict[str, dict[tuple[object, ...], Row]] = {}
    sources: dict[str, str] = {}
    for row, source in _records(tables):
        if row["day"] is None or row["day"] in year:
            key = row["employee_id"].casefold()
            same = (*_course(row), *(row[column] for column in _SAID))
            taken.setdefault(key, {}).setdefault(same, row)
            sources.setdefault(key, source)
    people = _spells(tables)
    for key, spells in people.items():
        presence = {_presence(person, year) for person, _ in spells}
        if presence != {"away"}:
            records = tuple(taken.get(key, {}).values())
            yield Trainee(*spells[-1], "whole" in presence, records)
    for key, of in taken.items():
        trainee = Trainee(next(iter(of.values())), sources[key], False, tuple(of.values()))
        if key not in people and trainee.is_specialist:
            yield trainee


def doubt_about(tables: Tables, year: Period, on: date) -> str:
    """Say why the records cannot speak for a year, whatever they show."""
    records = [row for row, _ in _records(tables)]
    if any(row["day"] > on for row in records if row["day"]):
        return "紀錄有檢測日之後的日期，請確認檢測日與匯出時間"
    if not any(row["day"] in year for row in records if row["day"]):
        return f"沒有 {year.start.year - 1911} 年度的訓練紀錄，請重新匯出整個年度"
    if twice := _differing(tables, year):
        return f"兩份紀錄對{twice}說法不一，請只提供最新的一份"
    names = {
        key: {person["name"].casefold() for person, _ in spells}
        for key, spells in _spells(tables).items()
    }
    everyone = {name for held in names.values() for name in held}
    for row in records if names else ():
        key, name = row["employee_id"].casefold(), row["name"].casefold()
        outside = row["role"] == "specialist" and name and name not in everyone
        if key not in names and not outside:
            return f"紀錄中的「{row['employee_id']}」不在人員名冊，請提供含離職人員的完整名冊"
        if name and name not in names.get(key, {name}):
            return f"紀錄中「{row['employee_id']}」的姓名「{row['name']}」與人員名冊不符，請更正"
    return ""


def ends_early(tables: Tables, year: Period, days: int) -> str:
    """Say that the records stop before the year does: later courses may be missing."""
    newest = max(row["day"] for row, _ in _records(tables) if row["day"])
    if days_between(newest, year.last_day) <= days:
        return ""
    return f"紀錄只到{format_roc(newest)}，距年底超過 {days} 日，之後的訓練可能未匯出"


def hours(minutes: int) -> str:
    """Write minutes as hours.

    >>> hours(90)
    '1.5'
    """
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def total(records: Iterable[Row]) -> int:
    """Return the minutes of some records."""
    return sum(record["minutes"] for record in records)


def _records(tables: Tables) -> Iterator[tuple[Row, str]]:
    return ((row, table.source) for table in tables["training_records"] for row in table.rows)


def _differing(tables: Tables, year: Period) -> str:
    """Name a course of which two exports say different things; "" if there is none."""
    known: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    for table in tables["training_records"]:
        said: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
        rows = [row for row in table.rows if row["day"] and row["day"] in year]
        for row in rows:
            said.setdefault(_course(row), set()).add(tuple(row[column] for column in _SAID))
        for row in rows:
            if known.setdefault(_course(row), said[_course(row)]) != said[_course(row)]:
                return f"「{row['employee_id']}」的「{row['course']}」（{format_roc(row['day'])}）"
    return ""


def _course(row: Row) -> tuple[object, ...]:
    return row["employee_id"].casefold(), row["course"].casefold(), row["day"]


def _spells(tables: Tables) -> dict[str, list[tuple[Row, str]]]:
    spells: dict[str, list[tuple[Row, str]]] = {}
    for table, person in last_word(tables["people"]):
        spells.setdefault(person["employee_id"].casefold(), []).append((person, table.source))
    return spells


def _presence(person: Row, year: Period) -> Literal["whole", "part", "away"]:
    joined, left = person["joined"], person["left"]
    if (left and left < year.end) or (joined and joined >= year.end):
        return "away"
    unsure = person["status"] == "leave" or (person["status"] == "left" and not left)
    return "whole" if joined and joined <= year.start and not unsure else "part"
