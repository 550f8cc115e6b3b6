"""A paper rests on another firm's evidence."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import Severity

from ._model import ray
from ._subjects import ATTACHMENTS


@ray(
    "引用了別家公司的佐證",
    Severity.HIGH,
    of=ATTACHMENTS,
    among=Q(),
    since="attached_at",
    words="附上的佐證不屬於這家證券商。",
    why="別家公司的檔案不能證明這家公司做了什麼，而且這一家不該看得到。",
    breaks="一家公司的資料不讓另一家看到。",
    remedy="請移除這份佐證，並通知系統管理者查明它怎麼進來的。",
)
def evidence_of_another_firm(on: date) -> Q:
    return ~Q(evidence__firm=F("paper__inspection__firm"))
