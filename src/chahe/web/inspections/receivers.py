"""Scope open inspections again when facts or editions change; say which editions are in use."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from chahe.rulebook import fact_kinds
from chahe.web.firms.models import Fact, Firm
from chahe.web.firms.signals import facts_stated
from chahe.web.jobs import minute_passed
from chahe.web.rulebooks.actions_confirm import used
from chahe.web.rulebooks.editions import editions

from .actions.rescoping import rescope, rescope_behind
from .models import WorkingPaper
from .tasks import rescope_firm

NAMED = 3  # facts named in a reason; of more only how many there are
_looked: list[Any] = []  # the day and the editions of the last look, in this process


@receiver(facts_stated, dispatch_uid="inspections.facts_stated")
def rescope_for_facts(sender: Any, firm: Firm, by: Any, facts: list[Fact], **kwargs: Any) -> None:
    """Rescope from the earliest day facts are true; those not true yet wait for theirs."""
    today = timezone.localdate()
    begun = [fact for fact in facts if fact.since <= today]
    if begun:
        on = min(fact.since for fact in begun)
        rescope(firm, on=on, by=by, because=_because(begun), today=today)
    for day in sorted({fact.since for fact in facts if fact.since > today}):
        said = _because(fact for fact in facts if fact.since == day)
        begins = timezone.make_aware(datetime.combine(day, time.min))
        rescope_firm.using(run_after=begins).enqueue(firm.pk, day.isoformat(), said)


@receiver(minute_passed, dispatch_uid="inspections.minute_passed")
def rescope_for_editions(sender: Any, **kwargs: Any) -> None:
    """Look for inspections that an edition has passed, once a day and when there are new ones."""
    now = (timezone.localdate(), tuple(edition.id for edition in editions()))
    if _looked != [now]:
        rescope_behind(today=now[0])
        _looked[:] = [now]


@receiver(used, dispatch_uid="inspections.used")
def say_that_inspections_use(sender: Any, edition: str, **kwargs: Any) -> str:
    """Say that papers answer an edition, `document@edition`; "" when none does."""
    document, _, name = edition.partition("@")
    papers = WorkingPaper.objects.filter(inspection__document=document, edition=name)
    return "已有查核依這個版本進行" if papers.exists() else ""


def _because(facts: Iterable[Fact]) -> str:
    titles = [fact_kinds()[fact.kind].title for fact in facts]
    named = "、".join(f"「{title}」" for title in titles[:NAMED])
    return f"申報{named}" + (f"等 {len(titles)} 項事實" if len(titles) > NAMED else "")
