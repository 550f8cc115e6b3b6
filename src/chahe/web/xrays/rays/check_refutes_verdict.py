"""A paper says 符合 and the latest run of a check does not."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import CheckRun
from chahe.workflow import Severity, Verdict

from ._model import SIGNED, ray
from ._subjects import CHECK_RUNS


@ray(
    "檢測說的不是符合",
    Severity.HIGH,
    of=CHECK_RUNS,
    among=Q(state="done", paper__state__in=SIGNED, paper__verdict=Verdict.CONFORMING),
    since="finished_at",
    words=lambda run, on: f"底稿是「符合」，最近一次檢測卻是「{run.get_said_display()}」。",
    why="機器看到不符或證據不足，人卻簽了符合。",
    breaks="人可以比檢測嚴，不能比檢測寬。",
    remedy="請退回底稿，看檢測列出的每一列：補上佐證重新檢測，或把結果改為檢測所見。",
)
def check_refutes_verdict(on: date) -> Q:
    newer = CheckRun.objects.filter(
        paper=OuterRef("paper"), check_id=OuterRef("check_id"), pk__gt=OuterRef("pk")
    )
    against = (Verdict.NONCONFORMING, Verdict.INSUFFICIENT)
    return Q(said__in=against) & ~Q(Exists(newer))
