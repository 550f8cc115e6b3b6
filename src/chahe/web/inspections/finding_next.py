"""What comes next for a finding, said to whoever looks at it."""

from collections.abc import Callable
from typing import Any

from chahe.workflow import FindingState
from chahe.workflow.finding import is_issued

# state → permission of who acts, what they are told, what the others are
_NEXT = {
    FindingState.OPEN: (
        "findings.remediate",
        "請訂定改善計畫：負責人、期限、怎麼改。",
        "等單位訂定改善計畫。",
    ),
    FindingState.PLANNED: (
        "findings.remediate",
        "改善後請回報改善完成；途中可以記錄進度，來不及時先申請展延。",
        "等單位改善並回報。",
    ),
    FindingState.CURED: (
        "findings.close",
        "請複查：看改善之後取得的佐證，結案或退回。",
        "請附上改善之後重新取得的佐證，等沒有參與改善的人複查。",
    ),
}
_ENDED = {
    FindingState.CLOSED: "已結案，不再變動；再發生時另開新缺失。",
    FindingState.WITHDRAWN: "已撤回，編號不再使用。",
}


def next_step(finding: Any, *, user: Any, can: Callable[[str], bool], asked: bool) -> str:
    """Say what is next; `asked` says that an extension or an acceptance waits for a decision."""
    state = FindingState(finding.state)
    if state in _ENDED:
        return _ENDED[state]
    inspection = finding.paper.inspection
    if not is_issued(kind=inspection.kind, sealed=not inspection.is_open):
        return "查核封存、通知受查單位之後，才開始改善。"
    if asked and can("findings.decide"):
        return "有申請等待核定，請核定。"
    permission, mine, theirs = _NEXT[state]
    if not can(permission):
        return theirs
    inside = user.pk in (finding.owner_id, finding.cured_by_id)
    return theirs if state == FindingState.CURED and inside else mine
