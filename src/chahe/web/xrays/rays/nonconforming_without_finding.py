"""A paper says 不符 and nobody has a finding to cure."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Finding
from chahe.workflow import FindingState, Severity, Verdict

from ._model import SIGNED, ray
from ._subjects import PAPERS


@ray(
    "不符卻沒有缺失",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED, verdict=Verdict.NONCONFORMING),
    since="changed_at",
    words="結果是「不符」，沒有開立缺失。",
    why="不符而沒有缺失，就沒有人負責改善，也沒有期限，問題會從這裡消失。",
    breaks="不符要有缺失；每一項缺失都要追蹤到改善為止。",
    remedy="請退回底稿，由編製人開立缺失；已封存的，請以更正版本開立。",
)
def nonconforming_without_finding(on: date) -> Q:
    told = Finding.objects.filter(paper=OuterRef("pk")).exclude(state=FindingState.WITHDRAWN)
    return ~Q(Exists(told))
