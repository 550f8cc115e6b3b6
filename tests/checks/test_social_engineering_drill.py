from datetime import date

from tests.checks.drill_rows import drill, drilled

from chahe.checks.social_engineering_drill import social_engineering_drill
from chahe.workflow import Verdict


def test_how_it_went_is_left_alone() -> None:
    result = drilled(social_engineering_drill, drill("social", reviewed=None, result="fail"))

    assert result.verdict is Verdict.CONFORMING


def test_drills_of_another_type_do_not_count() -> None:
    result = drilled(social_engineering_drill, drill("social", date(2024, 10, 31)), drill("ddos"))

    assert [row["name"] for row in result.rows] == ["社交工程演練"]
