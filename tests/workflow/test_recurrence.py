"""再犯: the same rule, the same subject, within so many periods; and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, sampled_from

from chahe.deadlines import Cadence, Period, period_of
from chahe.workflow.recurrence import Earlier, Occasion, chain_of, repeated

RULE, OLD = "twse/mechanism@2018-11-30#7.1.b.c", "twse/mechanism@before-2018-11-30#7.1.b.b"
LINE = frozenset({RULE, OLD})


def month(number, citation=RULE, subject="", cadence=Cadence.MONTHLY):
    period = period_of(cadence, on=date(2026, number, 1))
    return Occasion(citation, subject, cadence, period)


def found(now, *earlier, periods=2):
    rows = [Earlier(number, occasion) for number, occasion in enumerate(earlier, 1)]
    return repeated(now, rows, line=LINE, periods=periods)


@pytest.mark.parametrize(
    ("earlier", "ids"),
    [
        (month(10), (1,)),
        (month(9), (1,)),
        (month(8), ()),
        (month(11), ()),
        (month(12), ()),
        (month(10, OLD), (1,)),
        (month(10, "twse/mechanism@2018-11-30#7.1.b.d"), ()),
        (month(10, subject="台中分公司"), ()),
        (month(3, cadence=Cadence.ANNUAL), (1,)),
    ],
    ids=[
        *("last month", "two ago", "three ago", "the same month", "a later month"),
        *("before the new edition", "another rule", "another subject", "this year's audit"),
    ],
)
def test_what_november_repeats(earlier, ids):
    assert found(month(11), earlier) == ids


def test_the_latest_is_proposed_first():
    assert found(month(11), month(9), month(10)) == (2, 1)


def test_one_period_looks_back_less_than_two():
    assert found(month(11), month(9), periods=1) == ()


def test_an_event_has_no_period_and_counts_as_a_year():
    now = Occasion(RULE, "", Cadence.EVENT, Period(date(2026, 11, 3), date(2026, 11, 4)))
    past = [
        Occasion(RULE, "", Cadence.EVENT, Period(day, date(day.year, day.month, day.day + 1)))
        for day in (date(2024, 11, 2), date(2024, 11, 3), date(2026, 11, 1))
    ]

    assert found(now, *past) == (3, 2)


@given(
    sampled_from([Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.SEMIANNUAL, Cadence.ANNUAL]),
    dates(date(2020, 1, 1), date(2030, 12, 31)),
    integers(1, 5),
)
def test_exactly_so_many_periods_before_are_near(cadence, day, periods):
    now = Occasion(RULE, "", cadence, period_of(cadence, on=day))
    before, earlier = now.period, []
    for _ in range(periods + 2):
        before = period_of(cadence, on=date.fromordinal(before.start.toordinal() - 1))
        earlier.append(Occasion(RULE, "", cadence, before))

    assert found(now, *earlier, periods=periods) == tuple(range(1, periods + 1))


def test_a_chain_holds_every_repetition_once():
    cites = {3: 1, 5: 3, 6: 3, 9: 8}

    assert [chain_of(n, cites) for n in (1, 5, 6, 9, 4)] == [
        (1, 3, 5, 6), (1, 3, 5, 6), (1, 3, 5, 6), (8, 9), (4,),
    ]  # fmt: skip
