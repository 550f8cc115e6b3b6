"""Every age is in one bucket, and a bucket's days of opening are those of its ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, none, one_of

from chahe.deadlines import days_after, days_between
from chahe.workflow.ageing import BUCKETS, bucket_of, overdue_days

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("days", "key"),
    [
        *((0, "within-30"), (30, "within-30"), (31, "31-60"), (60, "31-60")),
        *((61, "61-90"), (90, "61-90"), (91, "over-90"), (4000, "over-90")),
    ],
)
def test_a_bucket_holds_its_last_day_and_not_the_next(days, key):
    assert bucket_of(days).key == key


def test_what_is_opened_tomorrow_has_no_age():
    with pytest.raises(ValueError, match="1 days from now"):
        bucket_of(-1)


@given(integers(0, 5000))
def test_the_days_of_opening_of_a_bucket_hold_its_ages_and_no_others(days):
    opened = days_after(DAY, -days)

    held = [
        bucket
        for bucket in BUCKETS
        for earliest, latest in [bucket.opened(on=DAY)]
        if (earliest is None or earliest <= opened) and opened <= latest
    ]

    assert held == [bucket_of(days)]


@pytest.mark.parametrize(
    ("due", "accepted", "late"),
    [
        (date(2026, 11, 3), None, 0),
        (date(2026, 11, 2), None, 1),
        (date(2026, 11, 1), date(2026, 11, 3), 0),
        (date(2026, 10, 1), date(2026, 11, 2), 33),
        (None, date(2026, 11, 2), 1),
        (None, None, 0),
    ],
    ids=["due today", "late", "accepted today", "lapsed", "lapsed without a day", "no day"],
)
def test_overdue(due, accepted, late):
    assert overdue_days(due_on=due, accepted_until=accepted, on=DAY) == late


@given(one_of(none(), dates()), one_of(none(), dates()), dates())
def test_an_acceptance_only_ever_holds_lateness_back_until_it_ends(due, accepted, on):
    late = overdue_days(due_on=due, accepted_until=accepted, on=on)

    if accepted is not None and on <= accepted:
        assert late == 0
    elif due is not None:
        assert late == max(0, days_between(due, on))
