from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from chahe.deadlines import Cadence, FiscalYear, Period, fiscal_year_of, period_label, period_of

from .days import DAYS

CALENDAR = [cadence for cadence in Cadence if cadence is not Cadence.EVENT]
MONTHS = integers(1, 12)
JULY = FiscalYear(2026, first_month=7)


@given(DAYS, MONTHS, sampled_from(CALENDAR))
def test_periods_tile_the_year(day, first_month, cadence):
    year = fiscal_year_of(day, first_month)

    periods = year.periods(cadence)

    assert day in year
    assert (periods[0].start, periods[-1].end) == (year.start, year.end)
    assert all(before.end == after.start for before, after in pairwise(periods))
    assert len([period for period in periods if day in period]) == 1


@given(DAYS, MONTHS)
def test_years_meet_without_a_gap(day, first_month):
    year = fiscal_year_of(day, first_month)

    assert year.end == FiscalYear(year.year + 1, first_month).start
    assert fiscal_year_of(year.last_day, first_month) == year
    assert fiscal_year_of(year.end, first_month) != year


@given(DAYS, sampled_from(CALENDAR))
def test_a_year_that_begins_in_january_is_the_calendar(day, cadence):
    year = fiscal_year_of(day)
    period = period_of(cadence, on=day)

    assert period in year.periods(cadence)
    assert year.label_of(cadence, period) == period_label(cadence, period)


@given(DAYS, MONTHS)
def test_months_are_calendar_months(day, first_month):
    months = fiscal_year_of(day, first_month).periods(Cadence.MONTHLY)

    assert period_of(Cadence.MONTHLY, on=day) in months


def test_a_year_that_begins_in_july():
    assert (JULY.start, JULY.end, JULY.last_day) == (
        date(2026, 7, 1),
        date(2027, 7, 1),
        date(2027, 6, 30),
    )
    assert JULY.label == "115會計年度"
    assert JULY.half(1) == Period(date(2026, 7, 1), date(2027, 1, 1))
    assert JULY.half(2) == Period(date(2027, 1, 1), date(2027, 7, 1))
    assert JULY.periods(Cadence.ANNUAL) == (JULY.period,)


@pytest.mark.parametrize(
    ("cadence", "labels"),
    [
        (Cadence.ANNUAL, ["115會計年度"]),
        (Cadence.SEMIANNUAL, ["115會計年度上半年", "115會計年度下半年"]),
        (Cadence.QUARTERLY, [f"115會計年度第{number}季" for number in range(1, 5)]),
    ],
)
def test_periods_of_a_fiscal_year_are_named_after_it(cadence, labels):
    assert [JULY.label_of(cadence, period) for period in JULY.periods(cadence)] == labels


def test_months_and_events_keep_the_calendars_names():
    month, event = JULY.periods(Cadence.MONTHLY)[6], Period(date(2027, 1, 5), date(2027, 1, 6))

    assert JULY.label_of(Cadence.MONTHLY, month) == "116年1月"
    assert JULY.label_of(Cadence.EVENT, event) == "116年1月5日"


def test_a_leap_day_is_in_its_year():
    year = fiscal_year_of(date(2024, 2, 29), first_month=3)

    assert year == FiscalYear(2023, first_month=3)
    assert year.last_day == date(2024, 2, 29)


def test_what_is_no_year_or_period_is_refused():
    with pytest.raises(ValueError, match="1 至 12"):
        FiscalYear(2026, first_month=13)
    with pytest.raises(ValueError, match="第 3 個半年"):
        JULY.half(3)
    with pytest.raises(ValueError, match="事件"):
        JULY.periods(Cadence.EVENT)
    with pytest.raises(ValueError):
        JULY.label_of(Cadence.QUARTERLY, Period(date(2026, 1, 1), date(2026, 4, 1)))
