from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.penetration_findings import penetration_findings
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SPRING = date(2026, 3, 13)


def found(finding: str = "P1", **said: Any) -> Row:
    return {
        "system": "網路下單", "tester": "甲安", "begun": SPRING, "ended": SPRING,
        "reported": SPRING, "finding": finding, "title": "XSS", "severity": "high",
        "fixed": None, "retested": None, "result": "", "line": 2, **said,
    }  # fmt: skip


def retested(result: str = "pass", **said: Any) -> Row:
    fixed = {"fixed": date(2026, 4, 1), "retested": date(2026, 4, 8)}
    return found(**(fixed | {"result": result} | said))


def run(*rows: Row, **parameters: int) -> Result:
    tables = {"penetration_tests": (Table("penetration_tests", rows, "pt.csv", "x"),)}
    return penetration_findings.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    "rows",
    [
        [retested()],
        [found("", severity="")],
        [retested(fixed=None)],
        [found(severity="low")],
        [found(severity="none")],
        [found(reported=days_after(ON, -90))],
        [found(reported=days_after(ON, -30), severity="critical")],
        [found(reported=days_after(ON, -180), severity="medium")],
        [retested("fail", reported=days_after(ON, -90))],
        [found(fixed=days_after(ON, -90))],
        [found(), retested()],
        [retested(), found()],
        [retested("fail", line=2), retested(retested=date(2026, 5, 1), line=9)],
        [retested("fail", fixed=days_after(ON, -3))],
    ],
)
def test_kept(rows: list[Row]) -> None:
    result = run(*rows)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("row", "kind", "why"),
    [
        (found(), "unfixed",
         "高風險發現「XSS」自115年3月13日起 253 日，超過 90 日，沒有修補日"),
        (found(reported=None, ended=days_after(ON, -91)), "unfixed",
         "高風險發現「XSS」自115年8月22日起 91 日，超過 90 日，沒有修補日"),
        (found(reported=days_after(ON, -31), severity="critical"), "unfixed",
         "嚴重發現「XSS」自115年10月21日起 31 日，超過 30 日，沒有修補日"),
        (retested("fail"), "failed",
         "高風險發現「XSS」自115年3月13日起 253 日，超過 90 日，複測未通過"),
        (found(fixed=days_after(ON, -91), result="fail"), "failed",
         "高風險發現「XSS」自115年3月13日起 253 日，超過 90 日，複測未通過"),
        (retested("fail", fixed=None), "failed",
         "高風險發現「XSS」自115年3月13日起 253 日，超過 90 日，複測未通過"),
        (found(fixed=days_after(ON, -91)), "unretested",
         "高風險發現「XSS」115年8月22日修補後 91 日沒有複測，超過 90 日"),
        (retested(fixed=date(2026, 4, 9)), "unretested",
         "高風險發現「XSS」115年4月9日修補後 226 日沒有複測，超過 90 日"),
    ],
)  # fmt: skip
def test_broken(row: Row, kind: str, why: str) -> None:
    result = run(row, retested(finding="P2"))

    assert result.verdict is Verdict.NONCONFORMING
    assert [(each["name"], each["kind"], each["why"]) for each in result.rows] == [
        ("網路下單 P1", kind, why)
    ]
    assert result.population == 2


def test_of_two_retests_on_a_day_the_one_that_failed_counts() -> None:
    for rows in ([retested(), retested("fail")], [retested("fail"), retested()]):
        assert [row["kind"] for row in run(*rows).rows] == ["failed"]


@pytest.mark.parametrize(
    ("title", "lines"), [("XSS", []), ("xss", []), ("SQL injection", [7]), ("", [7])]
)
def test_a_number_used_again_in_the_next_test_is_another_finding(
    title: str, lines: list[int]
) -> None:
    autumn = date(2026, 9, 1)
    rows = (
        retested(begun=autumn, title=title, line=2, retested=autumn),
        found(line=7),
        found(line=7, title="XSS (stored)"),
    )

    assert [row["line"] for row in run(*rows).rows] == lines


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([found("", begun=date(2024, 11, 20), ended=None, reported=None)], "最新的測試是113年"),
        ([retested(reported=days_after(ON, 1))], "檢測日之後"),
        ([retested(retested=days_after(ON, 1))], "檢測日之後"),
        ([retested(), found("", ended=None)], "1 項的測試沒有結束日（網路下單 等）"),
        ([retested(severity="")], "1 項沒有評定風險等級（網路下單 P1 等）"),
        ([retested("")], "1 項沒有寫複測結果"),
        ([found(fixed=days_after(ON, -1), result="pass")], "1 項沒有寫複測日"),
        ([found(fixed=days_after(ON, -91), result="pass")], "1 項沒有寫複測日"),
        ([], "缺少資料：滲透測試紀錄"),
    ],
)
def test_what_cannot_be_known_is_insufficient(rows: list[Row], why: str) -> None:
    result = run(*rows)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_gap_never_passes() -> None:
    gap = Table("penetration_tests", (retested(),), "pt.csv", "x", ("有一段讀不懂",))

    result = penetration_findings.run({"penetration_tests": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run(found(reported=days_after(ON, -15)), high_days=14)

    assert [row["kind"] for row in result.rows] == ["unfixed"]
