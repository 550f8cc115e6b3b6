from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from chahe.deadlines import (
    business_days_after,
    days_after_knowing,
    hours_after,
    load_working_days,
    minutes_after,
)

from .days import DAYS, working_days

TAIPEI = timezone(timedelta(hours=8))
KNOWN = datetime(2026, 2, 13, 23, 45, tzinfo=TAIPEI)  # the night before lunar new year's holidays
SHIPPED = load_working_days()


def test_an_incidents_clocks_run_across_holidays():
    assert minutes_after(KNOWN) == datetime(2026, 2, 14, 0, 15, tzinfo=TAIPEI)
    assert hours_after(KNOWN) == datetime(2026, 2, 14, 23, 45, tzinfo=TAIPEI)
    assert days_after_knowing(KNOWN) == datetime(2026, 2, 16, 23, 45, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 11)),
        (date(2026, 2, 12), date(2026, 3, 3)),  # across lunar new year and 2/27
        (date(2024, 2, 7), date(2024, 2, 22)),  # with a Saturday that is worked
        (date(2026, 3, 7), date(2026, 3, 17)),  # known on a Saturday
    ],
)
def test_seven_business_days_by_hand(day, due):
    assert business_days_after(day, working=SHIPPED) == due


@given(working_days(), DAYS, integers(1, 20))
def test_business_days_after_counts(working, day, count):
    assert working.between(day, business_days_after(day, count, working=working)) == count


def test_a_change_of_clocks_neither_lengthens_nor_shortens():
    abroad = datetime(2026, 3, 28, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))

    due = hours_after(abroad, 24)

    assert due.astimezone(UTC) - abroad.astimezone(UTC) == timedelta(hours=24)
    assert due.tzinfo is abroad.tzinfo


@pytest.mark.parametrize("clock", [minutes_after, hours_after, days_after_knowing])
def test_an_instant_without_its_zone_is_refused(clock):
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 2, 13, 23, 45))  # noqa: DTZ001
