from datetime import date

from tests.checks.drill_rows import drill, drilled

from chahe.checks.ddos_drill import ddos_drill
from chahe.workflow import Verdict


def test_how_it_went_is_left_alone() -> None:
    result = drilled(ddos_drill, drill("ddos", reviewed=None, result="fail"))

    assert result.verdict is Verdict.CONFORMING


def test_drills_of_another_type_do_not_count() -> None:
    result = drilled(ddos_drill, drill("ddos", date(2024, 10, 31)), drill("social"))

    assert [row["name"] for row in result.rows] == ["DDoS 演練"]
