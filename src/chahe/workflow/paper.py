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


def preparation_problems(
    *,
    verdict: Verdict | None,
    conclusion: str,
    usable_evidence: int,
    stale_evidence: Collection[str],
    check_verdicts: Collection[Verdict],
    unfinished_checks: int,
    open_findings: int,
) -> tuple[str, ...]:
    """Say why a paper cannot be signed as prepared; empty when it can.

    `stale_evidence` are the reasons why pieces of its evidence do not count. It fails closed:
    符合 needs evidence that counts, and no check that says otherwise or could not tell.
    """
    problems = []
    if verdict is None:
        problems.append("還沒有選擇查核結果。")
    if not conclusion.strip():
        problems.append("還沒有寫結論。")
    if unfinished_checks:
        problems.append(f"還有 {unfinished_checks} 項自動檢測沒有完成，請等它完成或重新執行。")
    if verdict is Verdict.CONFORMING:
        problems += _against_conforming(usable_evidence, stale_evidence, check_verdicts)
    if verdict is Verdict.NONCONFORMING and not open_findings:
        problems.append("結果為不符時，要先開立缺失。")
    if verdict is not Verdict.NONCONFORMING and open_findings:
        problems.append("已開立缺失，結果卻不是不符；請改為不符，或先撤回缺失。")
    return tuple(problems)


def _against_conforming(
    usable: int, stale: Collection[str], check_verdicts: Collection[Verdict]
) -> list[str]:
    problems = []
    if not usable:
        problems.append("沒有可用的佐證，只能是「證據不足」，不能是「符合」。")
    problems += [f"{reason}，不能認定符合。" for reason in stale]
    if Verdict.NONCONFORMING in check_verdicts:
        problems.append("自動檢測的結果是不符，不能認定符合。")
    if Verdict.INSUFFICIENT in check_verdicts:
        problems.append("自動檢測的結果是證據不足，不能認定符合；請補佐證後重新執行。")
    return problems


def proposed(check_verdicts: Collection[Verdict]) -> Verdict | None:
    """Return the verdict that checks propose together: the worst of them, None without any."""
    for verdict in (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, Verdict.CONFORMING):
        if verdict in check_verdicts:
            return verdict
    return None
