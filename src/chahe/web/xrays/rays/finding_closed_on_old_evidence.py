"""A finding was closed without evidence newer than its cure."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import CureEvidence
from chahe.workflow import FindingState, Severity

from ._model import ray
from ._subjects import FINDINGS


@ray(
    "結案沒有改善之後的佐證",
    Severity.HIGH,
    of=FINDINGS,
    among=Q(state=FindingState.CLOSED),
    since="closed_at",
    words="附上的改善佐證，沒有一份有效、而且在改善之後取得並上傳。",
    why="改善之前的佐證，只能證明改善之前的情形。",
    breaks="缺失要有比改善更新的佐證才能結案。",
    remedy="請取得改善之後的佐證重新複查；仍未改善的，開立新的缺失並引用這一項。",
)
def finding_closed_on_old_evidence(on: date) -> Q:
    newer = CureEvidence.objects.filter(
        finding=OuterRef("pk"),
        evidence__withdrawn_at=None,
        evidence__collected_on__gte=OuterRef("cured_on"),
        evidence__uploaded_at__gte=OuterRef("cured_at"),
    )
    return ~Q(Exists(newer))
