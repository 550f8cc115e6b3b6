"""One of each thing of an engagement, whose CPA is given, for tests of every route."""

from datetime import timedelta

from django.utils import timezone
from tests.web.engagements.engaging import add_facts, terms

from chahe.web.engagements.actions import opening, stops
from chahe.web.engagements.actions.people import Invited
from chahe.web.engagements.models import AssessmentReport, ReportFile


def one_of_each(story, cpa):
    """Return, by argument of an address, an engagement and what belongs to it."""
    add_facts(story)
    invited = Invited(cpa, story.today, story.today + timedelta(days=30), "臺會證字第 1 號")
    engagement = opening.open_engagement(
        firm=story.firm, terms=terms(), by=story.ciso, people=[invited]
    )
    return {
        "engagement": engagement.pk,
        "person": engagement.people.get().pk,
        "assessment": _issued(engagement, cpa).pk,
        **_stopped(story),
    }


def _issued(engagement, cpa):
    """Keep a report as if it had been issued, with one file."""
    now = timezone.now()
    report = AssessmentReport.objects.create(
        engagement=engagement,
        kind="interim",
        sequence=1,
        record={"rows": []},
        digest="0" * 64,
        state="issued",
        proposed_by=cpa,
        proposed_at=now,
        ended_by=cpa,
        ended_at=now,
    )
    ReportFile.objects.create(report=report, suffix="docx", content=b"x", size=1, sha256="0" * 64)
    return report


def _stopped(story):
    said = {"firm": story.firm, "cause": "遭攻擊", "source": "公告", "by": story.officer}
    first = stops.note_stop(stopped_on=story.today - timedelta(days=60), **said)
    stops.resume_trading(
        stop=first, resumed_on=story.today, measures="已修補", source="公告", by=story.officer
    )
    second = stops.note_stop(stopped_on=story.today, **said)
    asked = stops.ask_reopening(stop=second, reason="急", by=story.officer)
    return {"stop": second.pk, "override": asked.pk}
