"""Drawing a sample again, by its plan from its population, gives other items than were kept."""

from chahe.ledger.canonical import digest
from chahe.sampling import Method, SampleError
from chahe.web.inspections.digests import sampling_basis
from chahe.web.inspections.models import Sampling
from chahe.web.inspections.sampled import result_of
from chahe.workflow import Severity

from ._model import deep_ray
from ._samples import Samples


@deep_ray(
    "樣本不是照計畫抽的",
    Severity.HIGH,
    noun="份樣本",
    why="用同一個種子、同一個母體重抽一次，抽到的不是底稿上的這些項目。",
    breaks="任何人都能用計畫與凍結的母體重抽出同一份樣本；計畫與母體凍結以後不再改。",
    remedy="請系統管理者查明紀錄何時被改；放棄這次抽樣重新來過，已封存的以更正版本重做。",
)
class SampleNotDrawnByPlan(Samples):
    def says(self, sampling: Sampling) -> str:
        if not sampling.is_frozen:
            return ""
        if digest(sampling_basis(sampling)) != sampling.digest:
            return "計畫或母體與凍結時的摘要不符。"
        try:
            result = result_of(sampling)
        except SampleError as error:
            return f"照計畫重抽不出這份樣本：{error}"
        kept = [item.key for item in sampling.items.all()]
        if result is None or sampling.method == Method.JUDGEMENTAL:
            return ""
        return "" if sorted(result.drawn) == sorted(kept) else "照計畫重抽，得到的是另外一些項目。"
