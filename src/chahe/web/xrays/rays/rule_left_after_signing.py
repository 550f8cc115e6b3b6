"""A paper was signed, and by what the firm has stated by now its rule does not bind."""

from collections.abc import Iterator

from django.db.models import Q

from chahe.web.inspections.models import Inspection
from chahe.workflow import InspectionState, Severity, Verdict

from ._model import SIGNED, Hit, deep_ray
from ._scoped import Scoped, Scopes


@deep_ray(
    "已簽核的條款不再適用",
    Severity.LOW,
    noun="次進行中的查核",
    why="底稿簽了之後，公司的事實說這一條不適用；簽過的不會自動退出範圍。",
    breaks="範圍由公司的事實決定；退出範圍的只能是編製中的底稿。",
    remedy="請核對公司概況：事實正確，請退回底稿讓它退出範圍；事實有誤，請更正。",
)
class RuleLeftAfterSigning(Scopes):
    wanted = Q(state=InspectionState.OPEN)

    def compare(self, inspection: Inspection, scoped: Scoped) -> Iterator[Hit]:
        signed = inspection.papers.filter(state__in=SIGNED)
        for paper in signed.exclude(verdict=Verdict.NOT_APPLICABLE):
            rule = scoped.rule_of(paper)
            if rule is None:
                continue
            binds, reason = scoped.judge(rule)
            if not binds:
                yield self.hit(inspection, f"{reason}；底稿{paper.get_state_display()}。", paper)
