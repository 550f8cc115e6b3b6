"""Questions about requests for evidence: who is asked what, for which rules, and who answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.http import Http404

from chahe.web.evidence.models import Evidence
from chahe.web.journal.models import Entry
from chahe.workflow import InspectionKind, PaperState

from .kinds import KINDS, kind_allows, seen_by, sees
from .models import Inspection, Request, WorkingPaper
from .serving import Served, paper_seen, papers_answered, serve, served_by

MOST_OTHERS = 20  # other requests offered beside one
# What a list of requests does not show of a paper.
WORDS = (
    *("question", "scope_reason", "procedure", "sources", "checks"),
    *("population", "sample", "conclusion", "note", "left_reason"),
)


def _if(condition: Q) -> Case:
    yes, no = Value(True), Value(False)
    return Case(When(condition, then=yes), default=no, output_field=BooleanField())


def kinds_asked_by(user: Any, firm: Any) -> list[InspectionKind]:
    """Return the kinds of inspection for which a user may ask for evidence."""
    return [kind for kind in KINDS if kind_allows(user, firm, "requests.ask", kind)]


def requests_of(firm: Any, user: Any) -> QuerySet[Request]:
    """Return the requests asked of a user, and those of inspections whose side they are on.

    `mine` says whether it asks the user, `seen` whether they may see its inspection, `reminded_at`
    when it was last reminded of.
    """
    seen = seen_by(user, firm, through="inspection__")
    asks = Q(inspection__kind__in=kinds_asked_by(user, firm)) & seen
    papers = WorkingPaper.objects.exclude(state=PaperState.LEFT).defer(*WORDS)
    return (
        Request.objects.filter(Q(asked_of=user) | asks, inspection__firm=firm)
        .select_related("inspection__firm", "asked_of", "asked_by", "answer")
        .defer("inspection__exclusions", "inspection__facts")
        .prefetch_related(Prefetch("inspection__papers", papers), "more")
        .annotate(mine=_if(Q(asked_of=user)), seen=_if(seen), reminded_at=reminded())
    )


def reminded() -> Subquery:
    """Return when a request was last reminded of, as an annotation."""
    subject = Concat(Value("request:"), Cast(OuterRef("pk"), CharField()))
    entries = Entry.objects.filter(act="request.reminded", subject=subject)
    return Subquery(entries.order_by("-seq").values("at")[:1])


def request_with_others(firm: Any, user: Any, pk: int) -> tuple[Request, list[Request]]:
    """Return one request of a firm, and the open ones that its answer may answer too.

    Those ask the same person for the same kind of evidence. Who is asked may answer those of every
    inspection; who asked, only those of their own kind of inspection.

    :raises Http404: if the firm has no such request
    """
    it = Request.objects.filter(pk=pk)
    like = Q(answered_at=None, asked_of__in=it.values("asked_of"), kind__in=it.values("kind"))
    rows = (
        Request.objects.filter(Q(pk=pk) | like, inspection__firm=firm)
        .select_related("inspection__firm", "asked_of", "asked_by", "answer", "answered_by")
        .annotate(reminded_at=reminded())
        .order_by("due_on", "pk")
    )
    rows_by_pk = {each.pk: each for each in rows}
    if pk not in rows_by_pk:
        raise Http404
    found = rows_by_pk.pop(pk)
    others = [
        each
        for each in rows_by_pk.values()
        if user.pk == found.asked_of_id or each.inspection.kind == found.inspection.kind
    ]
    return found, others[:MOST_OTHERS] if found.answered_at is None else []


@dataclass(frozen=True)
class Row:
    """A request with the rules it asks for, those elsewhere that its answer serves too."""

    asked: Request
    served: Served


def rows_of(requests: Iterable[Request], user: Any, firm: Any) -> list[Row]:
    """Return requests with what they serve that a user may see, in a fixed number of queries."""
    found = list(requests)
    served = serve(found)
    return [Row(each, served[each.pk].seen_by(user, firm)) for each in found]


def inspection_words(request: Request, user: Any, firm: Any) -> str:
    """Name a request's inspection as far as a user may know of it."""
    inspection = request.inspection
    seen = sees(user, firm, kind=inspection.kind, state=inspection.state)
    return _name_of(inspection, seen=seen)


def listed_inspection(request: Request) -> str:
    """Name the inspection of a request that `requests_of` gave."""
    return _name_of(request.inspection, seen=request.seen)  # type: ignore[attr-defined]


def _name_of(inspection: Inspection, *, seen: bool) -> str:
    if seen:
        return str(inspection)
    return f"{inspection.get_kind_display()}　{inspection.period_label}"


def refs_of(request: Request) -> str:
    """Name the rules of its own inspection that a request is asked for."""
    papers = request.inspection.papers.all()
    return "、".join(paper.ref for paper in papers if request.kind in paper.evidence_kinds)


def answer_words(request: Request) -> str:
    """Say how far a request has come: waiting, answered with how many files, or why not."""
    if request.no_occurrence:
        return f"本期未發生：{request.no_occurrence}"
    if request.answer is None:
        return "等待回覆"
    files = 1 + len(request.more.all())
    return request.answer.name if files == 1 else f"{request.answer.name}等 {files} 個檔案"


def files_of(request: Request) -> list[Evidence]:
    """Return the files a request was answered with, the first one first; [] of an open one."""
    if request.answer is None:
        return []
    more = request.more.select_related("evidence")
    return [request.answer, *(each.evidence for each in more)]


def papers_to_show(
    request: Request, files: list[Evidence], user: Any, firm: Any
) -> list[WorkingPaper]:
    """Return the papers a request's page names: those it serves, or those its files are on.

    Of those of other inspections only what a user may see.
    """
    if not files:
        found = served_by(request).seen_by(user, firm)
        return [*found.own, *found.elsewhere]
    return [
        paper
        for paper in papers_answered(files)
        if paper.inspection_id == request.inspection_id or paper_seen(paper, user, firm)
    ]


def candidates_of(request: Request) -> list[Evidence]:
    """Return the firm's newest evidence of the kind a request asks for."""
    found = Evidence.objects.filter(
        firm=request.inspection.firm_id, kind=request.kind, withdrawn_at=None
    )
    return list(found[:50])
