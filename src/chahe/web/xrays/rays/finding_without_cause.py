"""A finding lacks its cause, or another of its five parts."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Trim
from django.db.models.lookups import Exact

from chahe.workflow import FindingState, Severity

from ._model import ray
from ._subjects import FINDINGS

_FIVE = ("criteria", "condition", "cause", "effect", "recommendation")


def _words(finding: Any, on: date) -> str:
    blank = [name for name in _FIVE if not getattr(finding, name).strip()]
    labels = [str(finding._meta.get_field(name).verbose_name) for name in blank]
    return f"缺少：{'、'.join(labels)}。"


@ray(
    "缺失沒有寫原因",
    Severity.MEDIUM,
    of=FINDINGS,
    among=~Q(state=FindingState.WITHDRAWN),
    since="opened_at",
    words=_words,
    why="不知道為什麼會發生，改善只能治標，下一期還會再有。",
    breaks="缺失要寫明準則、現況、原因、影響、建議五項。",
    remedy="請補上缺少的部分；已結案的，請在複查意見或更正版本說明。",
)
def finding_without_cause(on: date) -> Q:
    blank = Q()
    for name in _FIVE:
        blank |= Q(Exact(Trim(name), ""))
    return blank
