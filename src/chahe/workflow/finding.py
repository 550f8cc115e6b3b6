"""A finding's life 缺失: open → planned → cured → closed; a closed one never reopens."""

from enum import StrEnum

from .inspection import InspectionKind
from .moves import Move, table


class FindingState(StrEnum):
    OPEN = "open"
    PLANNED = "planned"
    CURED = "cured"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


FINDING_LABELS = {
    FindingState.OPEN: "待改善計畫",
    FindingState.PLANNED: "改善中",
    FindingState.CURED: "待複查",
    FindingState.CLOSED: "已結案",
    FindingState.WITHDRAWN: "已撤回",
}

ENDED = frozenset({FindingState.CLOSED, FindingState.WITHDRAWN})

FINDING_MOVES = table(
    Move(
        "plan",
        "訂定改善計畫",
        frozenset({FindingState.OPEN, FindingState.PLANNED}),
        FindingState.PLANNED,
        "findings.remediate",
    ),
    Move(
        "cure",
        "回報改善完成",
        frozenset({FindingState.PLANNED}),
        FindingState.CURED,
        "findings.remediate",
    ),
    Move(
        "reject",
        "退回改善",
        frozenset({FindingState.CURED}),
        FindingState.PLANNED,
        "findings.close",
    ),
    Move(
        "close", "複查結案", frozenset({FindingState.CURED}), FindingState.CLOSED, "findings.close"
    ),
    Move(
        "withdraw", "撤回", frozenset({FindingState.OPEN}), FindingState.WITHDRAWN, "findings.open"
    ),
)


def is_issued(*, kind: str, sealed: bool) -> bool:
    """Say whether the side that must cure a finding has been told of it.

    自行查核 is the firm's own work, so it is at once; of any other kind it is told by the seal.
    """
    return sealed or kind == InspectionKind.SELF


class Severity(StrEnum):
    """How much a finding matters; a firm's own judgement, not the exchange's."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return {"high": "高", "medium": "中", "low": "低"}[self]
