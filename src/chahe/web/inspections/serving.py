"""Which papers one answer serves: those that asked, and those elsewhere that ask the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.web.crosswalk.queries import known_crosswalk
from chahe.workflow import InspectionState, PaperState, staleness

from .evidence_state import dates_of
from .kinds import sees
from .models import Request, WorkingPaper


@dataclass(frozen=True)
class Served:
    """`own` are papers of the request's inspection, `elsewhere` of the firm's other open ones."""

    own: tuple[WorkingPaper, ...]
    elsewhere: tuple[WorkingPaper, ...]

    @property
    def drafts(self) -> tuple[WorkingPaper, ...]:
        """Those that can still take evidence."""
        return (*(paper for paper in self.own if paper.is_draft), *self.elsewhere)

    def seen_by(self, user: Any, firm: Any) -> "Served":
        """Leave out the papers elsewhere that a user may not see."""
        return Served(self.own, tuple(p for p in self.elsewhere if paper_seen(p, user, firm)))


def served_by(request: Request) -> Served:
    """Return what an answer to a request serves; its inspection must be at hand."""
    return serve([request])[request.pk]


def serve(requests: Iterable[Request]) -> dict[int, Served]:
    """Return what answers to requests of one firm serve, by request.

    A draft elsewhere is served when its inspection is of the same kind, its rule asks what a rule
    of the request asks (the crosswalk calls them equal) and it expects the same kind of evidence.
    Inspections of other kinds are another side's: they are served only when they ask.
    """
    asked = list(requests)
    own = {each.pk: tuple(_asking(each.inspection.papers.all(), each.kind)) for each in asked}
    crosswalk = known_crosswalk()
    same = {
        pk: {cited for paper in papers for cited in crosswalk.same_question(paper.citation)}
        for pk, papers in own.items()
    }
    others = _open_drafts(
        [each for each in asked if each.answered_at is None],
        paths={cited.partition("#")[2] for cites in same.values() for cited in cites},
    )
    return {
        each.pk: Served(
            own[each.pk],
            tuple(
                paper
                for paper in _asking(others, each.kind)
                if each.answered_at is None
                and paper.inspection_id != each.inspection_id
                and paper.inspection.kind == each.inspection.kind
                and paper.citation in same[each.pk]
            ),
        )
        for each in asked
    }


def _open_drafts(requests: list[Request], *, paths: set[str]) -> list[WorkingPaper]:
    if not paths or not requests:
        return []
    return list(
        WorkingPaper.objects.filter(
            inspection__firm__in={each.inspection.firm_id for each in requests},
            inspection__kind__in={each.inspection.kind for each in requests},
            inspection__state=InspectionState.OPEN,
            state=PaperState.DRAFT,
            path__in=paths,
        ).select_related("inspection__firm")
    )


def _asking(papers: Iterable[WorkingPaper], kind: str) -> list[WorkingPaper]:
    """Return the papers that expect a kind, in the order in which they are locked."""
    asking = (p for p in papers if kind in p.evidence_kinds and not p.has_left)
    return sorted(asking, key=lambda paper: paper.pk)


def papers_answered(files: Iterable[Any]) -> list[WorkingPaper]:
    """Return the papers that an answer's files are attached to, of any inspection."""
    served = WorkingPaper.objects.filter(attachments__evidence__in=files)
    return list(served.select_related("inspection__firm").distinct().order_by("pk"))


def paper_seen(paper: WorkingPaper, user: Any, firm: Any) -> bool:
    """Return whether a user may see a paper's inspection."""
    return sees(user, firm, kind=paper.inspection.kind, state=paper.inspection.state)


def counts_for(paper: WorkingPaper, evidence: Any, *, on: date) -> bool:
    """Return whether evidence may be relied on in a paper's period."""
    return not staleness(dates_of(evidence), period=paper.inspection.period, on=on)
