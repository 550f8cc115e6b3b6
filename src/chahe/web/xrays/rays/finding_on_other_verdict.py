"""A paper has a finding and yet does not say 不符."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Finding
from chahe.workflow import FindingState, Severity, Verdict

from ._model import SIGNED, ray
from ._subjects import PAPERS


@ray(
    "有缺失，結果卻不是不符",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED) & ~Q(verdict=Verdict.NONCONFORMING),
    since="changed_at",
    words=lambda paper, on: f"結果是「{paper.get_verdict_display()}」，卻有沒撤回的缺失。",
    why="開立了缺失，就是有人看到不符的情形；結果寫成別的，兩者必有一個不對。",
    breaks="有缺失，結果就不能是不符以外的結果。",
    remedy="請退回底稿，把結果改為「不符」；缺失若是誤開，請先撤回再簽。",
)
def finding_on_other_verdict(on: date) -> Q:
    told = Finding.objects.filter(paper=OuterRef("pk")).exclude(state=FindingState.WITHDRAWN)
    return Q(Exists(told))
