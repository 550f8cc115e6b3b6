"""An open inspection's signed paper rests on evidence that no longer counts."""

from datetime import date

from django.db.models import Q

from chahe.workflow import Severity, Verdict

from ._model import SIGNED, ray
from ._stale import stale, why_stale
from ._subjects import ATTACHMENTS


@ray(
    "佐證已失效",
    Severity.MEDIUM,
    of=ATTACHMENTS,
    among=(
        Q(paper__state__in=SIGNED, paper__inspection__state="open")
        & ~Q(paper__verdict=Verdict.INSUFFICIENT)
    ),
    since="attached_at",
    words=why_stale,
    why="底稿簽的時候佐證有效，現在已經失效；查核還沒封存，結論站不住。",
    breaks="過期、撤回、日期在未來或不在本期的佐證，只能得到證據不足。",
    remedy="請退回底稿，換成有效的佐證，或改為「證據不足」。",
)
def evidence_expired(on: date) -> Q:
    return stale(on)
