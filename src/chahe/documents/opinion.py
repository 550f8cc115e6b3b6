"""What a CPA may say of a whole engagement, given the result of each control point.

| 符合 | 不符 | 證據不足 | what may be said |
|---|---|---|---|
| some | none | none | 無保留意見 |
| some | some | none | 保留意見, 否定意見 |
| some | none | some | 保留意見, 無法表示意見 |
| some | some | some | 保留意見, 否定意見, 無法表示意見 |
| none | none | any | 無法表示意見 |
| none | some | none | 否定意見 |
| none | some | some | 否定意見, 無法表示意見 |

How much is too much is in no source seen, so among what the results allow the CPA chooses, and
says why. Nothing may be said while a point is undecided, or where there are no points. 保留意見
says that all but what it names is in order, so something must have been found to be.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ..workflow import Verdict


class OpinionKind(StrEnum):
    UNQUALIFIED = "unqualified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    OpinionKind.UNQUALIFIED: "無保留意見",
    OpinionKind.QUALIFIED: "保留意見",
    OpinionKind.ADVERSE: "否定意見",
    OpinionKind.DISCLAIMER: "無法表示意見",
}
_ALLOWED = {  # (some 符合, some 不符, some 證據不足)
    (True, False, False): (OpinionKind.UNQUALIFIED,),
    (True, True, False): (OpinionKind.QUALIFIED, OpinionKind.ADVERSE),
    (True, False, True): (OpinionKind.QUALIFIED, OpinionKind.DISCLAIMER),
    (True, True, True): (OpinionKind.QUALIFIED, OpinionKind.ADVERSE, OpinionKind.DISCLAIMER),
    (False, False, False): (OpinionKind.DISCLAIMER,),
    (False, False, True): (OpinionKind.DISCLAIMER,),
    (False, True, False): (OpinionKind.ADVERSE,),
    (False, True, True): (OpinionKind.ADVERSE, OpinionKind.DISCLAIMER),
}


class Judged(Protocol):
    """Anything with a result; `None` is undecided."""

    @property
    def result(self) -> Verdict | None: ...


@dataclass(frozen=True)
class Opinion:
    """What may be said, and why no more; no `allowed` means that nothing may be."""

    allowed: tuple[OpinionKind, ...]
    reason: str


def opinion_for(rows: Collection[Judged]) -> Opinion:
    """Return the opinions that the results of control points allow, and the reason."""
    results = [row.result for row in rows]
    if not results:
        return Opinion((), "沒有任何控制重點，不能提出意見。")
    if undecided := results.count(None):
        return Opinion((), f"還有 {undecided:,} 項控制重點尚未作成結果，不能提出意見。")
    seen = (Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.INSUFFICIENT)
    good, bad, missing = (bool(results.count(verdict)) for verdict in seen)
    said = "、".join(f"{v.label} {results.count(v):,} 項" for v in seen if v in results)
    reason = f"有{said}。" if said else "沒有任何一項經查核認定符合，沒有可以據以提出意見的結果。"
    return Opinion(_ALLOWED[good, bad, missing], reason)


def allowed_opinions(rows: Collection[Judged]) -> tuple[OpinionKind, ...]:
    """Return the opinions a CPA may choose from."""
    return opinion_for(rows).allowed


def opinion_problems(rows: Collection[Judged], *, chosen: OpinionKind, why: str) -> tuple[str, ...]:
    """Say why a chosen opinion cannot be given; empty when it can."""
    opinion = opinion_for(rows)
    if not opinion.allowed:
        return (opinion.reason,)
    if chosen not in opinion.allowed:
        choices = "、".join(kind.label for kind in opinion.allowed)
        return (f"{opinion.reason}不能提出{chosen.label}，可選擇：{choices}。",)
    if len(opinion.allowed) > 1 and not why.strip():
        return (f"選擇{chosen.label}的理由還沒有寫；影響是否廣泛由會計師判斷，請寫明理由。",)
    return ()
