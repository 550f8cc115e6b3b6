"""Questions about a working paper: the paper itself, and what it could point to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from chahe.deadlines import format_roc
from chahe.sampling import Tick
from chahe.web.evidence.models import Evidence

from .digests import INPUTS
from .kinds import seen_by
from .models import Finding, SampleItem, Sampling, Signature, WorkingPaper

FOUND = 20  # things of a kind that a search offers


def paper_named(firm: Any, pk: int) -> WorkingPaper:
    """Return one paper of a firm.

    :raises Http404: if the firm has no such paper
    """
    papers = WorkingPaper.objects.select_related("inspection__firm")
    return get_object_or_404(papers, inspection__firm=firm, pk=pk)


def whole_paper(firm: Any, pk: int) -> WorkingPaper:
    """Return one paper of a firm with all its digest is of, and its signatures.

    :raises Http404: if the firm has no such paper
    """
    papers = WorkingPaper.objects.select_related("inspection__firm").prefetch_related(
        *INPUTS, Prefetch("signatures", Signature.objects.select_related("signer"))
    )
    return get_object_or_404(papers, inspection__firm=firm, pk=pk)


def samplings_of(paper: WorkingPaper) -> list[Sampling]:
    """Return a paper's samples, those given up too; the one that counts with items and marks."""
    exceptions = Count("items", filter=Q(items__marks__tick=Tick.EXCEPTION.value), distinct=True)
    samplings = list(
        paper.samplings.select_related("planned_by", "frozen_by", "abandoned_by", "evidence__blob")
        .annotate(drawn=Count("items", distinct=True), excepted=exceptions)
        .order_by("attempt")
    )
    frozen = [each for each in samplings if each.is_frozen and each.abandoned_at is None]
    items = Prefetch("items", SampleItem.objects.order_by("position"))
    prefetch_related_objects(frozen, items, "items__marks")
    return samplings


def items_of(sampling: Sampling) -> QuerySet[SampleItem]:
    """Return the items of a sample with how many of its attributes are marked."""
    return SampleItem.objects.filter(sampling=sampling).annotate(
        marked=Count("marks__attribute", distinct=True)
    )


@dataclass(frozen=True)
class Pointable:
    """What a paper could point to."""

    papers: Sequence[WorkingPaper]
    evidence: Sequence[Evidence]
    findings: Sequence[Finding]

    def choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield groups of choices; a value names the kind of thing and its id."""
        yield (
            "底稿",
            [(f"paper-{p.pk}", f"{p.inspection.number}　{p.ref} {p.title}") for p in self.papers],
        )
        yield "佐證", [(f"evidence-{e.pk}", _evidence_words(e)) for e in self.evidence]
        yield (
            "缺失",
            [(f"finding-{f.pk}", f"{f.number}　{f.condition[:40]}") for f in self.findings],
        )

    def thing(self, value: str) -> WorkingPaper | Evidence | Finding:
        """Return what a choice names."""
        kind, _, pk = value.partition("-")
        things: dict[str, Sequence[Any]] = {
            "paper": self.papers,
            "evidence": self.evidence,
            "finding": self.findings,
        }
        found: WorkingPaper | Evidence | Finding
        found = next(thing for thing in things[kind] if thing.pk == int(pk))
        return found


def _evidence_words(evidence: Evidence) -> str:
    day = format_roc(evidence.collected_on, "short")
    return f"{evidence.name}（{evidence.kind_title}，{day} 取得）"


def found_for_reference(paper: WorkingPaper, user: Any, q: str) -> Pointable:
    """Return what a paper could point to: of its own inspection, or what words `q` find."""
    firm = paper.inspection.firm
    papers = WorkingPaper.objects.filter(
        seen_by(user, firm, through="inspection__"), inspection__firm=firm
    ).exclude(pk=paper.pk)
    evidence = Evidence.objects.filter(firm=firm, withdrawn_at=None)
    findings = Finding.objects.filter(seen_by(user, firm, through="paper__inspection__"), firm=firm)
    if q:
        papers = papers.filter(Q(title__icontains=q) | Q(ref__icontains=q) | Q(code__icontains=q))
        evidence = evidence.filter(Q(name__icontains=q) | Q(title__icontains=q))
        findings = findings.filter(Q(number__icontains=q) | Q(condition__icontains=q))
    else:
        papers = papers.filter(inspection=paper.inspection)
        evidence = evidence.filter(attachments__paper__inspection=paper.inspection).distinct()
        findings = findings.filter(paper__inspection=paper.inspection)
    return Pointable(
        list(papers.select_related("inspection__firm").order_by("-pk")[:FOUND]),
        list(evidence.order_by("-pk")[:FOUND]),
        list(findings.order_by("-pk")[:FOUND]),
    )
