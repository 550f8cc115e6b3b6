"""Plan again when facts or editions change, and when a day comes; begin what waits."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from chahe.rulebook import fact_kinds
from chahe.web.firms.models import Fact, Firm
from chahe.web.firms.signals import facts_stated
from chahe.web.jobs import minute_passed
from chahe.web.rulebooks.editions import editions

from .actions.beginning import begin_waiting
from .actions.planning import replan
from .actions.turning import turn_day

_looked: list[Any] = []  # the day and the editions of the last look, in this process


@receiver(facts_stated, dispatch_uid="calendar.facts_stated")
def replan_for_facts(sender: Any, firm: Firm, by: Any, facts: list[Fact], **kwargs: Any) -> None:
    """Plan again from the earliest day facts are true; those not true yet wait for theirs."""
    today = timezone.localdate()
    begun = [fact for fact in facts if fact.since <= today]
    if begun:
        said = "、".join(f"「{fact_kinds()[fact.kind].title}」" for fact in begun[:3])
        more = f"等 {len(begun)} 項事實" if len(begun) > 3 else ""
        on = max(min(fact.since for fact in begun), today.replace(month=1, day=1))
        replan(firm, on=on, because=f"申報{said}{more}", by=by, today=today)


@receiver(minute_passed, dispatch_uid="calendar.minute_passed")
def turn_with_the_day(sender: Any, **kwargs: Any) -> None:
    """Turn the day once, and again when there are new editions; begin what came up meanwhile."""
    now = (timezone.localdate(), tuple(edition.id for edition in editions()))
    if _looked != [now]:
        turn_day(today=now[0])
        _looked[:] = [now]
    else:
        begin_waiting(today=now[0])
