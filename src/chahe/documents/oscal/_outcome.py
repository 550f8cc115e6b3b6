"""A verdict in a world of two states: what is not proved is not satisfied.

符合 is `satisfied` only when all three steps are signed and the rules under which a paper may be
signed still hold of it. Everything else is `not-satisfied`, and `reason` tells the rest: `fail`
for 不符, `other` where nobody knows. 未發生 is among the others: that nothing happened does not
show that the control works, and a document with nothing to say of a control reads like a pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...deadlines import Period, days_after
from ...workflow import Dates, Verdict, preparation_problems, staleness
from ..dates import TAIPEI
from ..record import STEPS, CheckRecord, EvidenceRecord, PaperRecord
from ..tally import verdict_label
from ._reading import Reading
from ._risks import is_open

_WHY = {
    Verdict.NONCONFORMING: "認定不符。",
    Verdict.NOT_APPLICABLE: "認定不適用。",
    Verdict.NO_OCCURRENCE: (
        "未發生：期間內沒有應受查核之事項。OSCAL 只有 satisfied 與 not-satisfied，"
        "沒有發生不能證明控制有效，故不列為 satisfied；這不是缺失，也沒有對應的風險。"
    ),
    Verdict.INSUFFICIENT: "證據不足：佐證缺漏、逾期、不全或無法判讀，不能認定符合。",
}


@dataclass(frozen=True)
class Outcome:
    """`state` and `reason` are OSCAL's words of a status; `because` says why in Chinese."""

    state: str
    reason: str
    because: str


def outcome(paper: PaperRecord, reading: Reading) -> Outcome:
    """Return the state of what a paper answers."""
    doubts = _doubts(paper, reading)
    if paper.verdict is Verdict.CONFORMING and not doubts:
        return Outcome("satisfied", "pass", "")
    reason = "fail" if paper.verdict is Verdict.NONCONFORMING else "other"
    said = _WHY.get(paper.verdict, "") if paper.verdict else ""
    opening = f"查核結果為{verdict_label(paper.verdict)}。" if doubts else ""
    return Outcome("not-satisfied", reason, f"{opening}{said}{''.join(doubts)}")


def out_of_scope(paper: PaperRecord) -> str:
    """Say why a paper's rule no longer binds the firm; nothing when it does, or nobody says."""
    return "" if paper.applies else paper.applies_reason.strip()


def set_aside(paper: PaperRecord, reading: Reading) -> str:
    """Say why there is no result for a paper: out of scope, or signed by all as 不適用.

    With a finding that still waits there is one, whatever became of the rule.
    """
    if any(map(is_open, reading.found.get(paper.path, ()))):
        return ""
    found = paper.verdict is Verdict.NOT_APPLICABLE and not _doubts(paper, reading)
    return out_of_scope(paper) or (paper.conclusion.strip() if found else "")


def _doubts(paper: PaperRecord, reading: Reading) -> tuple[str, ...]:
    """Say what keeps a verdict from counting."""
    prepared = paper.signature(STEPS[0])
    on = (prepared.at if prepared else reading.made_at).astimezone(TAIPEI).date()
    stale = [
        f"佐證「{evidence.name}」{why}"
        for evidence in paper.evidence
        if (why := _why_stale(evidence, reading.record.period, on))
    ]
    problems = preparation_problems(
        verdict=paper.verdict,
        conclusion=paper.conclusion,
        usable_evidence=len(paper.evidence) - len(stale),
        stale_evidence=stale,
        check_verdicts=[check.verdict for check in latest(paper.checks)],
        unfinished_checks=0,
        open_findings=len(reading.found.get(paper.path, ())),
    )
    if waiting := sum(note.cleared_at is None for note in paper.notes):
        problems += (f"還有 {waiting} 則覆核意見沒有結清。",)
    unsigned = [step for step in STEPS if not paper.signature(step)]
    return (*problems, *([f"還沒有{'、'.join(unsigned)}。"] if unsigned else []))


def latest(checks: Iterable[CheckRecord]) -> list[CheckRecord]:
    """Return the last run of each check; a record has the newest first."""
    runs: dict[str, CheckRecord] = {}
    for check in checks:
        runs.setdefault(check.id, check)
    return [*runs.values()]


def _why_stale(evidence: EvidenceRecord, period: Period, on: date) -> str | None:
    """Say why a piece of evidence does not count; when nobody knows how old it is, it does not."""
    if evidence.collected_on is None:
        return "沒有載明取得日"
    covers = None
    if evidence.covers:
        start, last = evidence.covers
        covers = Period(start, days_after(last, 1))
    dates = Dates(evidence.collected_on, covers, evidence.valid_until)
    return staleness(dates, period=period, on=on)
