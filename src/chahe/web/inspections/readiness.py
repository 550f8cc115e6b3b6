"""Whether a paper can be signed as prepared, and whether another auditor could repeat it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from chahe.rulebook import Method
from chahe.sampling import SampleError, Tick
from chahe.workflow import (
    InspectionKind,
    Sampled,
    Verdict,
    preparation_problems,
    repeatable,
)

from .evidence_state import stale_reasons
from .models import WorkingPaper
from .sampled import active_sampling, sampled

DONE_IN_FULL = frozenset({InspectionKind.CPA})
"""Kinds of inspection whose every step must say what was done."""


def problems_of(paper: WorkingPaper, *, on: date) -> tuple[str, ...]:
    """Say why a draft cannot be signed as prepared; empty when it can."""
    attached = list(paper.attachments.all())
    stale = stale_reasons(paper.inspection, attached, on=on)
    latest = latest_runs(paper)
    steps = list(paper.steps.all())
    try:
        sample = sampled(active_sampling(paper))
    except SampleError as error:
        return (f"抽樣紀錄讀不出來：{error}請通知系統管理者查明。",)
    return preparation_problems(
        verdict=Verdict(paper.verdict) if paper.verdict else None,
        conclusion=paper.conclusion,
        usable_evidence=len(attached) - len(stale),
        stale_evidence=list(stale.values()),
        check_verdicts=[Verdict(run.said) for run in latest.values() if run.said],
        unfinished_checks=sum(run.is_live for run in latest.values()),
        open_findings=sum(f.state != "withdrawn" for f in paper.findings.all()),
        sampled=sample,
        steps_against=steps_against((step.position, step.tick) for step in steps),
        undone_steps=undone_steps(paper, done=[step.position for step in steps]),
        unanswered_notes=sum(not note.answered_at for note in paper.notes.all()),
    )


def latest_runs(paper: WorkingPaper) -> dict[str, Any]:
    """Return the latest run of each check on a paper that was not cancelled."""
    latest: dict[str, Any] = {}
    for run in paper.check_runs.all():
        if run.is_live or run.is_done:
            latest.setdefault(run.check_id, run)
    return latest


def steps_against(steps: Any) -> list[str]:
    """Say which steps, each a position and a tick, did not come out well."""
    return [
        f"程序 {position + 1} 的記號是「{Tick(tick).legend}」"
        for position, tick in steps
        if tick in (Tick.EXCEPTION, Tick.UNDECIDED)
    ]


def undone_steps(paper: WorkingPaper, *, done: Collection[int]) -> int:
    """Count the steps nobody has done, where the kind of inspection asks for each of them."""
    if paper.inspection.kind not in DONE_IN_FULL:
        return 0
    return len(set(range(len(paper.procedure))) - set(done))


def lacks_of(
    paper: WorkingPaper, *, evidence: int, steps_done: Collection[int], sample: Sampled | None
) -> tuple[str, ...]:
    """Say what another auditor lacks to repeat a paper's work."""
    steps = range(len(paper.procedure))
    return repeatable(
        conclusion=paper.conclusion,
        evidence=evidence,
        population=paper.population,
        sample=paper.sample,
        steps=len(steps),
        steps_done=len(set(steps) & set(steps_done)),
        asks_sample=any(method == Method.SAMPLE.label for method, _ in paper.procedure),
        sampled=sample,
    )
