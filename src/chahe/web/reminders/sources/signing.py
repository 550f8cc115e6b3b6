"""Papers that wait for a signature longer than they may: one thing an inspection and step."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.web.inspections.models import Signature, WorkingPaper
from chahe.workflow import InspectionState, PaperState

from ..due import Due, Look, Source

_STEPS = {
    PaperState.PREPARED.value: ("review", "覆核"),
    PaperState.REVIEWED.value: ("approve", "核定"),
}
_Waiting = tuple[frozenset[int], date]  # who has signed already, and the day of the last


def _find(look: Look) -> Iterator[Due]:
    groups: dict[tuple[int, str], list[_Waiting]] = defaultdict(list)
    inspections: dict[int, Any] = {}
    for paper in _papers(look):
        signed = [each for each in paper.signatures.all() if each.round == paper.round]
        waits = timezone.localdate(max(each.at for each in signed))
        signers = frozenset(each.signer_id for each in signed)
        groups[paper.inspection_id, paper.state].append((signers, waits))
        inspections[paper.inspection_id] = paper.inspection
    for (pk, state), papers in groups.items():
        yield from _of_step(look, inspections[pk], *_STEPS[state], papers)


def _papers(look: Look) -> Any:
    """Return the papers that wait, each with whoever signed in whichever round; two queries."""
    signed = Signature.objects.exclude(step="return")
    return (
        WorkingPaper.objects.filter(
            inspection__firm=look.firm,
            inspection__state=InspectionState.OPEN,
            state__in=sorted(_STEPS),
        )
        .select_related("inspection")
        .prefetch_related(Prefetch("signatures", signed))
        .order_by("inspection", "state")
    )


def _of_step(look: Look, of: Any, step: str, label: str, papers: list[_Waiting]) -> Iterator[Due]:
    """Yield what each person may sign; who signed a paper's earlier step signs no more of it."""
    alike: dict[tuple[int, date], set[int]] = defaultdict(set)
    for user in look.crew.doing_in(of, f"papers.{step}"):
        days = [day for signers, day in papers if user not in signers]
        if days:
            alike[len(days), min(days)].add(user)
    above = look.crew.doing_in(of, "papers.approve") - set().union(*alike.values())
    for (count, day), people in alike.items():
        yield Due(
            subject=f"{step}:{of.pk}",
            title=f"{count} 份底稿等待{label}：{of}",
            url=reverse("inspection", args=[look.firm.code, of.pk]),
            due_on=days_after(day, look.waiting_days),
            people=frozenset(people),
            escalate_to=above,
        )


SOURCE = Source("signing", "等待簽核", _find, early=False)
