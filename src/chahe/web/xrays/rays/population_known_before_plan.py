"""A sample was planned after its population was frozen."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import Severity

from ._model import ray
from ._subjects import SAMPLINGS


@ray(
    "先知道母體才定抽樣計畫",
    Severity.HIGH,
    of=SAMPLINGS,
    among=Q(frozen_at__isnull=False),
    since="frozen_at",
    words="母體凍結的時間早於抽樣計畫。",
    why="知道母體以後才定種子與樣本數，就可以挑選想看的項目。",
    breaks="隨機抽樣的種子由計畫定下，在知道母體之前。",
    remedy="請放棄這次抽樣、寫明理由，重新定計畫再取得母體。",
)
def population_known_before_plan(on: date) -> Q:
    return Q(frozen_at__lt=F("planned_at"))
