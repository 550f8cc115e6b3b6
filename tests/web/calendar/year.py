"""A planned year, for tests that begin with one."""

from datetime import date

from django.utils import timezone

from chahe.web.calendar.actions.adjusting import ask
from chahe.web.calendar.actions.everyone import plan_everyone
from chahe.web.calendar.actions.planning import plan_year
from chahe.web.calendar.models import PlanItem
from chahe.web.firms.models import Fact

MECHANISM, GUILD = "twse/mechanism", "tsa/emerging-technology"
JANUARY, JULY = date(2026, 1, 5), date(2026, 7, 1)


def plan(story, today=JANUARY, year=2026, **said):
    """Plan the mechanism for a story's firm, as its officer on the fifth of January."""
    said = {"documents": [MECHANISM], "by": story.officer, **said}
    return plan_year(firm=story.firm, year=year, today=today, **said)


def state(story, kind, value, since):
    """Let a fact be true without anybody being told."""
    return Fact.objects.create(
        firm=story.firm,
        kind=kind,
        value=value,
        since=since,
        source="測試",
        stated_by=story.officer,
        stated_at=timezone.now(),
    )


def one_of_each(story):
    """Return the keys of an item, an adjustment that waits and a planning of every firm."""
    plan(story, year=story.today.year + 1, today=story.today)
    item = PlanItem.objects.latest("pk")
    adjustment = ask(item=item, act="skip", reason="停業", by=story.officer)
    run = plan_everyone(year=story.today.year + 1, by=story.officer, enqueue=False)
    return {"item": item.pk, "adjustment": adjustment.pk, "planning_run": run.pk}
