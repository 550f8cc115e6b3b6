"""An engagement's life as data, and when two stops of trading ask for a special report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, lists

from chahe.workflow import Refused, after
from chahe.workflow.engagement import (
    ENGAGEMENT_LABELS,
    ENGAGEMENT_MOVES,
    PAPER_SIGNERS,
    REPORT_LABELS,
    REPORT_MOVES,
    SIGNERS,
    EngagementKind,
    EngagementState,
    ReportState,
    final_problems,
    stops_before,
)

TABLES = [
    (ENGAGEMENT_MOVES, ENGAGEMENT_LABELS, {EngagementState.CANCELLED}),
    (REPORT_MOVES, REPORT_LABELS, {ReportState.ISSUED, ReportState.WITHDRAWN}),
]
DAYS = dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(("moves", "labels", "ends"), TABLES, ids=["engagement", "report"])
def test_every_state_is_reached_and_all_but_ends_are_left(moves, labels, ends):
    reached = {move.after for move in moves.values()} | {next(iter(labels))}
    left = {state for move in moves.values() for state in move.before}

    assert reached == set(labels)
    assert set(labels) - left == ends


@pytest.mark.parametrize(("moves", "labels", "ends"), TABLES, ids=["engagement", "report"])
def test_a_move_from_elsewhere_is_refused_and_says_from_where(moves, labels, ends):
    for name, move in moves.items():
        for state in set(labels) - move.before:
            with pytest.raises(Refused, match=labels[state]):
                after(moves, name, now=state, labels=labels)


def test_only_an_interim_engagement_gives_no_opinion():
    assert [kind for kind in EngagementKind if not kind.needs_opinion] == [EngagementKind.INTERIM]


def test_fewer_people_sign_a_report_than_a_paper_needs():
    assert (SIGNERS, PAPER_SIGNERS) == (2, 3)


def test_a_final_report_waits_for_every_paper_and_every_seal():
    assert final_problems(unsealed=0, unapproved=0) == ()
    assert final_problems(unsealed=3, unapproved=69) == (
        "還有 69 份底稿沒有核定。",
        "還有 3 次查核沒有封存。",
    )


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        (date(2026, 5, 10), date(2026, 8, 10), True),
        (date(2026, 2, 10), date(2026, 8, 10), True),  # both days counted
        (date(2026, 2, 10), date(2026, 8, 11), False),
        (date(2026, 8, 31), date(2027, 2, 28), True),
        (date(2026, 8, 31), date(2027, 3, 1), False),
        (date(2026, 5, 10), date(2026, 5, 10), True),
    ],
)
def test_two_stops_within_half_a_year(first, second, two):
    assert stops_before(second, [first]) == ((first,) if two else ())


def test_a_later_stop_asks_nothing_of_the_earlier_one():
    assert stops_before(date(2026, 5, 10), [date(2026, 6, 1)]) == ()


@given(DAYS, lists(DAYS, max_size=5))
def test_a_stop_more_never_asks_for_less(stopped_on, others):
    more = [*others, stopped_on - timedelta(days=1)]

    assert set(stops_before(stopped_on, others)) <= set(stops_before(stopped_on, more))
    assert list(stops_before(stopped_on, others)) == sorted(stops_before(stopped_on, others))
