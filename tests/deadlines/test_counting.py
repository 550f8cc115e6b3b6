from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from chahe.deadlines import days_after, days_between, months_after
from chahe.deadlines.counting import days_of

from .days import DAYS


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_after_by_hand(day, months, later):
    assert months_after(day, months) == later


@given(DAYS, integers(0, 60), integers(0, 60))
def test_months_after_keeps_the_day_or_takes_the_months_last(day, months, more):
    later = months_after(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or days_after(later, 1).day == 1
    assert later <= months_after(day, months + more)


@given(DAYS, integers(-4000, 4000))
def test_days_between_counts_the_days_added(day, days):
    assert days_between(day, days_after(day, days)) == days


def test_days_of_a_leap_year():
    days = list(days_of(2024))

    assert (len(days), days[0], days[59], days[-1]) == (
        366,
        date(2024, 1, 1),
        date(2024, 2, 29),
        date(2024, 12, 31),
    )
