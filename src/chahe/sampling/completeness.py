"""Whether the population is all there was: a sample says nothing about what is not in it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .wording import named


class Coverage(StrEnum):
    COMPLETE = "complete"
    GAP = "gap"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"complete": "完整", "gap": "有差異", "unknown": "無法確認"}[self]


@dataclass(frozen=True)
class Completeness:
    """What came of comparing a population with an independent source.

    `missing` are the keys only the source has, `extra` those only the population has; both are
    empty when the source gave no more than a number.
    """

    state: Coverage
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    sentence: str

    @property
    def is_complete(self) -> bool:
        return self.state is Coverage.COMPLETE


def completeness(found: Collection[str], expected: Collection[str] | int | None) -> Completeness:
    """Compare a population with what an independent source expects: its keys or their number.

    It fails closed: without a source, or with an empty list for one, it is unknown; any
    difference, of either sign, is a gap. A key there twice counts once.

    :raises ValueError: if the number is negative
    """
    population = set(found)
    if isinstance(expected, int):
        return _counted(len(population), expected)
    if not expected:
        sentence = "沒有獨立來源可以核對母體，無法確認母體是否完整。"
        return Completeness(Coverage.UNKNOWN, (), (), sentence)
    missing = tuple(sorted(set(expected) - population))
    extra = tuple(sorted(population - set(expected)))
    if not missing and not extra:
        sentence = f"母體 {len(population)} 筆與獨立來源逐筆核對相符。"
        return Completeness(Coverage.COMPLETE, (), (), sentence)
    differ = [f"少了{named(missing)}"] if missing else []
    differ += [f"多了{named(extra)}"] if extra else []
    sentence = f"母體與獨立來源逐筆核對，{'，'.join(differ)}；查明以前不能視為完整。"
    return Completeness(Coverage.GAP, missing, extra, sentence)


def _counted(found: int, expected: int) -> Completeness:
    if expected < 0:
        raise ValueError(f"{expected} items expected")
    if found == expected:
        sentence = f"母體 {found} 筆與獨立來源的筆數相符；只核對筆數，沒有逐筆核對。"
        return Completeness(Coverage.COMPLETE, (), (), sentence)
    sentence = f"母體 {found} 筆，獨立來源應有 {expected} 筆，"
    sentence += f"{'少' if found < expected else '多'} {abs(found - expected)} 筆；"
    return Completeness(Coverage.GAP, (), (), sentence + "查明以前不能視為完整。")
