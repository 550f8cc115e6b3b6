"""What a signature is of: the inputs of a paper's result, as one digest."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from chahe.ledger.canonical import digest

from .models import Attachment, CheckRun, Inspection, WorkingPaper

# What a digest reads of a paper besides its own row, in three queries for any number of papers.
INPUTS = (
    Prefetch("attachments", Attachment.objects.select_related("evidence__blob")),
    Prefetch("check_runs", CheckRun.objects.order_by("-id")),
    "findings",
)


def paper_inputs(paper: WorkingPaper) -> dict[str, Any]:
    """Return what a paper's result rests on, as canonical JSON can hold it.

    Rule edition, plan, population, evidence digests, check results, verdict and findings: the
    same inputs give the same digest, and any change of them another.
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
            f"{run.check_id}:{run.digest}" for run in paper.check_runs.all() if not run.is_live
        ),
        "verdict": paper.verdict,
        "conclusion": paper.conclusion,
        "findings": sorted(finding.number for finding in paper.findings.all()),
        "round": paper.round,
        **({"left": [paper.left_on, paper.left_reason]} if paper.has_left else {}),
    }


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
