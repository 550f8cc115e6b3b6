"""Questions before asking: what an inspection's drafts expect, and whom to ask for it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from chahe.rulebook import evidence_kinds
from chahe.web.accounts.models import User
from chahe.web.firms.models import Membership, held_on
from chahe.workflow import InspectionKind, PaperState

from .kinds import KINDS
from .models import Attachment, Inspection, Request, WorkingPaper
from .queries_requests import WORDS


def people_who_answer(firm: Any, kind: str) -> QuerySet[User]:
    """Return the people of a firm who may be asked in inspections of a kind, by name."""
    roles = KINDS[InspectionKind(kind)]["requests.answer"]
    held = Membership.objects.filter(
        held_on(timezone.localdate()), user=OuterRef("pk"), firm=firm, role__in=roles
    )
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


@dataclass(frozen=True)
class Expected:
    """A kind of evidence that drafts of an inspection expect, and whom to ask for it.

    `last` is who answered it last time, in an inspection of the same kind; `asked` the requests
    of this inspection for it.
    """

    kind: str
    papers: tuple[WorkingPaper, ...]
    without: int
    last: int | None
    asked: tuple[Request, ...]

    @property
    def title(self) -> str:
        return evidence_kinds()[self.kind]


def expected_of(inspection: Inspection) -> list[Expected]:
    """Return the kinds of evidence an inspection's drafts expect, in the order of its papers."""
    attached = Prefetch("attachments", Attachment.objects.select_related("evidence"))
    drafts = list(
        inspection.papers.filter(state=PaperState.DRAFT)
        .defer(*WORDS)
        .prefetch_related(attached)
        .order_by("position")
    )
    asked = list(inspection.requests.select_related("asked_of"))
    last = _answered_last(inspection)
    kinds = dict.fromkeys(kind for paper in drafts for kind in paper.evidence_kinds)
    return [
        Expected(
            kind,
            tuple(expecting := [paper for paper in drafts if kind in paper.evidence_kinds]),
            sum(not _has(paper, kind) for paper in expecting),
            last.get(kind),
            tuple(each for each in asked if each.kind == kind),
        )
        for kind in kinds
    ]


def _has(paper: WorkingPaper, kind: str) -> bool:
    return any(each.evidence.kind == kind for each in paper.attachments.all())


def _answered_last(inspection: Inspection) -> dict[str, int]:
    answered = Request.objects.filter(
        inspection__firm=inspection.firm_id,
        inspection__kind=inspection.kind,
        answered_at__isnull=False,
    )
    newest = answered.order_by().values("kind").annotate(newest=Max("pk")).values("newest")
    return dict(Request.objects.filter(pk__in=newest).values_list("kind", "asked_of"))
