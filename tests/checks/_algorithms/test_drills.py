"""What holds for every check that asks for drills of a type."""

from datetime import date

import pytest
from tests.checks.drill_rows import ON, SPRING, drill, drilled

from chahe.checks import Check
from chahe.checks.continuity_drill import continuity_drill
from chahe.checks.ddos_drill import ddos_drill
from chahe.checks.recovery_drill import recovery_drill
from chahe.checks.social_engineering_drill import social_engineering_drill
from chahe.workflow import Verdict

each_check = pytest.mark.parametrize(
    ("check", "type_"),
    [
        (continuity_drill, "continuity"),
        (ddos_drill, "ddos"),
        (recovery_drill, "recovery"),
        (social_engineering_drill, "social"),
    ],
)


@each_check
@pytest.mark.parametrize(
    "days",
    [
        [SPRING],
        [ON],
        [date(2025, 11, 21)],
        [date(2025, 5, 1), SPRING],
        [SPRING, date(2025, 5, 1)],
        [SPRING, SPRING],
        [date(2020, 5, 1), date(2024, 3, 1), date(2025, 3, 1), date(2026, 2, 1)],
    ],
)
def test_kept(check: Check, type_: str, days: list[date]) -> None:
    old = drill("other", date(2024, 1, 1), result="fail", reviewed=None, participants="")

    result = drilled(check, *(drill(type_, day) for day in days), old)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())
    assert result.population == len(days)


@each_check
@pytest.mark.parametrize(
    ("days", "kind", "why"),
    [
        ([date(2024, 10, 31)], "overdue", "113年10月31日演練後，到檢測日已超過 12 個月"),
        ([date(2023, 5, 1), date(2025, 4, 30), SPRING], "late",
         "112年5月1日演練後，到114年4月30日已超過 12 個月"),
    ],
)  # fmt: skip
def test_a_year_that_went_by(
    check: Check, type_: str, days: list[date], kind: str, why: str
) -> None:
    result = drilled(check, *(drill(type_, day) for day in days), drill("other"))

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["why"]) for row in result.rows] == [(kind, why)]


@each_check
def test_what_cannot_be_known_is_insufficient(check: Check, type_: str) -> None:
    cases = {
        "最新的紀錄是114年11月20日": [drill(type_, date(2025, 11, 20))],
        "最新的紀錄是113年10月31日": [drill(type_, date(2024, 10, 31))],
        "檢測日之後": [drill(type_), drill("other", improved=date(2026, 11, 22))],
        "沒有寫參與人員": [drill(type_, participants="")],
        "請人工認定": [drill(type_, date(2025, 1, 5)), drill(type_)],
        "紀錄裡沒有": [drill("other")],
        "缺少資料：演練紀錄": [],
    }

    results = {why: drilled(check, *rows) for why, rows in cases.items()}

    assert {result.verdict for result in results.values()} == {Verdict.INSUFFICIENT}
    assert [why for why, result in results.items() if why not in result.reason] == []


@each_check
def test_a_drill_of_the_future_is_insufficient(check: Check, type_: str) -> None:
    result = drilled(check, drill(type_, date(2024, 10, 31)), drill(type_, date(2026, 11, 22)))

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


@each_check
def test_a_gap_never_passes(check: Check, type_: str) -> None:
    result = drilled(check, drill(type_), gaps=("有一段讀不懂",))

    assert result.verdict is Verdict.INSUFFICIENT


@each_check
def test_a_firm_may_ask_for_more(check: Check, type_: str) -> None:
    result = drilled(check, drill(type_), drill("other", date(2026, 9, 1)), months=6)

    assert [row["kind"] for row in result.rows] == ["overdue"]


@each_check
def test_it_shows_no_rule_to_be_kept(check: Check, type_: str) -> None:
    assert {check.proposes(Verdict.CONFORMING, rule=rule) for rule in check.rules} == {None}
