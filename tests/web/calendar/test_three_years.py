"""A firm lives three fiscal years, day by day: nothing is lost, doubled, or due on another day.

113 to 115: holidays and lunar new years, an edition in the middle of 114, a level lost in 114,
people who leave, answers that come late, a worker that sleeps for weeks.
"""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from tests.deadlines.hand_made import PERIODS, day
from tests.factories import make_user
from tests.web.calendar.year import state
from tests.web.inspections.story import Story
from tests.web.rulebooks.importing import in_force

from chahe.deadlines import days_after
from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions.adjusting import ask, decide
from chahe.web.calendar.actions.events import note_event
from chahe.web.calendar.actions.planning import plan_year, replan
from chahe.web.calendar.actions.turning import turn_day
from chahe.web.calendar.models import PlanItem
from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.actions.rescoping import rescope, rescope_behind
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.web.journal.verify import verify_ledger

pytestmark = pytest.mark.django_db

ROOM, POINTS = "demo/machine-room", "twse/inspection-points"
OLD = """證券商小型機房管理要點

1. 門禁管理（CC-16000，每月查核）
(1) 機房應設置門禁，非經核准不得進入。
(2) 進出機房應登記姓名、時間與事由，紀錄保存一年。
2. 設備管理（CC-17000，半年查核）
(1) 機房設備應建立清單，並指定保管人。
(2) 設備汰換前應清除儲存的資料。
3. 演練（CC-18000，年度查核）
(1) 應辦理機房停電演練。
4. 巡檢（CC-19000，每季查核）
(1) 應巡檢空調與消防設備。
"""
NEW = """證券商小型機房管理要點

1. 門禁管理（CC-16000，每月查核）
(1) 機房應設置門禁，非經核准不得進入。
(2) 進出機房應登記姓名、時間與事由，紀錄保存三年。
(3) 訪客進入機房應由專人全程陪同。
2. 演練（CC-18000，年度查核）
(1) 應辦理機房停電演練。
3. 巡檢（CC-19000，每季查核）
(1) 應巡檢空調與消防設備。
4. 設備管理（CC-17000，半年查核）
(1) 機房設備應建立清單，並指定保管人。
(2) 設備汰換前應清除儲存的資料。
"""
CHANGED, LOST = date(2025, 5, 15), date(2025, 9, 1)  # the new edition; the level
CODES = {  # what each section of the machine room is, whatever its number: cadence
    "CC-16000": "monthly", "CC-17000": "semiannual", "CC-18000": "annual", "CC-19000": "quarterly",
}  # fmt: skip
YEARS = (2024, 2025, 2026)
DUE = {(cadence, day(start)): day(due) for cadence, start, due, _ in PERIODS}


