"""A paper says 符合 by a sample of a population that nobody has shown to be complete."""

from chahe.web.inspections.models import Sampling
from chahe.workflow import Severity, Verdict

from ._model import deep_ray
from ._samples import Samples, read


@deep_ray(
    "母體不完整卻認定符合",
    Severity.MEDIUM,
    noun="份認定符合的樣本",
    why="樣本只能代表抽它出來的母體；母體少了，少掉的那些沒有人看過。",
    breaks="母體要以另一個來源的筆數核對；核對不上，只能是證據不足。",
    remedy="請查明差異、重新取得母體並重抽，或把結果改為證據不足。",
)
class SampleOfPart(Samples):
    verdicts = (Verdict.CONFORMING,)

    def says(self, sampling: Sampling) -> str:
        found = read(sampling)
        if isinstance(found, str):
            return found
        if not found.frozen or found.complete:
            return ""
        if sampling.expected is None:
            return f"母體 {len(sampling.keys)} 筆，沒有另一個來源說應有幾筆。"
        return f"母體 {len(sampling.keys)} 筆，應有 {sampling.expected} 筆。"
