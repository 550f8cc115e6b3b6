from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, integers, lists, none, one_of

from chahe.deadlines import Schedule, days_after, load_working_days, stages, stages_between

from .days import DAYS, working_days

SHIPPED = load_working_days()
USUAL = Schedule()
COUNTS = lists(integers(1, 30), max_size=3, unique=True).map(tuple)
SCHEDULES = builds(Schedule, before=COUNTS, on=booleans(), after=COUNTS, every=integers(0, 10))
WORKING = one_of(none(), working_days())
SPAN = 60  # days before and after the due day


def told(due, schedule, working, runs):
    """Run the job on some days, from long before the due day, and list what each run tells."""
    found, last_run = [], days_after(due, -SPAN)
    for run in runs:
        found += stages_between(due, last_run, run, schedule, working=working)
        last_run = run
    return found


@given(DAYS, SCHEDULES, WORKING)
def test_each_stage_is_told_exactly_once_when_the_job_runs_daily(due, schedule, working):
    days = [days_after(due, n) for n in range(-SPAN + 1, SPAN + 1)]

    found = [stage for day in days for stage in stages(due, day, schedule, working=working)]

    surely = SPAN - 15  # a later one may move past the last day tried
    assert sorted(stage.offset for stage in found if stage.offset <= surely) == sorted(
        offset for offset in schedule.offsets(until=surely) if offset <= surely
    )
    assert len({stage.key for stage in found}) == len(found)
    assert [stage.falls_on for stage in found] == [stage.told_on for stage in found]


@given(DAYS, SCHEDULES, WORKING, lists(integers(-SPAN + 1, SPAN), unique=True))
def test_none_is_lost_or_doubled_when_the_job_misses_days(due, schedule, working, ran):
    last = days_after(due, SPAN)
    daily = told(due, schedule, working, [days_after(due, n) for n in range(-SPAN + 1, SPAN + 1)])

    some = told(due, schedule, working, [*(days_after(due, n) for n in sorted(ran)), last])

    assert [(stage.key, stage.falls_on) for stage in some] == [
        (stage.key, stage.falls_on) for stage in daily
    ]
    assert all(stage.told_on >= stage.falls_on for stage in some)


@given(DAYS, SCHEDULES, working_days())
def test_reminders_fall_on_working_days_on_their_side(due, schedule, working):
    for stage in told(due, schedule, working, [days_after(due, SPAN)]):
        planned = days_after(due, stage.offset)
        assert working.is_working(stage.falls_on)
        assert stage.falls_on >= planned if stage.offset > 0 else stage.falls_on <= planned


@pytest.mark.parametrize(
    ("day", "key", "label", "escalates"),
    [
        (date(2026, 3, 11), "before-7", "7 天後到期", False),
        (date(2026, 3, 17), "before-1", "1 天後到期", False),
        (date(2026, 3, 18), "on", "今天到期", False),
        (date(2026, 3, 19), "late-1", "逾期 1 天", True),
        (date(2026, 3, 26), "late-8", "逾期 8 天", True),
        (date(2026, 4, 2), "late-15", "逾期 15 天", True),
    ],
)
def test_the_usual_schedule_by_hand(day, key, label, escalates):
    (stage,) = stages(date(2026, 3, 18), day, USUAL, working=SHIPPED)

    assert (stage.key, stage.label, stage.escalates) == (key, label, escalates)


def test_reminders_meet_before_a_long_holiday_and_tell_the_truth():
    due = date(2026, 2, 22)  # the ninth day off in a row

    found = stages(due, date(2026, 2, 13), USUAL, working=SHIPPED)

    assert [(stage.key, stage.label) for stage in found] == [
        ("before-7", "9 天後到期"),
        ("before-1", "9 天後到期"),
        ("on", "9 天後到期"),
    ]


def test_a_reminder_told_late_says_what_is_true_then():
    due = date(2026, 3, 18)

    found = stages_between(due, date(2026, 3, 10), date(2026, 3, 20), USUAL, working=SHIPPED)

    assert [stage.key for stage in found] == ["before-7", "before-1", "on", "late-1"]
    assert {(stage.label, stage.escalates) for stage in found} == {("逾期 2 天", True)}


def test_most_days_are_silent():
    assert stages(date(2026, 3, 18), date(2026, 3, 16), USUAL, working=SHIPPED) == ()


def test_a_schedule_may_end_with_the_day():
    quiet = Schedule(before=(), after=(), every=0)

    assert [stage.key for stage in told(date(2026, 3, 18), quiet, None, [date(2026, 12, 31)])] == [
        "on"
    ]


@pytest.mark.parametrize(
    "wrong", [{"before": (0,)}, {"after": (1, 1)}, {"before": (-7, 1)}, {"every": -1}]
)
def test_a_schedule_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="提醒"):
        Schedule(**wrong)
