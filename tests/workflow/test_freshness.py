from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, dates, none

from chahe.deadlines import Period
from chahe.workflow import Dates, staleness

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
ON = date(2026, 11, 20)
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))


def why(**said):
    dates_ = Dates(**{"collected_on": ON, "covers": None, "valid_until": None, **said})
    return staleness(dates_, period=NOVEMBER, on=ON)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"collected_on": NOVEMBER.start},
        {"valid_until": ON},
        {"covers": NOVEMBER, "collected_on": date(2026, 10, 2)},
        {"covers": Period(date(2026, 10, 15), date(2026, 11, 2))},
    ],
)
def test_it_counts(said):
    assert why(**said) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"withdrawn": True}, "已撤回"),
        ({"collected_on": date(2026, 11, 21)}, "在未來"),
        ({"valid_until": date(2026, 11, 19)}, "有效期"),
        ({"collected_on": date(2026, 10, 31)}, "早於本期"),
        ({"covers": OCTOBER}, "不在本期"),
        ({"covers": Period(date(2026, 12, 1), date(2027, 1, 1))}, "不在本期"),
    ],
)
def test_it_does_not_count_and_says_why(said, reason):
    assert reason in why(**said)


DAYS = dates(min_value=date(2026, 9, 1), max_value=date(2027, 2, 1))


@given(builds(Dates, collected_on=DAYS, covers=none(), valid_until=DAYS, withdrawn=booleans()))
def test_what_counts_once_does_not_begin_to_count_by_expiring(stated):
    later = ON + timedelta(days=60)
    if stated.valid_until < ON:
        assert staleness(stated, period=NOVEMBER, on=ON)
        assert staleness(stated, period=NOVEMBER, on=later)
