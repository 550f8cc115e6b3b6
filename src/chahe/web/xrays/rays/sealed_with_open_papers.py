"""A sealed inspection holds a paper that was never approved."""

from datetime import date

from django.db.models import Q

from chahe.workflow import InspectionState, PaperState, Severity

from ._model import ray
from ._subjects import PAPERS


@ray(
    "已封存的查核有沒核定的底稿",
    Severity.HIGH,
    of=PAPERS,
    among=Q(inspection__state=InspectionState.SEALED),
    since="changed_at",
    words=lambda paper, on: f"查核已封存，這份底稿卻是「{paper.get_state_display()}」。",
    why="封存說這次查核做完了，卻有底稿還沒有人核定。",
    breaks="每份底稿都核定，查核才能封存；封存以後永遠唯讀。",
    remedy="這不是畫面做得到的事，請系統管理者查軌跡與資料庫；查明之後以更正版本重做。",
)
def sealed_with_open_papers(on: date) -> Q:
    return ~Q(state__in=(PaperState.APPROVED, PaperState.LEFT))
