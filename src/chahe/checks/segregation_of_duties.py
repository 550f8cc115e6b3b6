"""職務區隔：沒有人同時持有不相容的權限

Every pair of rights that the firm says nobody may hold together is looked for over all lists of
rights, by person: by employee id across accounts and systems; an account without one by whom the
roster says it is of; else an account of a system is taken for a person of its own. Kinds of
exception:

    conflict    one person holds both rights of a pair

Rights are the same whatever their case and width. A pair with a system is looked for in that system
only. A pair held by somebody who has left is a conflict too, and said to be: the accounts are still
there. The newest day a right was given must be within `evidence_days`, or the list is too old
whatever it shows; one after the day of the test is refused likewise. Where nothing is broken the
evidence still is insufficient if a list has no such day, a right of a pair is in nobody's list, a
right stands without a system where a pair asks for one, an account's person is not known, or an id
is not on the roster. What the firm does not call a conflict is not found, so that nothing here
shows the rules to be kept.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.accounts.people import AtWork, has_left, last_word
from ._algorithms.accounts.state import plain
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#3.5",
    "twse/mechanism@before-2018-11-30#3.4",
    "tpex/sto-assessment@undated#3.8.5",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"conflict": "同時持有不相容的權限"},
    needs=("access_rights", "duty_conflicts"),
    may_use=("people",),
    parameters=(
        Parameter(
            "evidence_days",
            "權限清單最新授權日距檢測日的天數上限",
            366,
            "日",
            "本系統預設",
        ),
    ),
)
def segregation_of_duties(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every person who holds both rights of a pair.

    >>> segregation_of_duties.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：權限清單（access_rights）、不相容職務對照表（duty_conflicts）'
    """
    everyone = [row for _, row in last_word(tables["people"])]
    roster = {row["employee_id"].casefold() for row in everyone}
    here = {row["employee_id"].casefold() for row in everyone if not has_left(row, on)}
    held = _Held(tables["access_rights"], AtWork(tables["people"], on))
    pairs = _pairs(tables["duty_conflicts"])
    rows = tuple(row for pair in pairs for row in _broken(pair, held, roster - here))
    if late := _untimely(tables["access_rights"], on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, late, len(held.persons), rows)
    if rows:
        count = len({row["name"] for row in rows})
        reason = f"{len(held.persons)} 人中有 {count} 人同時持有不相容的權限，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, len(held.persons), rows)
    if doubt := _undated(tables["access_rights"]) or _incomplete(pairs, held, roster):
        return Result(Verdict.INSUFFICIENT, doubt, len(held.persons))
    reason = f"共 {len(held.persons)} 人，沒有人同時持有 {len(pairs)} 組不相容權限的任一組"
    return Result(Verdict.CONFORMING, reason, len(held.persons))


class _Right(NamedTuple):
    person: str
    system: str
    source: str
    row: Row


class _Held:
    """Who holds which right; `unknown` are the accounts whose person nobody names."""

    def __init__(self, tables: tuple[Table, ...], people: AtWork) -> None:
        self.unknown: list[str] = []
        self.ids: dict[str, str] = {}
        self.persons: set[str] = set()
        self._by: dict[str, list[_Right]] = defaultdict(list)
        self._first: dict[tuple[str, str], dict[str, _Right]] = {}
        for table in tables:
            for row in table.rows:
                person, system = self._person(row, table.source, people), _fold(row["system"])
                self.persons.add(person)
                self._by[_fold(row["right"])].append(_Right(person, system, table.source, row))

    def of(self, right: str, system: str) -> dict[str, _Right]:
        """Return where each person holds a right first, in one system or, with "", in any."""
        key = (_fold(right), _fold(system))
        if key not in self._first:
            found = [each for each in self._by.get(key[0], []) if key[1] in ("", each.system)]
            self._first[key] = {each.person: each for each in reversed(found)}
        return self._first[key]

    def unplaced(self, right: str) -> bool:
        return any(not each.system for each in self._by.get(_fold(right), []))

    def _person(self, row: Row, source: str, people: AtWork) -> str:
        if row["employee_id"]:
            self.ids.setdefault(row["employee_id"].casefold(), row["employee_id"])
            return str(row["employee_id"].casefold())
        holders = people.holders(row)
        if len(holders) == 1:
            return next(iter(holders))
        self.unknown.append(row["account"])
        return f"\0{_fold(row['system']) or source}\0{plain(row['account'])}"


def _pairs(tables: tuple[Table, ...]) -> list[Row]:
    """Return the pairs, each once whichever right comes first."""
    found: dict[tuple[str, frozenset[str]], Row] = {}
    for table in tables:
        for row in table.rows:
            rights = frozenset((_fold(row["right_a"]), _fold(row["right_b"])))
            found.setdefault((_fold(row["system"]), rights), row)
    return list(found.values())


def _broken(pair: Row, held: _Held, gone: set[str]) -> Iterator[Row]:
    others = held.of(pair["right_b"], pair["system"])
    for right in held.of(pair["right_a"], pair["system"]).values():
        other = others.get(right.person)
        if other is None:
            continue
        left = "（已離職）" if right.person in gone else ""
        said = f"；{pair['why'].rstrip('。')}" if pair["why"] else ""
        yield {
            "name": held.ids.get(right.person) or right.row["account"],
            "source": right.source,
            "line": right.row["line"],
            "kind": "conflict",
            "why": f"{right.row['name']}{left}以 {_place(right)} 持有「{pair['right_a']}」，又以 "
            f"{_place(other)}（{other.source} 第 {other.row['line']} 行）持有"
            f"「{pair['right_b']}」{said}",
        }


def _place(right: _Right) -> str:
    system = right.row["system"]
    return f"{right.row['account']}@{system}" if system else str(right.row["account"])


def _untimely(tables: tuple[Table, ...], on: date, days: int) -> str:
    """Say why the lists cannot speak for the day, whatever they show; "" if they can."""
    for table in tables:
        newest = max((row["granted"] for row in table.rows if row["granted"]), default=None)
        if newest and newest > on:
            return f"{table.source} 有檢測日之後的授權日（{format_roc(newest)}），請確認檢測日"
        if newest and days_between(newest, on) > days:
            shown = format_roc(newest)
            return f"{table.source} 最新的授權日是{shown}，早於檢測日超過 {days} 日，請重新匯出"
    return ""


def _undated(tables: tuple[Table, ...]) -> str:
    for table in tables:
        if not any(row["granted"] for row in table.rows):
            return f"{table.source} 沒有任何授權日，無法判斷清單是不是現況"
    return ""


def _incomplete(pairs: list[Row], held: _Held, roster: set[str]) -> str:
    """Say why the lists cannot show that nobody holds a pair; "" if they can."""
    for pair in pairs:
        for right in (pair["right_a"], pair["right_b"]):
            where = f"「{pair['system']}」的" if pair["system"] else ""
            if pair["system"] and held.unplaced(right):
                return f"有權限「{right}」沒有寫系統，無法判斷是不是{where}權限"
            if not held.of(right, pair["system"]):
                return f"對照表上{where}權限「{right}」不在任何權限清單裡，清單不完整或名稱不符"
    if held.unknown:
        some = len(set(held.unknown))
        return f"{some} 個帳號沒有員工編號，名冊也對不到一個人（{held.unknown[0]} 等）"
    strangers = [shown for key, shown in held.ids.items() if roster and key not in roster]
    if strangers:
        return f"{len(strangers)} 個員工編號不在人員名冊上（{strangers[0]} 等），名冊不完整"
    return ""


def _fold(text: str) -> str:
    return normalize("NFKC", text).strip().casefold()
