"""What a paper's page shows of the work on it, in words, and what its reader may do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from chahe.sampling import Method, Tick
from chahe.web.firms.models import Firm
from chahe.web.templatetags.taiwan import roc_time

from ..doors import may
from ..forms import CommentForm
from ..models import CarriedOver, WorkingPaper
from ..readiness import lacks_of
from ..sample_summary import SampleSummary, sample_summary
from ..work_on import WorkOn


def page_of(firm: Firm, paper: WorkingPaper, *, below: bool = False) -> dict[str, Any]:
    """Return what a paper's page, or one below it, says of where it is."""
    inspection = paper.inspection
    crumbs = [
        {"label": "查核", "url": reverse("inspections", args=[firm.code])},
        {"label": str(inspection), "url": reverse("inspection", args=[firm.code, inspection.pk])},
        *(
            [{"label": str(paper), "url": reverse("paper", args=[firm.code, paper.pk])}]
            if below
            else []
        ),
    ]
    return {"firm": firm, "paper": paper, "inspection": inspection, "crumbs": crumbs}


_LEGEND = {tick.value: tick for tick in Tick}
_CARRIED = dict(CarriedOver.WHAT)


def shown_work(
    request: HttpRequest, paper: WorkingPaper, work: WorkOn, *, evidence: int
) -> dict[str, Any]:
    """Return what a paper's page reads of the work on it."""
    sample = sample_summary(work.sampling)
    done_steps = {step["position"]: step for step in work.steps}
    return {
        "work": work,
        "steps": [
            (method, text, _stepped(done_steps.get(position)))
            for position, (method, text) in enumerate(paper.procedure)
        ],
        "sample": sample,
        "sample_facts": _sample_facts(work, sample),
        "notes": [_note(request, paper, note) for note in work.notes],
        "may_raise": _may_raise(request, paper, work),
        "note_form": CommentForm(label="覆核意見"),
        "carried": _carried(work),
        "lacking": lacks_of(
            paper,
            evidence=evidence,
            steps_done=list(done_steps),
            sample=sample.sampled if sample else None,
        ),
    }


def _carried(work: WorkOn) -> str:
    """Say what was taken over from an earlier period's paper."""
    return "、".join(dict.fromkeys(_CARRIED[each["what"]] for each in work.carried))


def _stepped(step: dict[str, Any] | None) -> dict[str, Any] | None:
    return step and {**step, "mark": _LEGEND[step["tick"]]}


def _sample_facts(work: WorkOn, sample: SampleSummary | None) -> list[tuple[str, Any]]:
    row = work.sampling
    if row is None or sample is None:
        return []
    facts = [
        ("方法", Method(row["method"]).label),
        ("計畫", f"{row['planned_by']}，{roc_time(row['planned_at'])}"),
    ]
    if not sample.sampled.frozen:
        return [*facts, ("母體", "還沒有凍結")]
    cells = row["drawn"] * len(row["attributes"])
    return [
        *facts,
        ("母體", f"{row['population']:,} 筆（{row['source']}）"),
        ("完整性", sample.completeness.sentence if sample.completeness else ""),
        ("樣本", f"{row['drawn']:,} 筆"),
        ("已標記", f"{cells - sample.sampled.unmarked:,}／{cells:,} 格"),
        ("例外", f"{sample.sampled.exceptions:,} 筆"),
    ]


def _note(request: HttpRequest, paper: WorkingPaper, note: dict[str, Any]) -> dict[str, Any]:
    """Return a note with its state in words, and what its reader may do about it."""
    signed = not paper.is_draft and note["round"] < paper.round
    ended = bool(note["cleared_at"]) or paper.state == "approved"
    label, tone = ("待答覆", "danger")
    if note["cleared_at"]:
        label, tone = "已解除", "success"
    elif note["answered_at"]:
        label, tone = "已答覆，待解除", "warning"
    me = request.user.pk
    return {
        **note,
        "label": label,
        "tone": tone,
        "answerable": not ended
        and not signed
        and note["raiser"] != me
        and may(request, "papers.prepare"),
        "clearable": not ended
        and bool(note["answered_at"])
        and note["answerer"] != me
        and may(request, "papers.review"),
    }


def _may_raise(request: HttpRequest, paper: WorkingPaper, work: WorkOn) -> bool:
    about = paper.round - 1 if paper.is_draft else paper.round
    mine = any(
        s["step"] == "prepare" and s["round"] == about and s["signer"] == request.user.pk
        for s in work.signatures
    )
    open_to_notes = paper.state in ("prepared", "reviewed") or (paper.is_draft and about > 0)
    return open_to_notes and not mine and may(request, "papers.review")
