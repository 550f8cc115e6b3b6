"""Findings to be cured; while the risk of one is accepted nobody is pressed."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Firm
from chahe.web.inspections.models import Finding, RiskAcceptance
from chahe.web.inspections.queries_findings import UNENDED
from chahe.workflow import ENDED, FindingState

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = Finding.objects.filter(UNENDED, firm=look.firm).exclude(state=FindingState.CURED)
    accepted = _accepted_until(look.firm)
    for each in rows.select_related("paper__inspection").order_by():
        until = accepted.get(each.pk)
        due_on = each.due_on or until
        if due_on is None or (until is not None and look.on <= until):
            continue
        of = each.paper.inspection
        above = look.crew.doing_in(of, "papers.approve")
        yield Due(
            subject=f"finding:{each.pk}",
            title=f"改善缺失：{each.number}（{each.ref}）",
            url=reverse("finding", args=[look.firm.code, each.pk]),
            due_on=due_on,
            people=frozenset({each.owner_id} - {None}),
            escalate_to=above | look.crew.holding(Role.CISO),
        )


def _accepted_until(firm: Firm) -> dict[int, date]:
    """Return the day until which the last decision accepts the risk of each unended finding."""
    granted = RiskAcceptance.objects.filter(finding__firm=firm, granted=True)
    standing = granted.exclude(finding__state__in=sorted(ENDED)).order_by("id")
    return dict(standing.values_list("finding_id", "until"))


SOURCE = Source("findings", "缺失改善", _find)
