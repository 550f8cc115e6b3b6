"""An approved 符合 rests on evidence that did not count when it was prepared."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Signature
from chahe.workflow import Severity, Verdict

from ._model import ray
from ._stale import OUTSIDE_PERIOD
from ._subjects import ATTACHMENTS


@ray(
    "編製時佐證就不能用",
    Severity.HIGH,
    of=ATTACHMENTS,
    among=Q(paper__state="approved", paper__verdict=Verdict.CONFORMING),
    since="attached_at",
    words=lambda row, on: f"佐證「{row.evidence.name}」在編製當時不能證明本期符合。",
    why="編製人簽「符合」的那一天，這份佐證不是已過期，就是還沒上傳，或是別期的。",
    breaks="缺少、過期或不在本期的佐證，只能得到證據不足。",
    remedy="還沒封存的，請退回換上有效的佐證；已封存的，請以更正版本補正。",
)
def evidence_was_stale(on: date) -> Q:
    prepared = Signature.objects.filter(
        paper=OuterRef("paper"), round=OuterRef("paper__round"), step="prepare"
    )
    expired = prepared.filter(at__date__gt=OuterRef("evidence__valid_until"))
    later = prepared.filter(at__lt=OuterRef("evidence__uploaded_at"))
    had_an_end = Q(evidence__valid_until__isnull=False)  # asked first: most have none
    return OUTSIDE_PERIOD | Q(Exists(later)) | had_an_end & Q(Exists(expired))
