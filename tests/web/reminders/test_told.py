from datetime import date, timedelta

from hypothesis import given
from hypothesis.strategies import booleans, builds, dates, integers, lists, sets

from chahe.deadlines import Schedule, load_working_days
from chahe.web.accounts.roles import Role
from chahe.web.reminders.crew import Crew
from chahe.web.reminders.due import Due, Source
from chahe.web.reminders.told import wanted

OFFICER, CISO, OWNER, LEFT = 1, 2, 3, 9
CREW = Crew(
    {
        Role.SECURITY_OFFICER: frozenset({OFFICER}),
        Role.CISO: frozenset({CISO}),
        Role.CONTROL_OWNER: frozenset({OWNER}),
    },
    {},
    {},
)
DUE = date(2026, 3, 20)
WORKING = load_working_days()


def due(people=(OWNER,), above=(CISO,), day=DUE):
    return Due("finding:1", "改善缺失", "/x/", day, frozenset(people), frozenset(above))


def tell(given, on, *, schedule=None, early=True):
    """Return who is told of what stage on a day, copies marked."""
    source = Source("findings", "缺失", lambda look: [], early=early)
    found = wanted(
        [(source, given)], crew=CREW, schedule=schedule or Schedule(), on=on, working=WORKING
    )
    return {user: (each.stage.key, each.copied) for (user, _), each in found.items()}


def test_nobody_is_told_before_the_first_stage():
    assert tell(due(), date(2026, 3, 12)) == {}


def test_who_must_do_it_is_told_before_and_on_the_day():
    assert tell(due(), date(2026, 3, 13)) == {OWNER: ("before-7", False)}
    assert tell(due(), DUE) == {OWNER: ("on", False)}


def test_what_is_late_goes_to_those_above_too():
    assert tell(due(), date(2026, 3, 23)) == {OWNER: ("late-1", False), CISO: ("late-1", True)}


def test_missed_stages_collapse_into_the_latest():
    assert tell(due(), date(2026, 4, 13)) == {OWNER: ("late-22", False), CISO: ("late-22", True)}


def test_what_waits_is_told_of_only_from_its_day_on():
    assert tell(due(), date(2026, 3, 19), early=False) == {}
    assert tell(due(), DUE, early=False) == {OWNER: ("on", False)}


def test_what_was_left_to_somebody_who_left_is_told_to_those_above():
    assert tell(due(people=(LEFT,)), DUE) == {CISO: ("on", False)}


def test_what_nobody_is_left_to_do_is_told_to_the_firms_own():
    told = {OFFICER: ("on", False), CISO: ("on", False)}

    assert tell(due(people=(), above=(LEFT,)), DUE) == told


def test_who_must_do_it_is_not_told_as_a_copy():
    assert tell(due(people=(CISO,)), date(2026, 3, 23)) == {CISO: ("late-1", False)}


COUNTS = lists(integers(1, 30), max_size=3, unique=True).map(tuple)
SCHEDULES = builds(
    Schedule, before=COUNTS, on=booleans(), after=COUNTS, every=integers(min_value=1, max_value=9)
)


@given(
    dates(date(2024, 6, 1), date(2027, 6, 1)),
    SCHEDULES,
    sets(integers(-40, 40), min_size=1),
)
def test_a_job_that_sleeps_tells_no_stage_twice_and_ends_as_one_that_never_did(day, schedule, ran):
    days = [day + timedelta(days=n) for n in sorted(ran)]

    slept = [tell(due(day=day), on, schedule=schedule).get(OWNER) for on in days]
    awake = [tell(due(day=day), days[0] + timedelta(days=n), schedule=schedule).get(OWNER)
             for n in range((days[-1] - days[0]).days + 1)]  # fmt: skip

    assert slept[-1] == awake[-1]
    changes = [stage for n, stage in enumerate(slept) if stage and stage not in slept[:n]]
    stages = [stage for n, stage in enumerate(slept) if n == 0 or stage != slept[n - 1]]
    assert [stage for stage in stages if stage] == changes  # what was told never comes again


@given(dates(date(2024, 6, 1), date(2027, 6, 1)), integers(0, 400))
def test_whoever_left_somebody_is_told_once_it_is_due(day, late):
    on = day + timedelta(days=late)

    assert tell(due(people=(LEFT,), above=(), day=day), on)
