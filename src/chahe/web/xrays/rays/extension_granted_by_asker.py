"""An extension was decided by who asked for it."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import Severity

from ._model import ray
from ._subjects import EXTENSIONS


@ray(
    "展延由申請人自己核定",
    Severity.HIGH,
    of=EXTENSIONS,
    among=Q(granted__isnull=False),
    since="decided_at",
    words=lambda row, on: f"{row.decided_by} 決定了自己申請的展延。",
    why="申請與決定是同一個人，等於沒有人把關。",
    breaks="改期、不辦理、展延、承受風險，都要由一個人申請、另一個人決定。",
    remedy="請由另一個人重新決定；期限以原來的為準。",
)
def extension_granted_by_asker(on: date) -> Q:
    return Q(decided_by=F("asked_by"))
