"""Questions about engagements, their programme and their people."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from chahe.web.inspections.kinds import seen_by
from chahe.web.inspections.models import (
    Inspection,
    Request,
    Sampling,
    Signature,
    WorkingPaper,
)
from chahe.workflow import PAPER_LABELS, InspectionState, PaperState

from .models import Engagement, EngagementPerson
from .teams import engagements_seen_by

_WAITS = {
    PaperState.DRAFT: "等會計師編製",
    PaperState.PREPARED: "等另一位會計師覆核",
    PaperState.REVIEWED: "等第三位會計師核定",
    PaperState.APPROVED: "已核定",
    PaperState.LEFT: "不適用",
}


def engagements_of(firm: Any, user: Any) -> QuerySet[Engagement]:
    """Return the engagements of a firm a user may see, with counts of papers and approved ones."""
    papers = "links__inspection__papers"
    current = Q(links__inspection__replaced_by=None) & ~Q(**{f"{papers}__state": PaperState.LEFT})
    return engagements_seen_by(user, firm).annotate(
        cells=Count(papers, filter=current),
        approved=Count(papers, filter=current & Q(**{f"{papers}__state": PaperState.APPROVED})),
    )


def engagement_of(firm: Any, user: Any, pk: int) -> Engagement:
    """Return one engagement of a firm that a user may see.

    :raises Http404: if there is none
    """
    seen = engagements_seen_by(user, firm).select_related("firm", "opened_by", "cancelled_by")
    return get_object_or_404(seen, pk=pk)


def inspections_of(engagement: Engagement) -> QuerySet[Inspection]:
    """Return the inspections that count: of each, the latest version."""
    return Inspection.objects.filter(
        engagement_link__engagement=engagement, replaced_by=None
    ).order_by("section")


def people_of(engagement: Engagement) -> QuerySet[EngagementPerson]:
    return engagement.people.select_related("user").order_by("id")


def papers_of(engagement: Engagement) -> QuerySet[WorkingPaper]:
    """Return the papers of an engagement, in the book's order."""
    return (
        WorkingPaper.objects.filter(inspection__in=inspections_of(engagement).order_by())
        .select_related("inspection__firm")
        .order_by("inspection__section", "position")
    )


def programme_of(engagement: Engagement, user: Any) -> QuerySet[WorkingPaper]:
    """Return the papers of a programme that a user may see, with what it shows of each.

    Their steps, and the sample that counts (`counted`), cost two queries more.
    """
    signed = Signature.objects.filter(paper=OuterRef("pk"), round=OuterRef("round"))
    samples = Sampling.objects.filter(abandoned_at=None).defer("keys")
    findings = Count("findings", filter=~Q(findings__state="withdrawn"), distinct=True)
    return (
        papers_of(engagement)
        .filter(seen_by(user, engagement.firm, through="inspection__"))
        .annotate(
            evidence_count=Count("attachments", distinct=True),
            finding_count=findings,
            signed_by=Subquery(signed.order_by("-id").values("signer__name")[:1]),
        )
        .prefetch_related(
            "steps",
            Prefetch("samplings", samples.annotate(drawn=Count("items")), to_attr="counted"),
        )
    )


def waits_for(paper: WorkingPaper) -> str:
    """Say whose turn a paper of `programme_of` is; who signed last comes first."""
    state = PaperState(paper.state)
    words = _WAITS[state]
    if state in (PaperState.PREPARED, PaperState.REVIEWED):
        return f"{paper.signed_by}已簽，{words}"  # type: ignore[attr-defined] # annotated
    if state is PaperState.DRAFT and paper.round > 1:
        return f"已退回，{words}"
    return words


@dataclass(frozen=True)
class Progress:
    """How far an engagement has come."""

    cells: int
    by_state: tuple[tuple[str, int], ...]
    approved: int
    unsealed: int
    asked: int
    answered: int

    @property
    def is_whole(self) -> bool:
        return self.approved == self.cells and not self.unsealed


def progress_of(engagement: Engagement) -> Progress:
    """Count papers by state, seals and requests, in three queries."""
    found = inspections_of(engagement)
    papers = WorkingPaper.objects.filter(inspection__in=found).exclude(state=PaperState.LEFT)
    counts = dict(papers.order_by().values_list("state").annotate(Count("pk")))
    requests = found.order_by().aggregate(
        asked=Count("requests", distinct=True),
        answered=Count("requests", filter=Q(requests__answered_at__isnull=False), distinct=True),
        unsealed=Count("pk", filter=Q(state=InspectionState.OPEN), distinct=True),
    )
    return Progress(
        cells=sum(counts.values()),
        by_state=tuple(
            (label, counts[state]) for state, label in PAPER_LABELS.items() if state in counts
        ),
        approved=counts.get(PaperState.APPROVED, 0),
        **requests,
    )


def unanswered_of(engagement: Engagement) -> list[Request]:
    """Return the first unanswered requests of an engagement, the earliest due first."""
    asked = Request.objects.filter(
        inspection__in=inspections_of(engagement).order_by(), answered_at=None
    )
    return list(asked.select_related("asked_of").order_by("due_on", "id")[:50])


def counted_inspections(engagement: Engagement) -> list[Inspection]:
    """Return the inspections that count, each with how many papers it has and are approved."""
    found = inspections_of(engagement).annotate(
        cells=Count("papers", filter=~Q(papers__state=PaperState.LEFT)),
        approved=Count("papers", filter=Q(papers__state=PaperState.APPROVED)),
    )
    return list(found)
