"""The plan of a sample: fixed before the population is known, so that nobody can pick."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from .exact import Rate, as_fraction
from .size import size_for
from .wording import percent

# Of 12 months, a sample of 2 to 5 finds one bad month with a chance of only 17 to 42 %.
ALL_UP_TO = 12
"""A population of so many items or fewer is taken whole, whatever its plan says."""

LEAST_CONFIDENCE = Fraction(1, 2)
"""Less is no confidence: the opposite would be likelier."""


class Method(StrEnum):
    ALL = "all"
    RANDOM = "random"
    ATTRIBUTE = "attribute"
    JUDGEMENTAL = "judgemental"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Method.ALL: "全部",
    Method.RANDOM: "隨機",
    Method.ATTRIBUTE: "屬性抽樣",
    Method.JUDGEMENTAL: "判斷抽樣",
}


@dataclass(frozen=True)
class Plan:
    """How a sample is to be taken; `problems` says whether it is one that can be followed.

    `size` is asked of a random and a judgemental sample, and may enlarge one by attributes, whose
    size follows from `tolerable`, `confidence` and `allowed`. `seed` decides the draw.
    """

    method: Method
    seed: str = ""
    size: int | None = None
    tolerable: Rate | None = None
    confidence: Rate | None = None
    allowed: int = 0
    reason: str = ""


def wanted(plan: Plan, population: int) -> int:
    """Return how many items of a population a plan takes: all of them where it does not say.

    :raises ValueError: if the population is negative
    """
    if population < 0:
        raise ValueError(f"a population of {population}")
    if population <= ALL_UP_TO or plan.method is Method.ALL:
        return population
    size = plan.size if plan.size is not None and plan.size > 0 else 0
    if plan.method is Method.ATTRIBUTE:
        size = max(size, _needed(plan, population) or population)
    return min(size or population, population)


def problems(plan: Plan, population_size: int | None = None) -> tuple[str, ...]:
    """Say in Chinese why a plan cannot be followed; empty when it can.

    Without a population size, as when the plan is fixed, only what needs none is looked at.
    """
    found = []
    if plan.method is Method.JUDGEMENTAL and not plan.reason.strip():
        found.append("判斷抽樣要寫明理由：為什麼選這些項目，而不是隨機抽。")
    if plan.method in (Method.RANDOM, Method.ATTRIBUTE) and not plan.seed.strip():
        found.append("沒有種子；種子要在知道母體以前定下，樣本才不能挑選。")
    if not plan.seed.isprintable():
        found.append("種子有不能顯示的字元；請換一個種子。")
    found += _size_problems(plan)
    found += _rate_problems(plan)
    if population_size is not None and not found:
        found += _population_problems(plan, population_size)
    return tuple(found)


def _size_problems(plan: Plan) -> list[str]:
    if plan.size is None:
        asked = plan.method in (Method.RANDOM, Method.JUDGEMENTAL)
        return [f"「{plan.method.label}」要填樣本數。"] if asked else []
    return [] if plan.size > 0 else ["樣本數要大於 0。"]


def _rate_problems(plan: Plan) -> list[str]:
    found = []
    if plan.method is Method.ATTRIBUTE and plan.tolerable is None:
        found.append("屬性抽樣要填可容忍偏差率。")
    if plan.method is Method.ATTRIBUTE and plan.confidence is None:
        found.append("屬性抽樣要填信賴水準。")
    if plan.tolerable is not None and not 0 < (_number(plan.tolerable) or 0) < 1:
        found.append("可容忍偏差率要大於 0％、小於 100％。")
    if plan.confidence is not None and not LEAST_CONFIDENCE <= (_number(plan.confidence) or 0) < 1:
        found.append("信賴水準要在 50％ 以上、小於 100％。")
    if plan.allowed < 0:
        found.append("容許偏差數不能小於 0。")
    return found


def _population_problems(plan: Plan, population: int) -> list[str]:
    if population <= 0:
        return ["母體沒有任何項目；請確認母體，若本期確實沒有發生，結果是「未發生」。"]
    if population <= ALL_UP_TO or plan.method is Method.ALL:
        return []
    found = []
    if plan.size is not None and plan.size > population:
        found.append(
            f"樣本數 {plan.size} 筆多於母體 {population} 筆；請改為「{Method.ALL.label}」。"
        )
    if plan.method is Method.ATTRIBUTE and plan.tolerable is not None:
        bad = ceil(as_fraction(plan.tolerable) * population)
        if plan.allowed >= bad:
            found.append(
                f"母體 {population} 筆裡有 {bad} 筆偏差就達到可容忍偏差率 "
                f"{percent(as_fraction(plan.tolerable))}，容許偏差數要少於 {bad}。"
            )
        needed = _needed(plan, population)
        if plan.size is not None and needed is not None and plan.size < needed:
            found.append(
                f"樣本數 {plan.size} 筆不夠這個計畫用，至少要 {needed} 筆；"
                "請提高樣本數，或留空由系統計算。"
            )
    return found


def _needed(plan: Plan, population: int) -> int | None:
    """Return the size that the rates of a plan ask, None where they are missing or wrong."""
    if plan.tolerable is None or plan.confidence is None or _rate_problems(plan):
        return None
    return size_for(
        tolerable=plan.tolerable,
        confidence=plan.confidence,
        allowed=plan.allowed,
        population=population,
    )


def _number(rate: Rate) -> Fraction | None:
    try:
        return as_fraction(rate)
    except ValueError:
        return None
