"""A signed paper's sample has fewer items than its plan takes of the population."""

from chahe.web.inspections.models import Sampling
from chahe.workflow import Severity

from ._model import deep_ray
from ._samples import Samples, read


@deep_ray(
    "樣本少於計畫",
    Severity.HIGH,
    noun="份樣本",
    why="計畫說要看這麼多筆，實際看的比較少，能說的話就要少說。",
    breaks="抽樣照計畫抽足；母體凍結以後樣本就定了，不能少看。",
    remedy="請放棄這次抽樣、寫明理由並重新抽；已封存的，請以更正版本補正。",
)
class SampleSmallerThanPlanned(Samples):
    def says(self, sampling: Sampling) -> str:
        found = read(sampling)
        if isinstance(found, str):
            return found
        if not found.frozen:
            return "抽樣計畫已定，母體沒有凍結，樣本沒有抽，底稿卻簽了。"
        if found.drawn < found.planned:
            return f"計畫抽 {found.planned} 筆，樣本只有 {found.drawn} 筆。"
        return ""
