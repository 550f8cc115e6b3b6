"""追蹤報告: every month from the end of the next one, until a report can say that all has ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from chahe.deadlines import days_after
from chahe.workflow.follow_up import Followed

SEALED = date(2026, 11, 12)
DUE = date(2026, 12, 31)


def at(*day):
    return datetime(*day, 12, tzinfo=UTC)


def test_the_first_is_due_even_when_all_has_ended_by_then():
    assert Followed(SEALED, None).next_due == DUE
    assert Followed(SEALED, at(2026, 11, 20)).next_due == DUE


@pytest.mark.parametrize(
    ("ended", "issued", "due"),
    [
        (None, at(2026, 12, 20), date(2027, 1, 31)),
        (at(2026, 12, 19), at(2026, 12, 20), None),
        (at(2026, 12, 21), at(2026, 12, 20), date(2027, 1, 31)),
        (at(2027, 1, 5), at(2027, 1, 6), None),
    ],
    ids=["still open", "said so", "ended after the report", "late, but said so"],
)
def test_the_next_is_due_until_one_said_that_all_had_ended(ended, issued, due):
    assert Followed(SEALED, ended, DUE, issued).next_due == due


def test_days_that_went_by_are_each_missed():
    followed = Followed(SEALED, None)

    assert list(followed.missed(on=DUE)) == []
    assert list(followed.missed(on=date(2027, 3, 1))) == [
        DUE, date(2027, 1, 31), date(2027, 2, 28),
    ]  # fmt: skip


def test_nothing_is_missed_after_the_month_in_which_all_ended():
    followed = Followed(SEALED, at(2027, 1, 5))

    assert list(followed.missed(on=date(2027, 6, 1))) == [DUE, date(2027, 1, 31)]


def test_a_report_is_not_made_before_the_month_of_the_last_is_over():
    first, second = Followed(SEALED, None), Followed(SEALED, None, DUE, at(2026, 12, 20))

    assert first.may_issue(on=SEALED)
    assert not second.may_issue(on=DUE)
    assert second.may_issue(on=days_after(DUE, 1))
    assert not Followed(SEALED, at(2026, 12, 1), DUE, at(2026, 12, 2)).may_issue(on=DUE)


@given(dates(date(2000, 1, 1), date(2100, 1, 1)), integers(0, 800))
def test_a_report_made_each_month_is_never_late_and_stops_after_the_end(sealed, days):
    ended, days_reported, followed = days_after(sealed, days), [], Followed(sealed, None)
    while (due := followed.next_due) is not None:
        days_reported.append(due)
        made = at(due.year, due.month, due.day)
        end = min(at(ended.year, ended.month, ended.day), made) - timedelta(hours=1)
        followed = Followed(sealed, end if ended <= due else None, due, made)
        assert list(followed.missed(on=due)) == []

    assert days_reported == sorted(set(days_reported))
    assert all(due < ended for due in days_reported[:-1])
    assert days_reported[-1] >= ended
