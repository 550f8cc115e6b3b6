"""Questions about inspections, papers and findings."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from chahe.web.evidence.models import Evidence
from chahe.workflow import ENDED, PaperState, Verdict

from .digests import EVIDENCE
from .kinds import KINDS, kind_allows, reached_by, seen_by
from .models import Finding, Inspection, Request, Signature, WorkingPaper


def inspections_of(firm: Any, user: Any) -> QuerySet[Inspection]:
    """Return the inspections of a firm a user may see, with counts of papers and approved ones."""
    return (
        Inspection.objects.filter(seen_by(user, firm), firm=firm)
        .select_related("firm")
        .annotate(
            cells=Count("papers", filter=~Q(papers__state=PaperState.LEFT)),
            approved=Count("papers", filter=Q(papers__state="approved")),
            against=Count("papers", filter=Q(papers__verdict=Verdict.NONCONFORMING)),
        )
    )


def inspection_of(firm: Any, pk: int, *, reach: Any = None) -> Inspection:
    """Return one inspection of a firm; `reach`, kinds.whether_reached, becomes its `reached`.

    :raises Http404: if the firm has no such inspection
    """
    found = Inspection.objects.select_related("firm", "planned_by", "sealed_by", "replaces")
    if reach is not None:
        found = found.annotate(reached=reach)
    return get_object_or_404(found, firm=firm, pk=pk)


def papers_of(inspection: Inspection) -> QuerySet[WorkingPaper]:
    """Return an inspection's papers with how much evidence each rests on."""
    return inspection.papers.annotate(
        evidence_count=Count("attachments", distinct=True),
        finding_count=Count("findings", filter=~Q(findings__state="withdrawn"), distinct=True),
    ).order_by("position")


def paper_of(firm: Any, pk: int) -> WorkingPaper:
    """Return one paper of a firm, with its evidence and what checks said, in three queries.

    :raises Http404: if the firm has no such paper
    """
    return get_object_or_404(
        WorkingPaper.objects.select_related("inspection__firm").prefetch_related(*EVIDENCE),
        inspection__firm=firm,
        pk=pk,
    )


def candidates_for(paper: WorkingPaper) -> list[Evidence]:
    """Return the firm's newest evidence of the kinds a paper expects, not yet attached to it."""
    attached = {each.evidence_id for each in paper.attachments.all()}
    found = Evidence.objects.filter(
        firm=paper.inspection.firm_id, kind__in=paper.evidence_kinds, withdrawn_at=None
    ).select_related("blob")[: 50 + len(attached)]
    return [evidence for evidence in found if evidence.pk not in attached][:50]


def findings_of(firm: Any, user: Any) -> QuerySet[Finding]:
    """Return the findings of a firm that a user may see, those being remedied first by due day."""
    return (
        Finding.objects.filter(seen_by(user, firm, through="paper__inspection__"), firm=firm)
        .select_related("owner", "paper__inspection")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def finding_of(firm: Any, pk: int) -> Finding:
    """Return one finding of a firm.

    :raises Http404: if the firm has no such finding
    """
    return get_object_or_404(
        Finding.objects.select_related(
            "paper__inspection__firm", "owner", "opened_by", "cured_by", "closed_by", "firm"
        ).prefetch_related("cure_evidence__evidence__blob"),
        firm=firm,
        pk=pk,
    )


def open_inspections(firm: Any, user: Any) -> QuerySet[Inspection]:
    """Return the unsealed inspections of a firm that a user may see, the earliest due first."""
    return inspections_of(firm, user).filter(state="open").order_by("due_on", "code")


def waiting_papers(firm: Any, user: Any, steps: set[str]) -> QuerySet[WorkingPaper]:
    """Return papers whose next step a user may sign: one of `steps`, and not signed by them yet."""
    states = {"review": PaperState.PREPARED, "approve": PaperState.REVIEWED}
    signed = Signature.objects.filter(
        paper=OuterRef("pk"), round=OuterRef("round"), signer=user
    ).exclude(step="return")
    turns = Q()
    for step in steps & states.keys():
        kinds = [kind for kind in KINDS if kind_allows(user, firm, f"papers.{step}", kind)]
        turns |= Q(state=states[step], inspection__kind__in=kinds)
    return (
        WorkingPaper.objects.filter(
            turns,
            reached_by(user, firm, through="inspection__"),
            inspection__in=Inspection.objects.filter(firm=firm, state="open"),
        )
        .exclude(Exists(signed))
        .select_related("inspection__firm")
        .order_by("inspection__due_on", "inspection", "position")
    )


def requests_for(firm: Any, user: Any) -> QuerySet[Request]:
    """Return the open requests for evidence a user has been asked."""
    return (
        Request.objects.filter(inspection__firm=firm, asked_of=user, answered_at=None)
        .select_related("inspection__firm")
        .order_by("due_on", "id")
    )


def unfinished_findings(firm: Any, user: Any) -> QuerySet[Finding]:
    """Return the unfinished findings of a firm a user may see, the earliest due first."""
    return findings_of(firm, user).exclude(state__in=sorted(ENDED))


def verdict_counts(firm: Any, user: Any, *, since: date) -> dict[str, int]:
    """Return how many approved papers a user may see came to each verdict, since a day."""
    begun = Inspection.objects.filter(seen_by(user, firm), firm=firm, period_start__gte=since)
    papers = WorkingPaper.objects.filter(inspection__in=begun, state=PaperState.APPROVED)
    return dict(papers.order_by().values_list("verdict").annotate(Count("pk")))
