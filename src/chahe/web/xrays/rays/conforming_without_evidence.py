"""A paper says 符合 and rests on nothing."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Attachment
from chahe.workflow import Severity, Verdict

from ._model import SIGNED, ray
from ._subjects import PAPERS


@ray(
    "符合卻沒有佐證",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED, verdict=Verdict.CONFORMING),
    since="changed_at",
    words="結果是「符合」，沒有附上任何佐證。",
    why="「符合」要有人看到佐證才成立；沒有佐證，最多只能說證據不足。",
    breaks="缺少、過期、不完整或讀不懂的佐證，只能得到證據不足：沉默不能變成符合。",
    remedy="還沒核定的底稿，請退回並附上佐證，或改為「證據不足」；已封存的，請以更正版本補正。",
)
def conforming_without_evidence(on: date) -> Q:
    return ~Q(Exists(Attachment.objects.filter(paper=OuterRef("pk"))))
