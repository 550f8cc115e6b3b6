"""What the sources of a CPA's engagement find, and for whom."""

from datetime import timedelta

import pytest
from tests.factories import make_user
from tests.web.engagements.engaging import Engaging
from tests.web.reminders.finding import find, people

from chahe.web.accounts.roles import Role
from chahe.web.engagements.actions import stops

pytestmark = pytest.mark.django_db


def test_an_engagement_is_for_its_people_and_no_other_cpa():
    story = Engaging()
    make_user(Role.CPA, story.firm, username="another")
    engagement = story.engage()

    (report,) = find(story, "engagements")

    assert (report.due_on, report.people) == (engagement.due_on, people(*story.cpas))
    for inspection in find(story, "inspections"):
        assert inspection.people == people(*story.cpas)


def test_leave_to_resume_trading_is_the_cisos_to_decide():
    story = Engaging()
    for ago in (40, 9):
        stop = stops.note_stop(
            firm=story.firm,
            stopped_on=story.today - timedelta(days=ago),
            cause="遭攻擊",
            source="公告",
            by=story.officer,
        )
        if ago == 40:
            stops.resume_trading(
                stop=stop,
                resumed_on=story.today - timedelta(days=ago - 1),
                measures="已更新",
                source="公告",
                by=story.officer,
            )
    stops.ask_reopening(stop=stop, reason="客戶權益", by=story.officer)

    (due,) = find(story, "reopenings")

    assert due.people == people(story.ciso)
