"""Accepted risks about to end: after that the finding is as late as if nobody had accepted it."""

from collections.abc import Iterator

from django.urls import reverse

from chahe.deadlines import days_after
from chahe.web.inspections.queries_findings import acceptances_ending

from ..due import FARTHEST, Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    last = days_after(look.on, FARTHEST)
    for each in acceptances_ending(look.firm, first=look.on, last=last):
        of = each.paper.inspection
        deciders = look.crew.doing_in(of, "findings.decide")
        yield Due(
            subject=f"acceptance:{each.pk}",
            title=f"風險承受將屆滿：{each.number}（{each.ref}）",
            url=reverse("finding", args=[look.firm.code, each.pk]),
            due_on=each.accepted_until,
            people=deciders | ({each.owner_id} - {None}),
        )


SOURCE = Source("acceptances", "風險承受", _find)
