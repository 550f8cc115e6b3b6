"""One honest sentence on a sample: what it can prove, and what it cannot."""

from fractions import Fraction

from .completeness import Completeness, Coverage
from .exact import as_fraction
from .plan import Method, Plan, wanted
from .size import most_deviating
from .wording import percent, percent_up

USUAL_CONFIDENCE = Fraction(95, 100)
"""Said of a random sample whose plan names none; usual among auditors, not a rule."""

_UNREACHED = {
    Coverage.COMPLETE: "",
    Coverage.GAP: "；母體與獨立來源不符，以上不及於漏列的項目",
    Coverage.UNKNOWN: "；母體是否完整無法確認，以上不及於可能漏列的項目",
}


def honest(
    *,
    plan: Plan,
    population: int,
    tested: int,
    exceptions: int,
    completeness: Completeness,
    undecided: int = 0,
    not_applicable: int = 0,
) -> str:
    """Say in one Chinese sentence what a sample can and cannot prove.

    The counts are of items, as `tally_items` has them. It fails closed: an undecided item counts
    as an exception, one that is not applicable proves nothing, and a draw that was not looked at
    to its end is no longer random. Bounds are rounded up.

    :raises ValueError: if there are more exceptions than items tested, or more items than the
        population has
    """
    seen = tested + undecided + not_applicable
    if not 0 <= exceptions <= tested or min(undecided, not_applicable) < 0 or seen > population:
        raise ValueError(f"no {exceptions} of {seen} of {population}")
    result = f"例外 {exceptions} 筆"
    result += f"，無法確認 {undecided} 筆" if undecided else ""
    result += f"，不適用 {not_applicable} 筆" if not_applicable else ""
    planned, rest = wanted(plan, population), population - seen
    if not population:
        said = "母體沒有任何項目，沒有可以推論的對象"
    elif not seen:
        said = f"母體 {population} 筆，一筆都還沒有查核，不能證明什麼"
    elif not rest:
        said = f"母體 {population} 筆全部查核，{result}：這是查核的結果，不是推論，沒有抽樣風險"
        said += "，但無法確認的不能當作相符" if undecided else ""
    elif seen < planned:
        said = f"母體 {population} 筆，計畫查 {planned} 筆，只查了 {seen} 筆，{result}："
        said += f"沒有依計畫查完，對其餘 {rest} 筆不能推論"
    elif plan.method is Method.JUDGEMENTAL:
        said = f"母體 {population} 筆，依判斷選查 {seen} 筆，{result}："
        said += f"項目不是隨機抽的，對其餘 {rest} 筆不能推論"
    else:
        said = f"母體 {population} 筆，隨機抽查 {seen} 筆，{result}："
        said += _inferred(plan, population, tested, exceptions, undecided)
        said += f"；不能證明其餘 {rest} 筆沒有例外，單獨一筆例外抽不到的機率"
        said += _missed(Fraction(rest, population))
    return f"{said}{_UNREACHED[completeness.state]}。"


def _inferred(plan: Plan, population: int, tested: int, exceptions: int, undecided: int) -> str:
    if not tested + undecided:
        return "抽到的都不適用，不能推論母體的偏差率"
    confidence = as_fraction(USUAL_CONFIDENCE if plan.confidence is None else plan.confidence)
    most = most_deviating(
        size=tested + undecided,
        deviations=exceptions + undecided,
        confidence=confidence,
        population=population,
    )
    rate = Fraction(most, population)
    said = "無法確認的以例外計算，" if undecided else ""
    said += f"以 {percent(confidence)} 的信賴水準，母體的偏差率不超過 {percent_up(rate)}"
    said += f"（{most} 筆）"
    if plan.method is Method.ATTRIBUTE and plan.tolerable is not None:
        tolerable = as_fraction(plan.tolerable)
        within = f"，低於可容忍的 {percent(tolerable)}"
        said += within if rate < tolerable else f"，不能證明低於可容忍的 {percent(tolerable)}"
    return said


def _missed(chance: Fraction) -> str:
    surely = Fraction(999, 1000)
    return f"超過 {percent(surely)}" if chance > surely else f"是 {percent_up(chance)}"
