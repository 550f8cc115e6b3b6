"""One asks with a reason, another decides; nothing changes before."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import make_user
from tests.web.calendar.year import JANUARY, plan

from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions.adjusting import acts_for, ask, decide
from chahe.web.calendar.actions.beginning import begin, begin_waiting
from chahe.web.calendar.actions.planning import replan
from chahe.web.calendar.models import Adjustment, PlanItem
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def item(story):
    plan(story)
    return PlanItem.objects.get(code="CC-17010", period_start=MARCH)


def asked(story, item, act, to=None, **said):
    said = {"reason": "系統轉換", "by": story.officer, "today": JANUARY, **said}
    return ask(item=item, act=act, to=to, **said)


def grant(story, adjustment, **said):
    said = {"granted": True, "by": story.ciso, "today": JANUARY, **said}
    return decide(adjustment=adjustment, **said)


def test_nothing_changes_until_it_is_granted(story, item):
    before = PlanItem.objects.values().get(pk=item.pk)

    waiting = asked(story, item, "move", date(2026, 3, 20))
    assert PlanItem.objects.values().get(pk=item.pk) == before
    grant(story, waiting)

    item.refresh_from_db()
    assert (item.day, item.due_on, item.past_period) == (
        date(2026, 3, 20), date(2026, 3, 31), False
    )  # fmt: skip


def test_a_day_after_the_period_is_marked(story, item):
    grant(story, asked(story, item, "move", date(2026, 4, 3)))

    item.refresh_from_db()
    assert item.past_period


def test_moving_what_has_begun_moves_its_inspection(story, item):
    inspection = begin(item=item, by=story.officer, today=MARCH)

    grant(story, asked(story, item, "move", date(2026, 4, 3), today=MARCH), today=MARCH)

    inspection.refresh_from_db()
    assert inspection.due_on == date(2026, 4, 3)


def test_a_skipped_period_keeps_its_reason_and_never_begins(story, item):
    grant(story, asked(story, item, "skip"))

    begin_waiting(today=MARCH)
    replan(story.firm, on=MARCH, because="日期推進", today=MARCH)

    item.refresh_from_db()
    assert (item.state, item.reason, item.inspection) == ("skipped", "系統轉換", None)


def test_what_is_done_early_begins_on_its_day(story, item):
    grant(story, asked(story, item, "early", date(2026, 1, 20)))

    begin_waiting(today=date(2026, 1, 20))

    item.refresh_from_db()
    assert (item.state, item.inspection.period_start) == ("begun", MARCH)


def test_a_moved_day_survives_planning_again(story, item):
    grant(story, asked(story, item, "move", date(2026, 3, 20)))

    replan(story.firm, on=JANUARY, because="日期推進", today=JANUARY)

    item.refresh_from_db()
    assert item.day == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("act", "to", "why"),
    [
        ("move", None, "請填寫日期"),
        ("move", date(2026, 1, 4), "日期不可以早於今天"),
        ("move", date(2026, 3, 31), "原本就在"),
        ("early", date(2026, 3, 1), "提前開始的日期要早於"),
    ],
)
def test_a_change_that_is_none_is_refused(story, item, act, to, why):
    with pytest.raises(Refused, match=why):
        asked(story, item, act, to)

    assert not Adjustment.objects.exists()


def test_what_has_begun_is_neither_skipped_nor_early(story, item):
    begin(item=item, by=story.officer, today=MARCH)
    item.refresh_from_db()

    with pytest.raises(Refused, match="只能申請改期"):
        asked(story, item, "skip", today=MARCH)
    assert acts_for(item) == ["move"]


def test_a_skip_that_began_meanwhile_is_not_granted(story, item):
    waiting = asked(story, item, "skip")
    begin(item=item, by=story.officer, today=MARCH)

    with pytest.raises(Refused, match="請改以不核准結束"):
        grant(story, waiting)
    refused = grant(story, waiting, granted=False, comment="已經開始")

    assert refused.granted is False


def test_who_asked_does_not_decide(story, item):
    waiting = asked(story, item, "skip", by=story.ciso)

    with pytest.raises(Refused, match="申請人不能決定"):
        grant(story, waiting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.filter(pk=waiting.pk).update(
            granted=True, decided_by=story.ciso, decided_at=waiting.asked_at
        )


def test_a_refusal_says_why(story, item):
    waiting = asked(story, item, "skip")

    with pytest.raises(Refused, match="寫明理由"):
        grant(story, waiting, granted=False)


def test_one_waits_at_a_time_and_is_decided_once(story, item):
    waiting = asked(story, item, "skip")
    with pytest.raises(Refused, match="已有一筆調整等待決定"):
        asked(story, item, "move", date(2026, 3, 20))
    grant(story, waiting)

    other = make_user(Role.CISO, story.firm, username="other")
    with pytest.raises(Refused, match="已經決定"):
        grant(story, waiting, by=other)


def test_what_is_decided_is_read_only(story, item):
    waiting = asked(story, item, "skip")
    grant(story, waiting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.filter(pk=waiting.pk).update(reason="別的理由")
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.filter(pk=waiting.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=item.pk).delete()


def test_each_step_is_journalled(story, item):
    grant(story, asked(story, item, "move", date(2026, 3, 20)))

    acts = Entry.objects.filter(act__startswith="adjustment.").order_by("seq")
    assert [(entry.act, entry.actor) for entry in acts] == [
        ("adjustment.asked", story.officer.username),
        ("adjustment.granted", story.ciso.username),
    ]
