"""A paper whose rule left the firm's scope carries signatures."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Signature
from chahe.workflow import PaperState, Severity

from ._model import ray
from ._subjects import PAPERS


@ray(
    "退出範圍的底稿有簽核",
    Severity.MEDIUM,
    of=PAPERS,
    among=Q(state=PaperState.LEFT),
    since="changed_at",
    words=lambda paper, on: f"{paper.left_words}；同一輪卻有人簽了。",
    why="條款不適用，就沒有人應該簽這份底稿；簽了，就不該當成不適用。",
    breaks="退出範圍的只能是編製中的底稿；簽過的維持原樣。",
    remedy="請核對公司概況：確實不適用，請查明簽核從何而來；仍然適用，請更正事實讓它重新納入。",
)
def paper_of_left_rule_signed(on: date) -> Q:
    signed = Signature.objects.filter(paper=OuterRef("pk"), round=OuterRef("round"))
    return Q(Exists(signed.exclude(step="return")))
