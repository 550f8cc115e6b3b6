"""A CPA's assessment whose report is not yet issued."""

from collections.abc import Iterator

from django.urls import reverse

from chahe.web.accounts.roles import Role
from chahe.web.engagements.models import Engagement
from chahe.workflow.engagement import EngagementState

from ..crew import NOBODY
from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = Engagement.objects.filter(firm=look.firm, state=EngagementState.OPEN)
    for each in rows.order_by():
        yield Due(
            subject=f"engagement:{each.pk}",
            title=f"會計師評估報告：{each}",
            url=reverse("engagement", args=[look.firm.code, each.pk]),
            due_on=each.due_on,
            people=look.crew.engaged.get(each.pk, NOBODY),
            escalate_to=look.crew.holding(Role.CISO),
        )


SOURCE = Source("engagements", "會計師評估", _find)
