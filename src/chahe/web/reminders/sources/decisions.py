"""Extensions and acceptances of risk that somebody asked for and nobody has decided."""

from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.web.accounts.roles import Role
from chahe.web.inspections.models import Extension, RiskAcceptance
from chahe.workflow import ENDED

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    waiting = (
        model.objects.filter(finding__firm=look.firm, granted=None)
        .exclude(finding__state__in=sorted(ENDED))
        .select_related("finding__paper__inspection")
        .order_by()
        for model in (Extension, RiskAcceptance)
    )
    for each in chain(*waiting):
        finding, of = each.finding, each.finding.paper.inspection
        others = look.crew.everyone - {each.asked_by_id, finding.owner_id}
        title = f"{each._meta.verbose_name}待核定：{finding.number}（{finding.ref}）"
        yield Due(
            subject=f"{each._meta.model_name}:{each.pk}",
            title=title,
            url=reverse("finding", args=[look.firm.code, finding.pk]),
            due_on=days_after(timezone.localdate(each.asked_at), look.waiting_days),
            people=look.crew.doing_in(of, "findings.decide") & others,
            escalate_to=look.crew.holding(Role.CISO) & others,
        )


SOURCE = Source("decisions", "待核定的申請", _find)
