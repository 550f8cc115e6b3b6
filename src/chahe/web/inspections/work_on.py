"""All that a paper's page shows beside its evidence and checks, in one query."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, JSONObject

from chahe.workflow import FINDING_LABELS, FindingState

from .kinds import seen_by
from .models import (
    CarriedOver,
    CrossReference,
    Finding,
    Request,
    ReviewNote,
    Sampling,
    Signature,
    StepResult,
    WorkingPaper,
)

_TIMES = ("at", "raised_at", "answered_at", "cleared_at", "planned_at", "frozen_at", "abandoned_at")


class _Length(Func):
    """How many elements a JSON array has."""

    function = "json_array_length"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **context)


@dataclass
class WorkOn:
    """Rows as mappings, in the order in which they were made; instants are aware datetimes."""

    signatures: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    samplings: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    references: list[dict[str, Any]] = field(default_factory=list)
    referred_from: list[dict[str, Any]] = field(default_factory=list)
    carried: list[dict[str, Any]] = field(default_factory=list)
    not_occurred: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sampling(self) -> dict[str, Any] | None:
        """The sample that counts."""
        return next((each for each in self.samplings if not each["abandoned_at"]), None)


def work_on(paper: WorkingPaper, *, user: Any) -> WorkOn:
    """Read what was done on a paper; what it points to that a user may not see is not `seen`."""
    firm = paper.inspection.firm
    parts = [
        _part("signatures", _signatures(paper)),
        _part("findings", _findings(paper)),
        _part("samplings", _samplings(paper)),
        _part("steps", _steps(paper)),
        _part("notes", _notes(paper)),
        _part(
            "references", _references(paper, seen_by(user, firm, through="to_paper__inspection__"))
        ),
        _part(
            "referred_from", _pointing(paper, seen_by(user, firm, through="paper__inspection__"))
        ),
        _part("carried", _carried(paper)),
        _part("not_occurred", _not_occurred(paper)),
    ]
    work = WorkOn()
    for what, pk, row in sorted(parts[0].union(*parts[1:], all=True), key=lambda each: each[:2]):
        getattr(work, what).append({"pk": pk, **_read(row)})
    work.steps.sort(key=lambda step: step["position"])
    return work


def _part(what: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(part=Value(what, CharField()))
    return named.values_list("part", "pk", "row")


def _signatures(paper: WorkingPaper) -> QuerySet[Any]:
    row = JSONObject(
        step="step", round="round", signer="signer_id", who=_name("signer"), at="at", note="comment"
    )
    return Signature.objects.filter(paper=paper).annotate(row=row)


def _findings(paper: WorkingPaper) -> QuerySet[Any]:
    row = JSONObject(number="number", condition="condition", state="state")
    return Finding.objects.filter(paper=paper).exclude(state="withdrawn").annotate(row=row)


def _samplings(paper: WorkingPaper) -> QuerySet[Any]:
    texts = ("size", "tolerable", "confidence", "expected")
    row = JSONObject(
        **{name: name for name in ("attempt", "method", "seed", "allowed", "reason", "source")},
        **{name: Cast(name, CharField()) for name in texts},
        **{name: name for name in ("planned_at", "frozen_at", "abandoned_at")},
        abandoned_reason="abandoned_reason",
        expected_source="expected_source",
        attributes="attributes",
        population=_Length("keys"),
        drawn=Count("items"),
        planned_by=_name("planned_by"),
        abandoned_by=_name("abandoned_by"),
    )
    return Sampling.objects.filter(paper=paper).annotate(row=row)


def _steps(paper: WorkingPaper) -> QuerySet[Any]:
    row = JSONObject(position="position", done="done", tick="tick", who=_name("by"), at="at")
    return StepResult.objects.filter(paper=paper).annotate(row=row)


def _notes(paper: WorkingPaper) -> QuerySet[Any]:
    row = JSONObject(
        **{name: name for name in ("round", "text", "answer")},
        **{name: name for name in ("raised_at", "answered_at", "cleared_at")},
        **{who: _name(who) for who in ("raised_by", "answered_by", "cleared_by")},
        raiser="raised_by_id",
        answerer="answered_by_id",
    )
    return ReviewNote.objects.filter(paper=paper).annotate(row=row)


def _references(paper: WorkingPaper, seen: Q) -> QuerySet[Any]:
    row = JSONObject(
        **{
            name: name
            for name in ("where", "why", "to_paper_id", "to_evidence_id", "to_finding_id")
        },
        paper_ref="to_paper__ref",
        paper_title="to_paper__title",
        evidence="to_evidence__name",
        finding="to_finding__number",
        seen=_if(seen | Q(to_paper=None)),
    )
    return CrossReference.objects.filter(paper=paper).annotate(row=row)


def _pointing(paper: WorkingPaper, seen: Q) -> QuerySet[Any]:
    row = JSONObject(
        where="where", why="why", paper_id="paper_id", ref="paper__ref", title="paper__title"
    )
    return CrossReference.objects.filter(seen, to_paper=paper).annotate(row=row)


def _carried(paper: WorkingPaper) -> QuerySet[Any]:
    row = JSONObject(what="what", origin=F("origin_id"), who=_name("by"), at="at")
    return CarriedOver.objects.filter(paper=paper).annotate(row=row)


def _not_occurred(paper: WorkingPaper) -> QuerySet[Any]:
    """Return the answers of 未發生 to what a paper asked for: said by others, decided by nobody."""
    row = JSONObject(kind="kind", why="no_occurrence", who=_name("answered_by"), at="answered_at")
    asked = Request.objects.filter(inspection=paper.inspection, kind__in=paper.evidence_kinds)
    return asked.exclude(no_occurrence="").annotate(row=row)


def _name(person: str) -> Case:
    """Name a person as the product does: `str(user)`."""
    return Case(
        When(**{f"{person}__name": ""}, then=F(f"{person}__username")), default=F(f"{person}__name")
    )


def _if(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _read(row: dict[str, Any]) -> dict[str, Any]:
    for name in _TIMES:
        if row.get(name):
            row[name] = _instant(row[name])
    if isinstance(row.get("attributes"), str):  # SQLite keeps JSON as text
        row["attributes"] = json.loads(row["attributes"])
    if "state" in row:
        row["label"] = FINDING_LABELS[FindingState(row["state"])]
    return row


def _instant(text: str) -> datetime:
    """Read an instant as the database writes one in JSON; SQLite's has no offset and is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
