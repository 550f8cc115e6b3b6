"""Write what was done in each step of a paper's procedure."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.sampling import Tick
from chahe.workflow import Refused

from ..models import StepResult, WorkingPaper
from .papers import journal_paper, lock_draft


@transaction.atomic
def write_steps(
    *, paper: WorkingPaper, by: Any, steps: Mapping[int, tuple[str, Tick | None]]
) -> None:
    """Write what was done and seen in some steps, counted from 0; one without words is taken back.

    :raises Refused: if the paper is signed, has no such step, or one has words and no tick
    """
    paper = lock_draft(paper)
    if strange := [position for position in steps if position not in range(len(paper.procedure))]:
        raise Refused(f"這份底稿沒有第 {strange[0] + 1} 個程序。")
    kept = {step.position: step for step in paper.steps.all()}
    before = _digest(kept.values())
    for position, (done, tick) in steps.items():
        _write(paper, position, done.strip(), tick, by, kept.get(position))
    now = list(paper.steps.order_by("position"))
    if (after := _digest(now)) != before:
        detail = {"steps": len(now)}
        journal_paper("paper.steps_written", paper, by, before=before, after=after, detail=detail)


def _write(
    paper: WorkingPaper,
    position: int,
    done: str,
    tick: Tick | None,
    by: Any,
    kept: StepResult | None,
) -> None:
    if not done:
        if tick:
            raise Refused(f"程序 {position + 1} 有記號，請寫明做了什麼、看到什麼。")
        if kept:
            kept.delete()
        return
    if tick is None:
        raise Refused(f"程序 {position + 1} 請選擇記號。")
    if kept and (kept.done, kept.tick) == (done, tick):
        return
    paper.steps.update_or_create(
        position=position,
        defaults={"done": done, "tick": tick, "by": by, "at": timezone.now()},
    )


def _digest(steps: Any) -> str:
    found = sorted([step.position, step.tick, step.done] for step in steps)
    return digest(found) if found else ""
