"""A working paper's life: 編製 → 覆核 → 核定，by three different people; or out of scope."""

from collections.abc import Collection
from enum import StrEnum

from .moves import Move, table
from .verdict import Verdict


class PaperState(StrEnum):
    """`LEFT` is of a draft whose rule no longer binds the firm; nobody signs it."""

    DRAFT = "draft"
    PREPARED = "prepared"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    LEFT = "left"


PAPER_LABELS = {
    PaperState.DRAFT: "編製中",
    PaperState.PREPARED: "待覆核",
    PaperState.REVIEWED: "待核定",
    PaperState.APPROVED: "已核定",
    PaperState.LEFT: "不適用",
}

PAPER_MOVES = table(
    Move(
        "prepare", "編製完成", frozenset({PaperState.DRAFT}), PaperState.PREPARED, "papers.prepare"
    ),
    Move("review", "覆核", frozenset({PaperState.PREPARED}), PaperState.REVIEWED, "papers.review"),
    Move(
        "approve", "核定", frozenset({PaperState.REVIEWED}), PaperState.APPROVED, "papers.approve"
    ),
    Move(
        "return",
        "退回",
        frozenset({PaperState.PREPARED, PaperState.REVIEWED}),
        PaperState.DRAFT,
        "papers.review",
    ),
    Move(
        "leave", "退出適用範圍", frozenset({PaperState.DRAFT}), PaperState.LEFT, "inspections.plan"
    ),
    Move(
        "enter", "重新納入範圍", frozenset({PaperState.LEFT}), PaperState.DRAFT, "inspections.plan"
    ),
)


def proposed(check_verdicts: Collection[Verdict]) -> Verdict | None:
    """Return the verdict that checks propose together: the worst of them, None without any."""
    for verdict in (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, Verdict.CONFORMING):
        if verdict in check_verdicts:
            return verdict
    return None
