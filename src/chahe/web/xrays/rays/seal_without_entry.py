"""A seal is not in the journal, or the journal has another digest."""

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from chahe.web.journal.models import Entry
from chahe.workflow import InspectionState, Severity

from ._model import ray
from ._subjects import INSPECTIONS


@ray(
    "封存不在軌跡裡",
    Severity.HIGH,
    of=INSPECTIONS,
    among=Q(state=InspectionState.SEALED),
    since="sealed_at",
    words="軌跡裡沒有這次封存，或記下的內容摘要不同。",
    why="每一次封存都在同一筆交易寫下軌跡；沒有，就是繞過系統改的。",
    breaks="改變紀錄的每一件事，都在軌跡留下一筆。",
    remedy="請系統管理者驗證帳本，比對資料庫備份；查明之前不要交付這次查核。",
)
def seal_without_entry(on: date) -> Q:
    entries = Entry.objects.filter(
        subject=Concat(Value("inspection:"), Cast(OuterRef("pk"), CharField())),
        act="inspection.sealed",
        after=OuterRef("digest"),
    )
    return ~Q(Exists(entries))