def days_looked_at():
    """Yield the days the worker turned: most of them, but not while it slept or on holidays."""
    today = date(2024, 1, 2)
    while today < date(2027, 1, 1):
        asleep = date(2025, 1, 20) < today < date(2025, 2, 10) or today.month == 8
        if today.day in (1, 2, 16) and not asleep:
            yield today
        today = days_after(today, 1)


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    """Live the three years once for all tests, and leave nothing of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield three_years()
        transaction.set_rollback(True)


def three_years():
    story = Story()
    story.chief = make_user(Role.CISO, story.firm, username="chief", enrolled=True)
    with clock_at(date(2024, 1, 2)):
        in_force(OLD, by=story.ciso, edition="2020-01-01")
        state(story, "level", "2", date(2020, 1, 1))
        plan_year(firm=story.firm, year=2024, by=story.officer, documents=[ROOM, POINTS])
    for today in days_looked_at():
        with clock_at(today):
            live_a_day(story, today)
    return story


def live_a_day(story, today):
    if today == date(2025, 4, 1):  # published before it holds
        in_force(NEW, by=story.ciso, edition=CHANGED.isoformat())
    if today == date(2025, 9, 2):  # the level was lost yesterday
        state(story, "level", "4", LOST)
        rescope(story.firm, on=LOST, by=story.officer, because="失去等級", today=today)
        replan(story.firm, on=LOST, because="失去等級", by=story.officer, today=today)
    turn_day(today=today)
    rescope_behind(today=today)
    if today == date(2024, 3, 1):
        story.asked = ask_owner(story, today)
    if today == date(2024, 6, 2):
        answer_late(story, today)
    if today == date(2025, 3, 2):
        leaves(story, story.owner, today)
    if today == date(2026, 2, 16):  # lunar new year's eve: the event is noted that day
        note_event(firm=story.firm, trigger="leaver", subject="王小明", on=today, by=story.officer)
    if today == date(2026, 7, 1):
        move_with_leave(story, today)


def ask_owner(story, today):
    inspection = Inspection.objects.get(
        document=ROOM, code="CC-16000", period_start=date(2024, 3, 1)
    )
    kind = inspection.papers.first().evidence_kinds[0]
    return asking.ask_for_evidence(
        inspection=inspection, kind=kind, asked_of=story.owner, due_on=today, by=story.officer
    )


def answer_late(story, today):
    evidence = story.evidence(kind=story.asked.kind, collected_on=today)
    asking.answer_request(request=story.asked, evidence=evidence, by=story.owner)


def leaves(story, person, today):
    person.is_active = False
    person.save()
    note_event(firm=story.firm, trigger="leaver", subject=str(person), on=today, by=story.officer)


def move_with_leave(story, today):
    item = PlanItem.objects.get(code="CC-17000", document=ROOM, period_start=date(2026, 7, 1))
    asked = ask(item=item, act="move", to=date(2026, 12, 15), reason="年底盤點", by=story.officer)
    decide(adjustment=asked, granted=True, by=story.chief)


def periods(cadence):
    return [start for (each, start) in DUE if each == cadence and start.year in YEARS]


def test_no_occurrence_is_lost_doubled_or_due_on_another_day(lived):
    items = PlanItem.objects.filter(document=ROOM, event=None).exclude(state="gone")

    found = Counter((item.code, item.period_start) for item in items)
    assert found == Counter(
        (code, start) for code, cadence in CODES.items() for start in periods(cadence)
    )
    assert {(item.cadence, item.period_start): item.due_on for item in items} == {
        (cadence, start): DUE[cadence, start]
        for cadence in CODES.values()
        for start in periods(cadence)
    }


def test_everything_whose_period_began_has_its_inspection_once(lived):
    items = PlanItem.objects.filter(document=ROOM, event=None).exclude(state="gone")

    assert set(items.values_list("state", flat=True)) == {"begun"}
    inspections = Inspection.objects.filter(document=ROOM, subject="")
    assert inspections.count() == items.count()
    per_cell = Counter(
        (paper.inspection_id, paper.path)
        for paper in WorkingPaper.objects.filter(inspection__in=inspections).exclude(state="left")
    )
    assert set(per_cell.values()) == {1}


def test_the_year_goes_on_at_new_year_without_anybody(lived):
    years = lived.firm.year_plans.order_by("year").values_list("year", flat=True)

    assert list(years) == [2024, 2025, 2026]


def test_a_new_edition_in_mid_year_moves_what_is_open_and_adds_its_rule(lived):
    half = Inspection.objects.get(document=ROOM, code="CC-17000", period_start=date(2025, 1, 1))
    month = Inspection.objects.get(document=ROOM, code="CC-16000", period_start=date(2025, 6, 1))
    before = Inspection.objects.get(document=ROOM, code="CC-16000", period_start=date(2025, 4, 1))

    assert (half.edition, half.section) == (CHANGED.isoformat(), "4")
    assert month.papers.count() == 3
    assert (before.edition, before.papers.count()) == ("2020-01-01", 2)


def test_a_lost_level_ends_what_it_asked_and_says_why(lived):
    gone = PlanItem.objects.filter(document=POINTS, state="gone")
    later = PlanItem.objects.filter(document=POINTS, period_start__gte=LOST).exclude(state="gone")
    earlier = PlanItem.objects.filter(document=POINTS, period_start__year=2024)

    left = WorkingPaper.objects.filter(inspection__document=POINTS, state="left")
    assert left.exists() or gone.exists()
    assert all(item.reason for item in gone)
    assert all(paper.left_reason for paper in left)
    assert set(earlier.values_list("state", flat=True)) == {"begun"}
    asked_of_level_2 = set(earlier.values_list("code", flat=True))
    assert set(later.values_list("code", flat=True)) < asked_of_level_2


def test_people_leaving_and_late_answers_lose_nothing(lived):
    lived.asked.refresh_from_db()
    leavers = PlanItem.objects.filter(event__trigger="leaver")

    assert timezone.localdate(lived.asked.answered_at) > lived.asked.due_on
    assert {item.subject for item in leavers} == {
        str(item.event) for item in leavers.select_related("event")
    }
    assert {item.due_on for item in leavers} == {date(2025, 3, 2), date(2026, 2, 16)}
    assert all(item.inspection_id for item in leavers)


def test_what_was_moved_is_due_on_the_day_that_was_granted(lived):
    item = PlanItem.objects.get(code="CC-17000", document=ROOM, period_start=date(2026, 7, 1))

    assert (item.due_on, item.day) == (date(2026, 12, 31), date(2026, 12, 15))
    assert item.inspection.due_on == date(2026, 12, 15)


def test_the_ledger_of_three_years_verifies(lived):
    assert verify_ledger() == []
