"""Questions about one finding: all that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Value,
)
from django.shortcuts import get_object_or_404

from chahe.web.evidence.models import Evidence

from .models import CureEvidence, Extension, Finding, Progress, RiskAcceptance


@dataclass(frozen=True)
class Event:
    """Something asked, noted or attached on a finding's way; only what is asked is `granted`.

    `day` is the day asked for, of the note, or on which evidence was collected; `from_day` the due
    day that stood, of an extension. Of evidence `pk` is its own, `text` its name, `words` its
    digest, and `at` when it was uploaded.
    """

    kind: str
    pk: int
    from_day: date | None
    day: date
    text: str
    words: str
    granted: bool | None
    by: str
    by_id: int
    at: datetime
    decided_by: str
    decided_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.granted is None


@dataclass(frozen=True)
class Events:
    """Extensions, acceptances, notes and evidence of the cure of a finding, each oldest first."""

    all: Sequence[Event]

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.all if event.kind == kind]

    @cached_property
    def extensions(self) -> list[Event]:
        return self.of("extension")

    @cached_property
    def acceptances(self) -> list[Event]:
        return self.of("acceptance")

    @cached_property
    def progress(self) -> list[Event]:
        return sorted(self.of("progress"), key=lambda each: (each.day, each.pk))

    @cached_property
    def evidence(self) -> list[Event]:
        return self.of("evidence")

    @property
    def asked_extension(self) -> Event | None:
        return next((each for each in self.extensions if each.is_waiting), None)

    @property
    def asked_acceptance(self) -> Event | None:
        return next((each for each in self.acceptances if each.is_waiting), None)

    @property
    def accepted_until(self) -> date | None:
        """The day of the last acceptance that was granted."""
        return next((each.day for each in reversed(self.acceptances) if each.granted), None)


def finding_for_page(firm: Any, pk: int) -> Finding:
    """Return one finding of a firm, and whether it was `repeated`, in one query.

    :raises Http404: if the firm has no such finding
    """
    people = ("owner", "opened_by", "cured_by", "closed_by")
    rows = Finding.objects.select_related("paper__inspection__firm", "firm", "scheme", *people)
    repeated = Exists(Finding.objects.filter(recurs=OuterRef("pk")))
    return get_object_or_404(rows.annotate(repeated=repeated), firm=firm, pk=pk)


def events_of(finding: Finding) -> Events:
    """Return what was asked, decided, noted and attached of a finding, in one query."""
    extensions = _asked(Extension, finding, "extension", F("from_due"), "to_due")
    acceptances = _asked(RiskAcceptance, finding, "acceptance", _NO_DAY, "until")
    noted = Progress.objects.filter(finding=finding).order_by()
    notes = noted.values_list(
        *(_words("progress"), "pk", _NO_DAY, "on", "text", _words("")),
        *(_UNDECIDED, "by__name", "by_id", "at", _words(""), _NEVER),
    )
    attached = CureEvidence.objects.filter(finding=finding).order_by()
    evidence = attached.values_list(
        *(_words("evidence"), "evidence_id", _NO_DAY, "evidence__collected_on"),
        *("evidence__name", "evidence__blob_id", _UNDECIDED, "attached_by__name"),
        *("attached_by_id", "evidence__uploaded_at", _words(""), _NEVER),
    )
    rows = extensions.union(acceptances, notes, evidence, all=True)
    return Events(sorted((Event(*row) for row in rows), key=lambda each: each.pk))


_NO_DAY = Value(None, output_field=DateField())
_NEVER = Value(None, output_field=DateTimeField())
_UNDECIDED = Value(None, output_field=BooleanField())


def _words(text: str) -> Value:
    return Value(text, output_field=CharField())


def _asked(model: Any, finding: Finding, kind: str, from_day: Any, day: str) -> Any:
    rows = model.objects.filter(finding=finding).order_by()
    return rows.values_list(
        *(_words(kind), "pk", from_day, day, "reason"),
        *("words", "granted", "asked_by__name", "asked_by_id", "asked_at"),
        *("decided_by__name", "decided_at"),
    )


def candidates_for_cure(finding: Finding, events: Events) -> list[Evidence]:
    """Return the firm's evidence uploaded since the cure was reported, not attached to it yet."""
    attached = {each.pk for each in events.evidence}
    newer = Evidence.objects.filter(
        firm=finding.firm_id, withdrawn_at=None, uploaded_at__gte=finding.cured_at
    )[: 100 + len(attached)]
    return [evidence for evidence in newer if evidence.pk not in attached]
