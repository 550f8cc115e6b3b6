"""What a signature is of: the inputs of a paper's result, as one digest."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, prefetch_related_objects

from chahe.ledger.canonical import digest
from chahe.sampling import population_digest, write_plan

from .models import (
    Attachment,
    CheckRun,
    CrossReference,
    Finding,
    Inspection,
    ReviewNote,
    SampleItem,
    Sampling,
    StepResult,
    WorkingPaper,
)
from .sampled import latest_marks, plan_of

EVIDENCE = (
    Prefetch("attachments", Attachment.objects.select_related("evidence__blob")),
    Prefetch("check_runs", CheckRun.objects.order_by("-id")),
)
# What a digest reads of a paper besides its own row: seven queries for any number of papers, and
# two more where one of them has a sample.
INPUTS = (
    *EVIDENCE,
    "findings",
    Prefetch("samplings", Sampling.objects.order_by("attempt").select_related("evidence")),
    Prefetch("samplings__items", SampleItem.objects.order_by("position")),
    "samplings__items__marks",
    "steps",
    Prefetch("notes", ReviewNote.objects.order_by("id")),
    Prefetch(
        "references",
        CrossReference.objects.order_by("id").select_related(
            "to_paper__inspection__firm", "to_evidence", "to_finding"
        ),
    ),
)


# What most papers have none of; whether one has is asked in the query that reads its row.
_SELDOM: dict[str, type[Model]] = {
    "check_runs": CheckRun,
    "findings": Finding,
    "samplings": Sampling,
    "steps": StepResult,
    "notes": ReviewNote,
    "references": CrossReference,
}
HAS = {
    f"has_{name}": Exists(rows._default_manager.filter(paper=OuterRef("pk")))
    for name, rows in _SELDOM.items()
}


def read_inputs(paper: WorkingPaper) -> WorkingPaper:
    """Read the inputs of one paper that was read with `HAS`; what it has none of costs no query."""
    absent = {name for name in _SELDOM if not getattr(paper, f"has_{name}")}
    wanted = [each for each in INPUTS if _name_of(each).partition("__")[0] not in absent]
    prefetch_related_objects([paper], *wanted)
    for name in absent:
        paper._prefetched_objects_cache[name] = _SELDOM[name]._default_manager.none()
    return paper


def _name_of(lookup: str | Prefetch[Any]) -> str:
    return lookup if isinstance(lookup, str) else lookup.prefetch_to


def paper_inputs(paper: WorkingPaper) -> dict[str, Any]:
    """Return what a paper's result rests on, as canonical JSON can hold it.

    Rule edition, plan, population, sample, evidence digests, check results, verdict and findings:
    the same inputs give the same digest, and any change of them another. What a paper does not
    have is not among its keys, so that one signed before it could have it keeps its digest.
    """
    inspection = paper.inspection
    return {
        "inspection": inspection.number,
        "rule": paper.citation,
        "subject": paper.subject,
        "question": paper.question,
        "procedure": paper.procedure,
        "population": paper.population,
        "sample": paper.sample,
        "evidence": sorted(each.evidence.blob_id for each in paper.attachments.all()),
        "checks": sorted(
            f"{run.check_id}:{run.digest}" for run in paper.check_runs.all() if run.is_done
        ),
        "verdict": paper.verdict,
        "conclusion": paper.conclusion,
        "findings": sorted(finding.number for finding in paper.findings.all()),
        "round": paper.round,
        **({"left": [paper.left_on, paper.left_reason]} if paper.has_left else {}),
        **_work_of(paper),
    }


def _work_of(paper: WorkingPaper) -> dict[str, Any]:
    """Return what was done beside the result, where it was.

    A reviewer's note counts from the next round on: it is about what was signed in its own.
    """
    work = {
        "samplings": [sampling_inputs(each) for each in paper.samplings.all()],
        "steps": sorted([each.position, each.tick, each.done] for each in paper.steps.all()),
        "notes": [
            [note.round, note.text, note.answer]
            for note in paper.notes.all()
            if note.round < paper.round
        ],
        "references": sorted(_pointed(each) for each in paper.references.all()),
    }
    return {name: found for name, found in work.items() if found}


def sampling_inputs(sampling: Sampling) -> dict[str, Any]:
    """Return a sample as canonical JSON can hold it, its population by digest."""
    items = list(sampling.items.all())
    rows = [[item.key, item.row] for item in items]
    return {
        "attempt": sampling.attempt,
        "basis": sampling_basis(sampling),
        "items": [item.key for item in items],
        "rows": digest(rows),
        "marks": {item.key: _marks(item) for item in items if item.marks.all()},
        **({"abandoned": sampling.abandoned_reason} if sampling.abandoned_reason else {}),
    }


def sampling_basis(sampling: Sampling) -> dict[str, Any]:
    """Return what a sample is drawn by and from: the plan, and the population once it is frozen."""
    basis = {"plan": write_plan(plan_of(sampling)), "attributes": sampling.attributes}
    if not sampling.is_frozen:
        return basis
    return basis | {
        "source": sampling.source,
        "evidence": sampling.evidence.blob_id if sampling.evidence else "",
        "population": {"count": len(sampling.keys), "digest": population_digest(sampling.keys)},
        "expected": sampling.expected,
        "expected_source": sampling.expected_source,
    }


def _marks(item: SampleItem) -> dict[str, list[str]]:
    return {name: [mark.tick, mark.note] for name, mark in latest_marks(item).items()}


def _pointed(reference: CrossReference) -> list[str]:
    """Return what a reference points to, where in it, and why."""
    if paper := reference.to_paper:
        to = f"{paper.inspection.number} {paper.citation}"
    elif reference.to_evidence:
        to = reference.to_evidence.blob_id
    else:
        to = str(reference.to_finding)
    return [to, reference.where, reference.why]


def paper_digest(paper: WorkingPaper) -> str:
    """Return the SHA-256, in hex, of a paper's inputs."""
    return digest(paper_inputs(paper))


def inspection_digest(inspection: Inspection) -> str:
    """Return the SHA-256, in hex, of an inspection: its plan and every paper as signed."""
    papers = inspection.papers.order_by("position")
    left = papers.filter(state="left").values_list("path", "left_on", "left_reason")
    return digest(
        {
            "number": inspection.number,
            "rules": f"{inspection.document}@{inspection.edition}#{inspection.section}",
            "exclusions": inspection.exclusions,
            "facts": inspection.facts,
            "papers": [list(paper) for paper in papers.values_list("path", "subject", "digest")],
            **({"left": [list(paper) for paper in left]} if left else {}),
        }
    )


def scope_of(inspection: Inspection, papers: Iterable[WorkingPaper]) -> dict[str, Any]:
    """Return which rules an inspection answers and why, as canonical JSON can hold it."""
    return {
        "rules": f"{inspection.edition_id}#{inspection.section}",
        "exclusions": inspection.exclusions,
        "papers": [
            [
                paper.citation,
                paper.subject,
                paper.scope_reason,
                paper.has_left and paper.left_reason,
            ]
            for paper in papers
        ],
    }


def scope_digest(inspection: Inspection, papers: Iterable[WorkingPaper]) -> str:
    """Return the SHA-256, in hex, of an inspection's scope and the facts it was read from."""
    return digest({**scope_of(inspection, papers), "facts": inspection.facts})
