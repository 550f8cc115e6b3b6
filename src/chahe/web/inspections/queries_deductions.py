"""Questions about points: which scheme holds, and what a firm's inspections come to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from chahe.deadlines import months_after
from chahe.workflow import FindingState, InspectionKind, InspectionState
from chahe.workflow.deduction import Average, Checked, Entry, average_of

from .kinds import seen_by
from .models import DeductionScheme, Finding, Inspection

MONTHS = 12  # FL040455 speaks of the last year
_NEWEST = ("-since", "-id")


def scheme_on(day: date) -> DeductionScheme | None:
    """Return the scheme in force on a day; an example only where no other is."""
    return DeductionScheme.objects.filter(since__lte=day).order_by("is_example", *_NEWEST).first()


def scheme_for(finding: Finding) -> DeductionScheme | None:
    """Return the scheme in force on the day a finding was opened."""
    return scheme_on(timezone.localdate(finding.opened_at))


def newest_scheme() -> DeductionScheme | None:
    """Return the scheme that a new version begins from: the newest that is not an example."""
    return DeductionScheme.objects.order_by("is_example", *_NEWEST).first()


def entries_of(scheme: DeductionScheme) -> tuple[Entry, ...]:
    """Return what each kind of finding costs by a scheme."""
    return tuple(
        Entry(each["key"], each["title"], Decimal(each["points"])) for each in scheme.entries
    )


@dataclass(frozen=True)
class Scored:
    """An inspection with its points, and the limit of the scheme they are by."""

    inspection: Inspection
    checked: Checked
    limit: Decimal

    @property
    def reaches(self) -> bool:
        return self.checked.reaches(self.limit)


@dataclass(frozen=True)
class Points:
    """What a firm's inspections of the last year come to; `scheme` holds the limits."""

    scheme: DeductionScheme
    inspections: tuple[Scored, ...]
    average: Average
    since: date

    @property
    def falls_short(self) -> bool:
        return self.average.falls_short(self.scheme.average_limit)


def points_of(firm: Any, user: Any, *, on: date) -> Points | None:
    """Return what a firm's inspections come to, as far as a user may see them, in two queries.

    None where no scheme was ever applied. The limits are those of the newest that was.
    """
    applied = Finding.objects.filter(scheme=OuterRef("pk"), firm=firm)
    scheme = DeductionScheme.objects.filter(Exists(applied)).order_by("is_example", *_NEWEST)
    held = scheme.first()
    if held is None:
        return None
    since = months_after(on, -MONTHS)
    rows = list(_scored(firm, user, since))
    checked = [_checked(row) for row in rows]
    scored = tuple(
        Scored(row, each, held.single_limit)
        for row, each in zip(rows, checked, strict=True)
        if each.official or each.example
    )
    return Points(held, scored, average_of(checked), since)


def _scored(firm: Any, user: Any, since: date) -> QuerySet[Inspection]:
    """Return the inspections of the last year, each with what its findings cost."""
    told = ~Q(papers__findings__state=FindingState.WITHDRAWN)
    official = told & Q(papers__findings__scheme__is_example=False)
    example = told & Q(papers__findings__scheme__is_example=True)
    recent = Q(state=InspectionState.OPEN) | Q(sealed_at__date__gte=since)
    return (
        Inspection.objects.filter(seen_by(user, firm), recent, firm=firm, replaced_by=None)
        .annotate(
            official=_sum(official),
            example=_sum(example),
            told=Count("papers__findings", filter=told),
            decided=Count("papers__findings", filter=official),
        )
        .filter(
            Q(official__gt=0)
            | Q(example__gt=0)
            | Q(kind=InspectionKind.ROUTINE, state=InspectionState.SEALED)
        )
        .order_by("-period_start", "-pk")
    )


def _sum(which: Q) -> Any:
    nothing = Value(Decimal(0), output_field=DecimalField(max_digits=9, decimal_places=1))
    return Coalesce(Sum("papers__findings__deduction", filter=which), nothing)


def _checked(row: Any) -> Checked:
    return Checked(
        official=Decimal(row.official),
        example=Decimal(row.example),
        undecided=row.told - row.decided,
        counts=row.kind == InspectionKind.ROUTINE and row.state == InspectionState.SEALED,
    )


def schemes() -> QuerySet[DeductionScheme]:
    """Return every scheme there is, with who entered it."""
    return DeductionScheme.objects.select_related("made_by")
