"""A paper says 符合 over a sample or a step that did not come out well."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.sampling import Tick
from chahe.web.inspections.models import ItemMark, StepResult
from chahe.workflow import Severity, Verdict

from ._model import SIGNED, ray
from ._subjects import PAPERS

_AGAINST = (Tick.EXCEPTION, Tick.UNDECIDED)


@ray(
    "符合卻有例外",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED, verdict=Verdict.CONFORMING),
    since="changed_at",
    words="結果是「符合」，樣本或查核程序卻有標為例外或無法確認的。",
    why="樣本或程序記下了例外或無法確認，結論卻說全部符合。",
    breaks="符合要求樣本與程序全部做完，而且沒有例外；無法確認只能是證據不足。",
    remedy="請退回底稿，看標記為例外或無法確認的項目：記錯的改記，屬實的改結果並開立缺失。",
)
def conforming_with_exceptions(on: date) -> Q:
    newer = ItemMark.objects.filter(
        item=OuterRef("item"), attribute=OuterRef("attribute"), pk__gt=OuterRef("pk")
    )
    marks = ItemMark.objects.filter(
        ~Exists(newer),
        item__sampling__paper=OuterRef("pk"),
        item__sampling__abandoned_at=None,
        tick__in=_AGAINST,
    )
    steps = StepResult.objects.filter(paper=OuterRef("pk"), tick__in=_AGAINST)
    return Q(Exists(marks)) | Q(Exists(steps))
