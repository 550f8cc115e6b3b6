"""追蹤報告: the next of each sealed inspection whose findings have not all ended."""

from collections.abc import Iterator

from django.urls import reverse

from chahe.web.inspections.queries_follow_ups import follow_ups_due

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    for each in follow_ups_due(look.firm, on=look.on):
        of = each.inspection
        missed = f"，另有 {len(each.missed) - 1} 期也沒有提出" if len(each.missed) > 1 else ""
        yield Due(
            subject=f"follow_up:{of.pk}",
            title=f"追蹤報告：{of}{missed}",
            url=reverse("follow_ups", args=[look.firm.code]),
            due_on=each.due_on,
            people=look.crew.doing_in(of, "inspections.pack"),
            escalate_to=look.crew.doing_in(of, "papers.approve"),
        )


SOURCE = Source("follow_ups", "追蹤報告", _find)
