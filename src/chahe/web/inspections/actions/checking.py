"""Run checks on a paper's evidence, in the background."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.checks import load_checks
from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.web.rulebooks.queries import tested_as
from chahe.workflow import Refused, Verdict, proposed

from ..check_inputs import Cancelled, Outcome, run_on_evidence
from ..models import CheckRun, WorkingPaper
from ..readiness import latest_runs
from .papers import lock_draft, lock_paper


@transaction.atomic
def ask_for_check(*, paper: WorkingPaper, check_id: str, by: Any, enqueue: bool = True) -> CheckRun:
    """Queue a check on a draft's evidence; a worker runs it, or the caller by `perform_check`.

    The check judges as of the last day of the period, or today while the period runs.

    :raises Refused: if the paper is signed, the check does not test its rule, or is running
    """
    from ..tasks import run_check  # noqa: PLC0415 (the task calls `finish_check` below)

    paper = lock_draft(paper)
    if check_id not in paper.checks:
        raise Refused("這項自動檢測不適用於這份底稿的條款。")
    try:
        with transaction.atomic():
            run = CheckRun.objects.create(
                paper=paper,
                check_id=check_id,
                title=load_checks()[check_id].title,
                on=min(timezone.localdate(), paper.inspection.period.last_day),
                asked_by=by,
                asked_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("這項自動檢測正在執行，請等它完成。") from None
    record(
        "check.asked",
        subject=f"check_run:{run.pk}",
        by=by,
        firm=paper.inspection.firm.code,
        detail={"check": check_id, "inspection": paper.inspection.number, "rule": paper.ref},
    )
    if enqueue:
        run_check.enqueue(run.pk)
    return run


def perform_check(run_id: int) -> None:
    """Run a queued check and keep what it says; once done, doing it again changes nothing.

    A check that is cancelled stops before the next piece of evidence, and its result is not kept.
    """
    run = CheckRun.objects.select_related("paper__inspection__firm", "asked_by").get(pk=run_id)
    if not run.is_live:
        return
    CheckRun.objects.filter(pk=run_id, state__in=CheckRun.LIVE).update(state="running", progress=10)
    try:
        outcome = run_on_evidence(run, progress=lambda done: _progress(run_id, done))
    except Cancelled:
        return
    _finish(run_id, outcome)


def _progress(run_id: int, done: int) -> None:
    if not CheckRun.objects.filter(pk=run_id, state="running").update(progress=done):
        raise Cancelled


@transaction.atomic
def cancel_check(*, run: CheckRun, by: Any) -> CheckRun:
    """Have a check that is queued or running say nothing; what earlier runs said stands.

    :raises Refused: if it has ended
    """
    lock_paper(run.paper)
    run = CheckRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_live:
        raise Refused("這次檢測已經結束，不能取消。")
    run.state, run.finished_at = "cancelled", timezone.now()
    run.save()
    record(
        "check.cancelled",
        subject=f"check_run:{run.pk}",
        by=by,
        firm=run.paper.inspection.firm.code,
        detail={"check": run.check_id, "rule": run.paper.ref},
    )
    return run


@transaction.atomic
def _finish(run_id: int, outcome: Outcome) -> None:
    paper = lock_paper(CheckRun.objects.select_related("paper").get(pk=run_id).paper)
    run = CheckRun.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=run_id)
    if not run.is_live:
        return
    result = outcome.result
    run.state, run.progress, run.finished_at = "done", 100, timezone.now()
    run.inputs, run.verdict, run.reason = outcome.inputs, result.verdict.value, result.reason
    run.population, run.rows, run.figures = result.population, outcome.rows, outcome.figures
    run.said = _said(run, paper, complete=result.complete)
    run.digest = digest(
        {
            "check": run.check_id,
            "on": run.on,
            "inputs": run.inputs,
            "figures": run.figures,
            "verdict": run.verdict,
            "reason": run.reason,
            "population": run.population,
            "rows": run.rows,
        }
    )
    run.save()
    _propose(paper)
    record(
        "check.finished",
        subject=f"check_run:{run.pk}",
        by=run.asked_by,
        firm=paper.inspection.firm.code,
        after=run.digest,
        detail={"check": run.check_id, "verdict": run.verdict, "rule": paper.ref},
    )


def _propose(paper: WorkingPaper) -> None:
    if not paper.is_draft:
        return
    runs = [run for run in latest_runs(paper).values() if run.is_done]
    verdict = proposed([Verdict(run.said) for run in runs if run.said])
    paper.proposed = verdict.value if verdict else ""
    paper.changed_at = timezone.now()
    paper.save(update_fields=["proposed", "changed_at"])


def _said(run: CheckRun, paper: WorkingPaper, *, complete: bool) -> str:
    check = load_checks()[run.check_id]
    found = {row["kind"] for row in run.rows if "kind" in row}
    rule = tested_as(check, paper.citation)
    said = {"rule": rule, "found": found, "complete": complete}
    verdict = check.proposes(Verdict(run.verdict), **said)
    return verdict.value if verdict else ""
