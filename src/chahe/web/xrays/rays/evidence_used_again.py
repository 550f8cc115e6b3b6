"""The same bytes answer the same rule in two periods, and nobody carried them over."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from chahe.web.inspections.models import Attachment, CarriedOver
from chahe.workflow import Severity

from ._model import SIGNED, ray
from ._subjects import ATTACHMENTS


@ray(
    "同一份檔案用在兩期",
    Severity.MEDIUM,
    of=ATTACHMENTS,
    among=Q(paper__state__in=SIGNED),
    since="attached_at",
    words=lambda row, on: f"佐證「{row.evidence.name}」的內容，前面的期別已經用過，沒有沿用紀錄。",
    why="每一期都要看當期的情形；兩期交出一模一樣的檔案，其中一期可能沒有做。",
    breaks="前期的佐證可以提供沿用，但要有人決定沿用，不能當成已經做了。",
    remedy="請確認檔案涵蓋兩期：是，請填寫涵蓋期間重新上傳，或以「沿用前期」帶入；不是，請換成當期的佐證。",
)
def evidence_used_again(on: date) -> Q:
    before = Attachment.objects.filter(
        evidence__blob=OuterRef("evidence__blob"),
        paper__path=OuterRef("paper__path"),
        paper__inspection__firm=OuterRef("paper__inspection__firm"),
        paper__inspection__document=OuterRef("paper__inspection__document"),
        paper__inspection__cadence=OuterRef("paper__inspection__cadence"),
        paper__inspection__period_start__lt=OuterRef("paper__inspection__period_start"),
    )
    covers_both = Q(
        evidence=OuterRef("evidence"),
        evidence__period_start__lt=F("paper__inspection__period_end"),
        evidence__period_end__gt=OuterRef("paper__inspection__period_start"),
    )
    carried = CarriedOver.objects.filter(paper=OuterRef("paper"), what="evidence")
    return Q(Exists(before.exclude(covers_both))) & ~Q(Exists(carried))
