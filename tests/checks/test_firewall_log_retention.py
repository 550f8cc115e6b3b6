from datetime import date, timedelta
from typing import Any

import pytest
from tests.checks.log_rows import kept_weekly, log

from chahe.checks import Result
from chahe.checks.firewall_log_retention import firewall_log_retention
from chahe.readers import Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
FIRST = date(2023, 11, 21)
"""How days are judged is in `test_log_retention`: here is which logs, and for how long."""


def run(first: date, kind: str = "firewall", **said: Any) -> Result:
    logs, rows = (log(kinds=(kind,), **said),), tuple(kept_weekly(first, ON))
    tables = {
        "log_sources": (Table("log_sources", logs, "logs.csv", "x"),),
        "log_coverage": (Table("log_coverage", rows, "kept.csv", "x"),),
    }
    return firewall_log_retention.run(tables, on=ON)


@pytest.mark.parametrize("first", [FIRST, date(2010, 1, 2)])
def test_kept(first: date) -> None:
    result = run(first, years=3)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


def test_a_day_short_is_broken() -> None:
    result = run(FIRST + timedelta(1), years=3)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["why"] for row in result.rows] == [
        "應自112年11月21日起留存稽核紀錄，缺112年11月21日 1 日"
    ]


def test_another_kind_of_log_is_left_alone() -> None:
    result = run(ON, "other")

    assert (result.verdict, result.population) == (Verdict.INSUFFICIENT, 0)


def test_a_list_of_fewer_years_is_insufficient() -> None:
    result = run(FIRST, years=3 - 1)

    assert result.verdict is Verdict.INSUFFICIENT
    assert "規定是 3 年" in result.reason


def test_only_refutes() -> None:
    assert firewall_log_retention.only_refutes == firewall_log_retention.rules


def test_a_firewall_has_no_idle_days() -> None:
    rows = [*kept_weekly(FIRST, date(2025, 1, 3)), *kept_weekly(date(2025, 1, 6), ON)]
    tables = {
        "log_sources": (Table("log_sources", (log(kinds=("firewall",)),), "logs.csv", "x"),),
        "log_coverage": (Table("log_coverage", tuple(rows), "kept.csv", "x"),),
    }

    result = firewall_log_retention.run(tables, on=ON)

    assert [row["why"] for row in result.rows] == ["稽核紀錄缺114年1月4日至114年1月5日共 2 日"]
