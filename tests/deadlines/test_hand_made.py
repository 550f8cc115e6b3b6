"""Every due day is what a person worked out with the office calendars on the table."""

import pytest
from tests.deadlines.hand_made import (
    AFTER_YEAR,
    BUSINESS,
    EVENTS,
    NEXT_MONTH,
    PERIODS,
    day,
)

from chahe.deadlines import (
    Cadence,
    business_days_after,
    end_of_next_month,
    event_due,
    inspection_due,
    load_working_days,
    period_of,
    report_due_after_year,
)

WORKING = load_working_days()


def test_there_are_sixty_cases_and_more_for_every_cadence():
    cases = [*PERIODS, *EVENTS, *BUSINESS, *NEXT_MONTH, *AFTER_YEAR]

    assert len(cases) >= 60
    assert {cadence for cadence, *_ in PERIODS} == set(Cadence) - {Cadence.EVENT}


@pytest.mark.parametrize(("cadence", "start", "due", "why"), PERIODS)
def test_an_inspection_is_due_on(cadence, start, due, why):
    period = period_of(Cadence(cadence), on=day(start))

    assert period.start == day(start)
    assert inspection_due(period, working=WORKING) == day(due), why


@pytest.mark.parametrize(("on", "days", "due", "why"), EVENTS)
def test_what_an_event_calls_for_is_due_on(on, days, due, why):
    assert event_due(day(on), days=days, working=WORKING) == day(due), why


@pytest.mark.parametrize(("after", "due", "why"), BUSINESS)
def test_seven_business_days_end_on(after, due, why):
    assert business_days_after(day(after), working=WORKING) == day(due), why


@pytest.mark.parametrize(("after", "due", "why"), NEXT_MONTH)
def test_the_next_month_ends_on(after, due, why):
    assert end_of_next_month(day(after)) == day(due), why


@pytest.mark.parametrize(("after", "due", "why"), AFTER_YEAR)
def test_three_months_after_the_year_end_on(after, due, why):
    assert report_due_after_year(day(after)) == day(due), why
