"""Plan a firm's year, and plan it again when facts or editions change: nothing lost or doubled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import Cadence, WorkingDays, days_after, inspection_due
from chahe.rulebook import Due
from chahe.web.firms.models import Firm
from chahe.web.inspections.models import Inspection
from chahe.web.journal.actions import record
from chahe.workflow import InspectionKind

from ..dues import FirmDues
from ..models import PlanItem, YearPlan
from ..working import working_days

_Key = tuple[str, str, str, date]  # document, line, cadence, first day of the period
_MOVING = ("edition", "section", "line", "code", "title", "rules", "period_end", "due_on")
_SAVED = (*_MOVING, "state", "reason", "inspection")


@dataclass(frozen=True)
class Counts:
    """How many items planning made, changed, and found no longer binding."""

    made: int = 0
    changed: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.changed or self.gone)


@transaction.atomic
def plan_year(
    *,
    firm: Firm,
    year: int,
    kind: InspectionKind = InspectionKind.SELF,
    by: Any,
    planned_by: Any = None,
    documents: Iterable[str] | None = None,
    today: date | None = None,
) -> Counts:
    """Plan every occurrence of a firm's fiscal year (CE); done again, only what changed.

    `documents` are those the plan covers, none: every one that binds; None leaves them as they are.
    `planned_by` is the person it is planned for when `by` is None, the system.
    """
    Firm.objects.select_for_update().get(pk=firm.pk)
    covered = sorted(set(documents or ()))
    plan, is_new = YearPlan.objects.get_or_create(
        firm=firm,
        kind=kind,
        year=year,
        defaults={
            "documents": covered,
            "planned_by": by or planned_by,
            "planned_at": timezone.now(),
        },
    )
    other = documents is not None and plan.documents != covered
    if other:
        plan.documents = covered
        plan.save(update_fields=["documents"])
    counts = _bring_up_to_date(plan, FirmDues(firm, today or timezone.localdate()))
    if counts or is_new or other:
        _record("plan.made", plan, counts, by, because="")
    return counts


@transaction.atomic
def replan(
    firm: Firm, *, on: date, because: str, by: Any = None, today: date | None = None
) -> Counts:
    """Bring a firm's plans to the scope of today; `on` is the day the change counts from.

    `because` says in Chinese what changed. Years that ended by `on` are left alone.
    """
    plans = YearPlan.objects.filter(firm=firm, year__gte=on.year).order_by("year", "kind")
    total = Counts()
    if not plans.exists():
        return total
    Firm.objects.select_for_update().get(pk=firm.pk)
    dues = FirmDues(firm, today or timezone.localdate())
    for plan in plans:
        counts = _bring_up_to_date(plan, dues)
        if counts:
            _record("plan.changed", plan, counts, by, because=because)
        total = Counts(
            total.made + counts.made, total.changed + counts.changed, total.gone + counts.gone
        )
    return total


def _record(act: str, plan: YearPlan, counts: Counts, by: Any, *, because: str) -> None:
    record(
        act,
        subject=f"plan:{plan.pk}",
        by=by,
        firm=plan.firm.code,
        detail={
            "plan": str(plan),
            "documents": plan.documents,
            "made": counts.made,
            "changed": counts.changed,
            "gone": counts.gone,
            **({"reason": because} if because else {}),
        },
    )


def _bring_up_to_date(plan: YearPlan, dues: FirmDues) -> Counts:
    held, inspections = _held(plan, dues), _inspections(plan, dues)
    taken = {item.inspection_id for item in held.values()}
    work = working_days()
    made, changed = [], []
    for due in dues.of_year(plan.span):
        if not plan.covers(due.edition.document):
            continue
        inspection = inspections.get(due.key)
        if inspection is not None and inspection.pk in taken:
            inspection = None
        item = held.pop(due.key, None)
        if item is None:
            made.append(_new(plan, due, inspection, work, today=dues.today))
        elif _renew(item, due, inspection, work):
            changed.append(item)
    gone = [item for item in held.values() if _leave(item, plan, dues)]
    PlanItem.objects.bulk_create(made)
    PlanItem.objects.bulk_update([*changed, *gone], _SAVED, batch_size=50)
    return Counts(len(made), len(changed), len(gone))


def _held(plan: YearPlan, dues: FirmDues) -> dict[_Key, PlanItem]:
    """Return the items there are, by what their sections are called today."""
    items = PlanItem.objects.select_for_update().filter(
        firm=plan.firm,
        kind=plan.kind,
        event=None,
        period_start__gte=plan.span.start,
        period_start__lt=plan.span.end,
    )
    return {
        (
            item.document,
            dues.line_of(item.edition_id, item.section, otherwise=item.line),
            Cadence(item.cadence),
            item.period_start,
        ): item
        for item in items
    }


def _inspections(plan: YearPlan, dues: FirmDues) -> dict[_Key, Inspection]:
    """Return the inspections planned by hand or before, the first version of each."""
    found = Inspection.objects.filter(
        firm=plan.firm,
        kind=plan.kind,
        subject="",
        version=1,
        period_start__gte=plan.span.start,
        period_start__lt=plan.span.end,
    )
    return {
        (
            each.document,
            dues.line_of(each.edition_id, each.section),
            Cadence(each.cadence),
            each.period_start,
        ): each
        for each in found
    }


def _new(
    plan: YearPlan, due: Due, inspection: Inspection | None, work: WorkingDays, *, today: date
) -> PlanItem:
    item = PlanItem(
        firm=plan.firm,
        kind=plan.kind,
        document=due.edition.document,
        cadence=due.cadence,
        period_start=due.period.start,
        begins_on=_begins_on(due, today),
        planned_by=plan.planned_by,
        planned_at=timezone.now(),
        **_said(due, work),
    )
    _begin(item, inspection)
    return item


def _begins_on(due: Due, today: date) -> date | None:
    """Return the first day of the period, or of the edition that asks it and begins later."""
    if due.period.end <= today:
        return None
    return due.scoped_on if due.scoped_on > today else due.period.start


def _renew(item: PlanItem, due: Due, inspection: Inspection | None, work: WorkingDays) -> bool:
    """Bring an item to what its section is today; return whether that changed anything."""
    before = [getattr(item, name) for name in _SAVED]
    if item.state == PlanItem.State.GONE:
        item.state, item.reason = PlanItem.State.PLANNED, ""
    if item.state == PlanItem.State.PLANNED:
        for name, value in _said(due, work).items():
            setattr(item, name, value)
        _begin(item, inspection)
    return [getattr(item, name) for name in _SAVED] != before


def _said(due: Due, work: WorkingDays) -> dict[str, Any]:
    """Return what a section says of itself, by the fields of `_MOVING`."""
    return {
        "edition": due.edition.edition,
        "section": due.section.path,
        "line": due.line,
        "code": due.section.code,
        "title": due.section.title,
        "rules": [leaf.rule.path for leaf in due.leaves],
        "period_end": due.period.end,
        "due_on": inspection_due(due.period, working=work),
    }


def _begin(item: PlanItem, inspection: Inspection | None) -> None:
    if inspection is not None:
        item.state, item.inspection = PlanItem.State.BEGUN, inspection


def _leave(item: PlanItem, plan: YearPlan, dues: FirmDues) -> bool:
    """Mark an item that nothing asks any more; what has begun or has ended stays as it was."""
    if item.state != PlanItem.State.PLANNED or item.period_end <= dues.today:
        return False
    scoped_on = max(item.period_start, min(dues.today, days_after(item.period_end, -1)))
    item.state = PlanItem.State.GONE
    item.reason = (
        dues.why_not(item.document, item.line, on=scoped_on)[:500]
        if plan.covers(item.document)
        else "計畫不再涵蓋這份文件"
    )
    return True
