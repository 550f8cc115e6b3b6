"""Questions about the period before: what its sealed paper of the same rule offers a draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import RowNumber

from chahe.web.evidence.models import Evidence
from chahe.web.rulebooks.queries_rule import line_of
from chahe.workflow import ENDED, InspectionState, PaperState, staleness

from .evidence_state import dates_of
from .kinds import seen_by
from .models import Attachment, CarriedOver, Finding, Inspection, Sampling, WorkingPaper

WORDS = {"population": "母體及完整性", "sample": "樣本及抽樣方法", "conclusion": "結論"}


@dataclass(frozen=True)
class Offer:
    """What a draft may take over from `origin`; without one there are only open findings.

    `words` are fields that the origin has and the draft has not; `attributes` what its sample
    tested, while the draft has no sample; `stale` evidence with why it does not count any more.
    """

    paper: WorkingPaper
    origin: WorkingPaper | None
    words: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    stale: tuple[tuple[Evidence, str], ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.attributes or self.evidence)

    @property
    def word_titles(self) -> list[str]:
        return [WORDS[name] for name in self.words]


def to_carry(papers: QuerySet[WorkingPaper]) -> QuerySet[WorkingPaper]:
    """Return drafts as `offers_of` takes them: with their inspection, and whether `sampled`."""
    sampling = Sampling.objects.filter(paper=OuterRef("pk"), abandoned_at=None)
    return papers.select_related("inspection__firm").annotate(sampled=Exists(sampling))


def offer_of(paper: WorkingPaper, user: Any, *, on: date) -> Offer:
    """Return what one draft may take over."""
    return offers_of(to_carry(WorkingPaper.objects.filter(pk=paper.pk)), user, on=on)[0]


def offers_of(papers: Iterable[WorkingPaper], user: Any, *, on: date) -> list[Offer]:
    """Return what drafts of one inspection, by `to_carry`, may take over; in four queries."""
    drafts = list(papers)
    if not drafts:
        return []
    inspection = drafts[0].inspection
    lines = {paper.pk: line_of(paper.citation) for paper in drafts}
    paths = {cited.partition("#")[2] for line in lines.values() for cited in line}
    earlier = list(_earlier(inspection, paths))
    findings = list(_open_findings(inspection, user, paths))
    origins = [_origin(paper, lines[paper.pk], earlier) for paper in drafts]
    attached = Prefetch("attachments", Attachment.objects.select_related("evidence"))
    prefetch_related_objects([*drafts, *(each for each in origins if each)], attached)
    return [
        _offer(
            paper,
            origin,
            findings=[f for f in findings if _same(f.paper, paper, lines[paper.pk])],
            on=on,
        )
        for paper, origin in zip(drafts, origins, strict=True)
    ]


def _earlier(inspection: Inspection, paths: set[str]) -> QuerySet[WorkingPaper]:
    """Return the newest sealed paper of each rule and subject, of inspections of the same kind.

    Those of the same cadence come before others: a year follows a year, whatever months there are.
    """
    same_cadence = Case(
        When(inspection__cadence=inspection.cadence, then=Value(0)), default=Value(1)
    )
    newest = Window(
        RowNumber(),
        partition_by=[F("inspection__document"), F("edition"), F("path"), F("subject")],
        order_by=[
            same_cadence,
            F("inspection__period_start").desc(),
            F("inspection__version").desc(),
        ],
    )
    sampling = Sampling.objects.filter(paper=OuterRef("pk"), abandoned_at=None)
    return (
        WorkingPaper.objects.filter(
            inspection__firm=inspection.firm_id,
            inspection__kind=inspection.kind,
            inspection__state=InspectionState.SEALED,
            inspection__period_end__lte=inspection.period_start,
            state=PaperState.APPROVED,
            path__in=paths,
        )
        .select_related("inspection__firm")
        .annotate(newest=newest, tested=Subquery(sampling.values("attributes")[:1]))
        .filter(newest=1)
    )


def _origin(
    paper: WorkingPaper, line: frozenset[str], earlier: list[WorkingPaper]
) -> WorkingPaper | None:
    cadence = paper.inspection.cadence
    found = [each for each in earlier if _same(each, paper, line)]
    return max(
        found,
        key=lambda each: (
            each.inspection.cadence == cadence,
            each.inspection.period_start,
            each.inspection.version,
        ),
        default=None,
    )


def _same(other: WorkingPaper, paper: WorkingPaper, line: frozenset[str]) -> bool:
    return other.subject == paper.subject and other.citation in line


def _offer(
    paper: WorkingPaper, origin: WorkingPaper | None, *, findings: list[Finding], on: date
) -> Offer:
    if origin is None:
        return Offer(paper, None, findings=tuple(findings))
    has = {each.evidence_id for each in paper.attachments.all()}
    kept = [each.evidence for each in origin.attachments.all() if each.evidence_id not in has]
    period = paper.inspection.period
    stale = {each.pk: staleness(dates_of(each), period=period, on=on) for each in kept}
    tested = [] if paper.sampled else origin.tested or []  # type: ignore[attr-defined] # annotated
    return Offer(
        paper,
        origin,
        words=tuple(name for name in WORDS if getattr(origin, name) and not getattr(paper, name)),
        attributes=tuple(words for _, words in tested),
        evidence=tuple(each for each in kept if not stale[each.pk]),
        stale=tuple((each, why) for each in kept if (why := stale[each.pk])),
        findings=tuple(findings),
    )


def _open_findings(inspection: Inspection, user: Any, paths: set[str]) -> QuerySet[Finding]:
    return (
        Finding.objects.filter(
            seen_by(user, inspection.firm, through="paper__inspection__"),
            firm=inspection.firm_id,
            paper__path__in=paths,
        )
        .exclude(state__in=sorted(ENDED))
        .exclude(paper__inspection=inspection)
        .select_related("paper__inspection", "owner")
        .order_by("opened_at")
    )


def carried_attributes(paper: WorkingPaper) -> list[str]:
    """Return what a draft's sample is to test as it was taken over last; [] if nothing was."""
    rows = CarriedOver.objects.filter(paper=paper, what="attributes").order_by("-pk")
    detail = rows.values_list("detail", flat=True).first()
    return list(detail["attributes"]) if detail else []


def carried_of(paper: WorkingPaper) -> QuerySet[CarriedOver]:
    """Return what was taken over into a paper, and from where."""
    return paper.carried.select_related("origin__inspection__firm", "by").order_by("pk")
