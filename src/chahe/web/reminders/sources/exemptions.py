"""Exceptions of checks that may stand until a day: after it they are exceptions like any other."""

from collections.abc import Iterator

from django.urls import reverse

from chahe.deadlines import days_after
from chahe.web.inspections.models import Exemption

from ..due import FARTHEST, Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    granted = Exemption.objects.filter(firm=look.firm, granted=True)
    ending = granted.filter(until__range=(look.on, days_after(look.on, FARTHEST)))
    for each in ending.select_related("run__paper__inspection"):
        deciders = look.crew.doing_in(each.run.paper.inspection, "findings.decide")
        yield Due(
            subject=f"exemption:{each.pk}",
            title=f"例外核准將屆滿：{each.run.title.partition('：')[0]}（{each.run.paper.ref}）",
            url=reverse("exemption", args=[look.firm.code, each.pk]),
            due_on=each.until,
            people=deciders | {each.asked_by_id},
        )


SOURCE = Source("exemptions", "例外核准", _find)
