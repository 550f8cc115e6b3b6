"""A finding was closed by someone of its cure."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import FindingState, Severity

from ._model import ray
from ._subjects import FINDINGS


@ray(
    "改善的人自己結案",
    Severity.HIGH,
    of=FINDINGS,
    among=Q(state=FindingState.CLOSED),
    since="closed_at",
    words=lambda finding, on: f"結案的 {finding.closed_by} 是負責人，或是回報改善的人。",
    why="負責改善的人自己說改好了，就沒有人複查。",
    breaks="缺失要由沒有參與改善的人複查結案。",
    remedy="請由沒有參與改善的人重新複查；仍未改善的，開立新的缺失並引用這一項。",
)
def finding_closed_by_insider(on: date) -> Q:
    return Q(closed_by=F("owner")) | Q(closed_by=F("cured_by"))
