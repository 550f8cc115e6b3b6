"""A paper says 符合 and cells of its sample were never marked."""

from chahe.web.inspections.models import Sampling
from chahe.workflow import Severity, Verdict

from ._model import deep_ray
from ._samples import Samples, read


@deep_ray(
    "樣本沒有標記完",
    Severity.HIGH,
    noun="份認定符合的樣本",
    why="還有項目沒有看，就說全部符合。",
    breaks="符合要求樣本的每一項、每一個測試屬性都標記完。",
    remedy="請退回底稿，把沒標記的項目看完；看不到的標為無法確認，結果改為證據不足。",
)
class SampleMarksMissing(Samples):
    verdicts = (Verdict.CONFORMING,)

    def says(self, sampling: Sampling) -> str:
        found = read(sampling)
        if isinstance(found, str):
            return found
        return f"樣本還有 {found.unmarked} 格沒有標記。" if found.unmarked else ""
