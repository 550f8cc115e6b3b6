from datetime import date

import pytest
from tests.checks.drill_rows import drill, drilled

from chahe.checks.continuity_drill import continuity_drill
from chahe.readers import Row
from chahe.workflow import Verdict


@pytest.mark.parametrize(
    "drills",
    [
        [drill("continuity", date(2026, 8, 23), reviewed=None)],
        [drill("continuity", date(2024, 11, 21), reviewed=None),
         drill("continuity", date(2025, 6, 1)), drill("continuity")],
        [drill("continuity", result="fail")],
        [drill("continuity", result="")],
    ],
)  # fmt: skip
def test_kept(drills: list[Row]) -> None:
    assert drilled(continuity_drill, *drills).verdict is Verdict.CONFORMING


def test_a_drill_without_a_review() -> None:
    result = drilled(continuity_drill, drill("continuity", date(2026, 8, 22), reviewed=None))

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"], row["why"]) for row in result.rows] == [
        ("營運持續演練 115年8月22日 情境", "unreviewed",
         "115年8月22日演練後 91 日沒有開會檢討，超過 90 日"),
    ]  # fmt: skip


def test_a_firm_may_ask_for_reviews_sooner() -> None:
    late = drill("continuity", date(2026, 11, 1), reviewed=None)

    result = drilled(continuity_drill, late, review_days=14)

    assert [row["kind"] for row in result.rows] == ["unreviewed"]
