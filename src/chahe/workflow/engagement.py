"""A CPA's engagement 會計師評估: open until its report is issued; the report, and stops of trading.

A report is proposed whole, signed by two CPAs, then issued and never changed. A correction opens
the engagement again, and its report is another one that names the first.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ..deadlines import within_half_a_year
from .moves import Move, table

SIGNERS = 2
"""How many different CPAs sign a report. S4 says nothing of it: our own, careful choice."""
PAPER_SIGNERS = 3  # 編製, 覆核 and 核定 are three people (workflow/paper.py)


class EngagementKind(StrEnum):
    """The first four are S4's preface and custom; the last its row 3(12)3, on stops of trading."""

    APPLICATION = "application"
    RELOCATION = "relocation"
    YEARLY = "yearly"
    INTERIM = "interim"
    SPECIAL = "special"

    @property
    def label(self) -> str:
        return _KINDS[self]

    @property
    def needs_opinion(self) -> bool:
        """Whether its report gives one; an interim report tells how far the work has come."""
        return self is not EngagementKind.INTERIM


_KINDS = {
    EngagementKind.APPLICATION: "申請時",
    EngagementKind.RELOCATION: "機房或平臺遷移",
    EngagementKind.YEARLY: "年度",
    EngagementKind.INTERIM: "期中",
    EngagementKind.SPECIAL: "停止交易專案",
}


class EngagementState(StrEnum):
    OPEN = "open"
    ISSUED = "issued"
    CANCELLED = "cancelled"


ENGAGEMENT_LABELS = {
    EngagementState.OPEN: "進行中",
    EngagementState.ISSUED: "已出具報告",
    EngagementState.CANCELLED: "已終止委任",
}
ENGAGEMENT_MOVES = table(
    Move(
        "issue",
        "出具報告",
        frozenset({EngagementState.OPEN}),
        EngagementState.ISSUED,
        "engagements.issue",
    ),
    Move(
        "correct",
        "更正報告",
        frozenset({EngagementState.ISSUED}),
        EngagementState.OPEN,
        "engagements.issue",
    ),
    Move(
        "cancel",
        "終止委任",
        frozenset({EngagementState.OPEN}),
        EngagementState.CANCELLED,
        "engagements.open",
    ),
)


class ReportKind(StrEnum):
    INTERIM = "interim"
    FINAL = "final"

    @property
    def label(self) -> str:
        return {"interim": "期中報告", "final": "評估報告"}[self]


class ReportState(StrEnum):
    PROPOSED = "proposed"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


REPORT_LABELS = {
    ReportState.PROPOSED: "待簽證",
    ReportState.ISSUED: "已出具",
    ReportState.WITHDRAWN: "已撤回",
}
REPORT_MOVES = table(
    Move(
        "issue",
        "出具",
        frozenset({ReportState.PROPOSED}),
        ReportState.ISSUED,
        "engagements.issue",
    ),
    Move(
        "withdraw",
        "撤回",
        frozenset({ReportState.PROPOSED}),
        ReportState.WITHDRAWN,
        "engagements.issue",
    ),
)


def final_problems(*, unsealed: int, unapproved: int) -> tuple[str, ...]:
    """Say why a final report cannot be proposed; `unsealed` inspections, `unapproved` papers."""
    problems = []
    if unapproved:
        problems.append(f"還有 {unapproved:,} 份底稿沒有核定。")
    if unsealed:
        problems.append(f"還有 {unsealed:,} 次查核沒有封存。")
    return tuple(problems)


def stops_before(stopped_on: date, others: Iterable[date]) -> tuple[date, ...]:
    """Return the earlier stops of trading that, with one on a day, make two in half a year.

    Where there is one, trading is resumed only after a CPA's special report (S4, row 3(12)3).
    """
    return tuple(
        sorted(
            other
            for other in others
            if other <= stopped_on and within_half_a_year(other, stopped_on)
        )
    )
