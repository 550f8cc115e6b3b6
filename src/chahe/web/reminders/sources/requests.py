"""Requests for evidence that nobody has answered."""

from collections.abc import Iterator

from django.urls import reverse

from chahe.rulebook import evidence_kinds
from chahe.web.inspections.models import Request
from chahe.workflow import InspectionState

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = Request.objects.filter(
        inspection__firm=look.firm, inspection__state=InspectionState.OPEN, answered_at=None
    )
    for each in rows.select_related("inspection").order_by():
        of, kind = each.inspection, evidence_kinds().get(each.kind, each.kind)
        above = look.crew.doing_in(of, "papers.approve")
        yield Due(
            subject=f"request:{each.pk}",
            title=f"佐證請求：{kind}（{of}）",
            url=reverse("request", args=[look.firm.code, each.pk]),
            due_on=each.due_on,
            people=frozenset({each.asked_of_id}),
            escalate_to=above | {each.asked_by_id},
        )


SOURCE = Source("requests", "佐證請求", _find)
