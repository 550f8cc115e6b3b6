from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, sampled_from

from chahe.deadlines import Cadence, Period, end_of_next_month, period_label, period_of

CALENDAR = [c for c in Cadence if c is not Cadence.EVENT]
DAYS = dates(min_value=date(1912, 1, 1), max_value=date(2900, 12, 31))


@given(DAYS, sampled_from(CALENDAR))
def test_a_day_is_in_its_period_and_not_in_the_next(day, cadence):
    period = period_of(cadence, on=day)

    assert day in period
    assert period.end not in period
    assert period_of(cadence, on=period.last_day) == period


@given(DAYS, sampled_from(CALENDAR))
def test_periods_meet_without_a_gap(day, cadence):
    period = period_of(cadence, on=day)
    assert period_of(cadence, on=period.end).start == period.end


@given(DAYS)
def test_shorter_periods_lie_within_longer_ones(day):
    month, quarter, half, year = (period_of(cadence, on=day) for cadence in CALENDAR)
    for inner, outer in ((month, quarter), (quarter, half), (half, year)):
        assert outer.start <= inner.start < inner.end <= outer.end


@pytest.mark.parametrize(
    ("cadence", "day", "label", "last"),
    [
        (Cadence.MONTHLY, date(2024, 2, 29), "113年2月", date(2024, 2, 29)),
        (Cadence.MONTHLY, date(2026, 12, 31), "115年12月", date(2026, 12, 31)),
        (Cadence.QUARTERLY, date(2026, 11, 3), "115年第4季", date(2026, 12, 31)),
        (Cadence.SEMIANNUAL, date(2026, 6, 30), "115年上半年", date(2026, 6, 30)),
        (Cadence.SEMIANNUAL, date(2026, 7, 1), "115年下半年", date(2026, 12, 31)),
        (Cadence.ANNUAL, date(2026, 1, 1), "115年度", date(2026, 12, 31)),
    ],
)
def test_periods_by_hand(cadence, day, label, last):
    period = period_of(cadence, on=day)
    assert (period_label(cadence, period), period.last_day) == (label, last)


def test_an_event_has_no_calendar():
    with pytest.raises(ValueError, match="事件"):
        period_of(Cadence.EVENT, on=date(2026, 1, 1))
    span = Period(date(2026, 1, 5), date(2026, 1, 6))
    assert period_label(Cadence.EVENT, span) == "115年1月5日"


@given(DAYS)
def test_end_of_next_month_is_a_last_day_within_62_days(day):
    end = end_of_next_month(day)
    assert (end + timedelta(days=1)).day == 1
    assert 28 <= (end - day).days <= 62


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 5), date(2024, 2, 29)),
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_end_of_next_month_by_hand(day, end):
    assert end_of_next_month(day) == end
