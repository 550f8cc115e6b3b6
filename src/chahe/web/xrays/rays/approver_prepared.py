"""One person signed two steps of a paper."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Signature
from chahe.workflow import Severity

from ._model import ray
from ._subjects import SIGNATURES


@ray(
    "核定人就是編製人",
    Severity.HIGH,
    of=SIGNATURES,
    among=Q(step__in=("review", "approve")),
    since="at",
    words=lambda row, on: f"{row.signer} 簽了{row.get_step_display()}，也簽了同一輪的另一個步驟。",
    why="自己做的事由自己覆核或核定，等於沒有人看過。",
    breaks="編製、覆核、核定要由三位不同的人簽，資料庫也擋。",
    remedy="請另外的人重新覆核、核定；已封存的，請以更正版本重做，並查明資料庫的限制為何失效。",
)
def approver_prepared(on: date) -> Q:
    other = Signature.objects.filter(
        paper=OuterRef("paper"), round=OuterRef("round"), signer=OuterRef("signer")
    )
    return Q(Exists(other.exclude(step="return").exclude(pk=OuterRef("pk"))))
