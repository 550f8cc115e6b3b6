"""Which papers one answer serves: those that asked, and those elsewhere that ask the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.web.crosswalk.queries import same_question
from chahe.workflow import InspectionState, PaperState, staleness

from .evidence_state import dates_of
from .models import Request, WorkingPaper


@dataclass(frozen=True)
class Served:
    """`own` are papers of the request's inspection, `elsewhere` of the firm's other open ones."""

    own: tuple[WorkingPaper, ...]
    elsewhere: tuple[WorkingPaper, ...]

    @property
    def all(self) -> tuple[WorkingPaper, ...]:
        return (*self.own, *self.elsewhere)


def served_by(request: Request) -> Served:
    """Return the drafts an answer to a request would serve; its inspection must be at hand.

    A paper elsewhere is served when its rule asks what a rule of the request asks (the crosswalk
    calls them equal) and expects the same kind of evidence.
    """
    inspection = request.inspection
    own = tuple(_asking(inspection.papers.select_related("inspection__firm"), request.kind))
    asked = same_question(paper.citation for paper in own)
    others = (
        WorkingPaper.objects.filter(
            inspection__firm=inspection.firm_id,
            inspection__state=InspectionState.OPEN,
            path__in={citation.partition("#")[2] for citation in asked},
        )
        .exclude(inspection=inspection)
        .select_related("inspection__firm")
    )
    elsewhere = [paper for paper in _asking(others, request.kind) if paper.citation in asked]
    return Served(own, tuple(elsewhere))


def papers_served(request: Request) -> tuple[WorkingPaper, ...]:
    """Return the papers a request's page lists: those it would serve, or those its answer did."""
    if request.answer_id is None:
        return served_by(request).all
    served = WorkingPaper.objects.filter(attachments__evidence=request.answer_id)
    return tuple(served.select_related("inspection__firm").order_by("pk"))


def _asking(papers: Any, kind: str) -> list[WorkingPaper]:
    """Return the drafts that expect a kind, in the order in which they are locked."""
    drafts = papers.filter(state=PaperState.DRAFT).order_by("pk")
    return [paper for paper in drafts if kind in paper.evidence_kinds]


def counts_for(paper: WorkingPaper, evidence: Any, *, on: date) -> bool:
    """Return whether evidence may be relied on in a paper's period."""
    return not staleness(dates_of(evidence), period=paper.inspection.period, on=on)
