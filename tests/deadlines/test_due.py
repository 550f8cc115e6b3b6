from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from chahe.deadlines import (
    Cadence,
    FiscalYear,
    Period,
    WorkingDays,
    days_after,
    event_due,
    inspection_due,
    load_working_days,
    months_after,
    period_of,
    report_due_after_year,
    within_half_a_year,
)

from .days import DAYS, table, working_days

SHIPPED = load_working_days()
CALENDAR = [cadence for cadence in Cadence if cadence is not Cadence.EVENT]


@given(working_days(), DAYS, sampled_from(CALENDAR))
def test_an_inspection_is_due_within_its_period(working, day, cadence):
    period = period_of(cadence, on=day)

    due = inspection_due(period, working=working)

    assert due in period
    assert due <= inspection_due(period) == period.last_day
    assert working.is_working(due)
    assert working.between(due, period.last_day) == 0


@pytest.mark.parametrize(
    ("cadence", "day", "due"),
    [
        (Cadence.MONTHLY, date(2026, 1, 5), date(2026, 1, 30)),  # ends on a Saturday
        (Cadence.MONTHLY, date(2026, 2, 5), date(2026, 2, 26)),  # 2/27 makes up for 2/28
        (Cadence.MONTHLY, date(2024, 2, 5), date(2024, 2, 29)),  # a leap day
        (Cadence.MONTHLY, date(2027, 2, 5), date(2027, 2, 26)),
        (Cadence.QUARTERLY, date(2026, 11, 3), date(2026, 12, 31)),
        (Cadence.SEMIANNUAL, date(2024, 2, 5), date(2024, 6, 28)),
        (Cadence.ANNUAL, date(2027, 2, 5), date(2027, 12, 30)),  # 12/31 makes up for 117/1/1
        (Cadence.ANNUAL, date(2028, 2, 5), date(2028, 12, 29)),  # no table: Monday to Friday
    ],
)
def test_inspections_due_by_hand(cadence, day, due):
    assert inspection_due(period_of(cadence, on=day), working=SHIPPED) == due


def test_a_period_without_a_working_day_is_due_on_its_last():
    sunday = Period(date(2026, 3, 8), date(2026, 3, 9))

    assert inspection_due(sunday, working=SHIPPED) == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("year", "due"),
    [
        (FiscalYear(2026), date(2027, 3, 31)),
        (FiscalYear(2025, first_month=7), date(2026, 9, 30)),
        (FiscalYear(2025, first_month=3), date(2026, 5, 31)),
        (FiscalYear(2022, first_month=12), date(2024, 2, 29)),
        (FiscalYear(2023, first_month=12), date(2025, 2, 28)),
    ],
)
def test_report_due_after_year_by_hand(year, due):
    assert report_due_after_year(year.last_day) == due


def test_the_day_after_a_year_is_not_its_last_day():
    with pytest.raises(ValueError, match="last day"):
        report_due_after_year(FiscalYear(2026).end)


@given(DAYS, integers(-60, 60))
def test_an_event_without_tables_is_counted_in_days(day, days):
    assert event_due(day, days=days) == days_after(day, days)


@given(working_days(), DAYS, integers(-60, 60))
def test_an_events_duty_stays_on_its_side(working, day, days):
    due = event_due(day, days=days, working=working)

    assert due <= days_after(day, days)
    assert due >= day if days >= 0 else due < day


@given(DAYS, DAYS, integers(-30, 30))
def test_an_events_duty_never_moves_later_when_a_holiday_is_added(day, holiday, days):
    plain = WorkingDays()
    added = plain.with_table(table(holiday.year, *[holiday] if holiday.weekday() < 5 else []))

    assert event_due(day, days=days, working=added) <= event_due(day, days=days, working=plain)


@pytest.mark.parametrize(
    ("happens_on", "days", "due"),
    [
        (date(2026, 3, 11), 0, date(2026, 3, 11)),
        (date(2026, 3, 8), 0, date(2026, 3, 8)),  # a leaver of Sunday
        (date(2026, 3, 9), -1, date(2026, 3, 6)),  # before a release on Monday
        (date(2026, 2, 23), -1, date(2026, 2, 13)),  # before one after lunar new year
        (date(2026, 3, 5), 3, date(2026, 3, 6)),  # Sunday, so the Friday before
        (date(2026, 3, 7), 1, date(2026, 3, 7)),  # Saturday's, not on the Friday before it
    ],
)
def test_event_due_by_hand(happens_on, days, due):
    assert event_due(happens_on, days=days, working=SHIPPED) == due


@given(DAYS, DAYS)
def test_half_a_year_is_as_strict_as_the_calendars(first, second):
    half = period_of(Cadence.SEMIANNUAL, on=first)

    within = within_half_a_year(first, second)

    assert within == within_half_a_year(second, first)
    assert within or second not in half


@given(DAYS)
def test_half_a_year_ends_with_its_last_day(day):
    last = months_after(day, 6)

    assert within_half_a_year(day, last)
    assert not within_half_a_year(day, days_after(last, 1))


@pytest.mark.parametrize(
    ("second", "within"),
    [
        (date(2026, 5, 20), True),
        (date(2026, 8, 1), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
)
def test_half_a_year_from_may_by_hand(second, within):
    assert within_half_a_year(date(2026, 5, 20), second) is within
