"""The systems of a backup plan, and what is said of all of them together.

What is found of a system is rows where it breaks the plan, and words where a person must decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ....readers import Table
from ....workflow import Verdict
from ..._model import Result, Row

Where = dict[str, Any]


class Plan:
    """The rows of a plan that are in force, each with the columns that an exception row needs.

    What several files ask of a system alike is there once.
    """

    def __init__(self, tables: Mapping[str, tuple[Table, ...]], on: date) -> None:
        plan = [(table.source, row) for table in tables["backup_plan"] for row in table.rows]
        self._names = {row["system"].casefold() for _, row in plan}
        in_force: dict[tuple[Any, ...], tuple[Where, Row]] = {}
        for source, row in plan:
            if not row["since"] or row["since"] <= on:
                where = {"name": row["system"], "source": source, "line": row["line"]}
                asks = row["system"].casefold(), row["every"], row["offsite"], row["since"]
                in_force.setdefault(asks, (where, row))
        self.in_force = list(in_force.values())

    def strangers(self, names: Iterable[str]) -> list[str]:
        """Return the names, in lower case, that are not in the plan, in force or not."""
        return sorted(set(names) - self._names)


def unseen(where: Where, strangers: list[str], kind: str, why: str) -> Iterator[Row | str]:
    """Say of a system of which there is no record that it breaks the plan, unless it may be there.

    A stranger may be its other name.
    """
    if strangers:
        yield f"{where['name']}：{why}，但{strangers[0]}不在計畫上，名稱可能不同"
    else:
        yield {**where, "kind": kind, "why": why}


def result_of(
    found: Iterable[Row | str], asked: Iterable[Row], *, doubt: str, incomplete: str, kept: str
) -> Result:
    """Make a result: `doubt` wins over all, `incomplete` over nothing but that all is kept."""
    found, count = list(found), len({row["system"].casefold() for row in asked})
    rows = tuple(each for each in found if not isinstance(each, str))
    unclear = [each for each in found if isinstance(each, str)]
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, count, rows)
    if rows:
        held = len({row["name"].casefold() for row in rows})
        reason = f"{count} 個系統中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, count, rows)
    if unclear:
        incomplete = f"{len(unclear)} 處無法認定，請人工認定：{unclear[0]}"
    elif not count:
        incomplete = "計畫上沒有要檢測的系統，請確認計畫"
    if incomplete:
        return Result(Verdict.INSUFFICIENT, incomplete, count)
    return Result(Verdict.CONFORMING, f"共 {count} 個系統，{kept}", count)


def not_planned(strangers: list[str]) -> str:
    """Say that the plan lacks systems; "" if it lacks none."""
    if not strangers:
        return ""
    return f"{len(strangers)} 個有紀錄的系統不在計畫上（{strangers[0]} 等），計畫不完整"
