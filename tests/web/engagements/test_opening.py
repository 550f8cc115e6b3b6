from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.web.engagements.engaging import ALL, terms
from tests.web.inspections.story import Story

from chahe.web.engagements.actions import opening, stops
from chahe.web.engagements.models import Engagement, EngagementInspection
from chahe.web.firms.models import Membership
from chahe.web.inspections.actions import correcting
from chahe.web.journal.models import Entry
from chahe.workflow import Refused
from chahe.workflow.engagement import EngagementKind

pytestmark = pytest.mark.django_db


def test_opening_plans_a_paper_for_each_of_the_69_rows(story):
    engagement = story.engage(points=())

    held = story.papers_of(engagement)
    assert len(held) == ALL
    assert [link.inspection.code for link in engagement.links.all()] == ["STO-1", "STO-2", "STO-3"]
    assert {paper.inspection.kind for paper in held} == {"cpa"}
    assert {paper.inspection.subject for paper in held} == {engagement.number}
    assert [paper.path for paper in held if not paper.sources] == []


def test_a_yearly_engagement_is_due_three_months_after_its_fiscal_year(story):
    engagement = story.engage(year=2026)
    moved = story.engage(year=2026, first_month=7)

    assert (engagement.due_on, engagement.basis_on) == (date(2027, 3, 31), date(2026, 12, 31))
    assert (moved.due_on, moved.basis_on) == (date(2027, 9, 30), date(2027, 6, 30))
    assert {link.inspection.due_on for link in engagement.links.all()} == {date(2027, 3, 31)}


@pytest.mark.parametrize(
    "kind", [EngagementKind.APPLICATION, EngagementKind.RELOCATION, EngagementKind.INTERIM]
)
def test_any_other_is_due_on_the_day_given_with_its_source(story, kind):
    given = {
        "kind": kind,
        "period": story.year_period,
        "basis_on": story.today,
        "due_on": date(2027, 1, 8),
        "due_source": "申請案 115-001",
    }

    engagement = story.engage(**given)

    assert (engagement.due_on, engagement.due_source) == (date(2027, 1, 8), "申請案 115-001")
    for missing in ("period", "due_on", "due_source"):
        with pytest.raises(Refused):
            story.engage(**{name: said for name, said in given.items() if name != missing})


def test_two_engagements_of_a_year_stand_side_by_side(story):
    first, second = story.engage(), story.engage()

    year = story.today.year - 1911
    assert (first.number, second.number) == (f"CPA-{year}-01", f"CPA-{year}-02")
    assert len(story.papers_of(first)) == len(story.papers_of(second)) == 2


def test_a_firm_that_trades_no_tokens_is_refused_with_the_reason():
    story = Story()

    with pytest.raises(Refused, match=r"都不適用於示範證券：.*虛擬通貨"):
        opening.open_engagement(firm=story.firm, terms=terms(), by=story.ciso)

    assert Engagement.objects.count() == 0


def test_points_that_are_not_in_the_principles_are_refused(story):
    with pytest.raises(Refused, match="不在原則性規範裡"):
        story.engage(points=["9"])


def test_a_special_engagement_is_about_stops_and_no_other_is(story):
    stop = stops.note_stop(
        firm=story.firm, stopped_on=story.today, cause="遭攻擊", source="公告", by=story.officer
    )
    given = {
        "period": story.year_period,
        "basis_on": story.today,
        "due_on": story.today,
        "due_source": "恢復交易前",
        "points": ["3.12"],
    }

    special = story.engage(kind=EngagementKind.SPECIAL, stops=[stop], **given)

    assert [link.stop for link in special.stop_links.all()] == [stop]
    assert {paper.path.rpartition(".")[0] for paper in story.papers_of(special)} == {"3.12"}
    with pytest.raises(Refused, match="要選定"):
        story.engage(kind=EngagementKind.SPECIAL, **given)
    with pytest.raises(Refused, match="其他種類不選"):
        story.engage(stops=[stop])


def test_cancelling_ends_access_at_once_and_for_good(story):
    engagement = story.engage()

    opening.cancel_engagement(engagement=engagement, reason="改委任他所", by=story.ciso)

    assert Membership.objects.filter(user__in=story.cpas).count() == 0
    with pytest.raises(Refused, match="已終止委任"):
        opening.cancel_engagement(engagement=engagement, reason="再一次", by=story.ciso)
    assert Entry.objects.filter(act="engagement.cancelled").count() == 1


def test_cancelling_needs_a_reason(story):
    engagement = story.engage()

    with pytest.raises(Refused, match="理由"):
        opening.cancel_engagement(engagement=engagement, reason=" ", by=story.ciso)


def test_a_correction_stays_in_its_engagement(story):
    engagement = story.engage()
    story.finish(engagement)
    sealed = engagement.links.get().inspection

    newer = correcting.correct_inspection(inspection=sealed, by=story.cpas[2], reason="漏列佐證")

    assert EngagementInspection.objects.get(inspection=newer).engagement == engagement


def test_the_database_keeps_what_was_engaged(story):
    engagement = story.engage()
    link = engagement.links.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.filter(pk=engagement.pk).update(number="CPA-1-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.filter(pk=engagement.pk).update(
            due_on=engagement.due_on + timedelta(days=1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        link.delete()
