"""A year's plan as documents read it."""

from datetime import date
from typing import Any

from chahe.deadlines import FiscalYear
from chahe.documents.plan import PlannedRow, PlanRecord
from chahe.documents.record import FirmRecord
from chahe.rulebook import Edition
from chahe.web.firms.models import Firm
from chahe.web.rulebooks.editions import editions
from chahe.workflow import InspectionKind

from .models import Adjustment, PlanItem
from .queries import items_between, plans_of
from .shown import status_of
from .working import working_days

_KINDS = {kind.value: kind.label for kind in InspectionKind}


def plan_record(
    firm: Firm, user: Any, year: FiscalYear, *, today: date, kind: str = ""
) -> PlanRecord:
    """Return the record of the items of a year that a user sees, of one kind or of every one."""
    found = items_between(firm, user, first=year.start, end=year.end)
    found = found.exclude(state=PlanItem.State.GONE)
    if kind in _KINDS:
        found = found.filter(kind=kind)
    items = list(found)
    granted = _granted(items)
    known = {edition.id: edition for edition in editions()}
    plans = [plan for plan in plans_of(firm, year.year) if not kind or plan.kind == kind]
    return PlanRecord(
        firm=FirmRecord(code=firm.code, name=firm.name),
        year_label=year.label,
        year=year.period,
        kind=_KINDS.get(kind, "全部種類"),
        rows=tuple(
            _row(item, known.get(item.edition_id), granted.get(item.pk), today) for item in items
        ),
        made_by="、".join(dict.fromkeys(str(plan.planned_by) for plan in plans)),
        sources=tuple(_sources(items, known, year)),
    )


def _granted(items: list[PlanItem]) -> dict[int, Adjustment]:
    """Return the last adjustment granted of each item that was moved or skipped."""
    rows = Adjustment.objects.filter(item__in=[item.pk for item in items], granted=True)
    return {each.item_id: each for each in rows.select_related("decided_by").order_by("id")}


def _row(
    item: PlanItem, edition: Edition | None, granted: Adjustment | None, today: date
) -> PlannedRow:
    section = edition.by_path.get(item.section) if edition else None
    about = f"（{item.subject}）" if item.subject else ""
    return PlannedRow(
        kind=item.get_kind_display(),
        code=item.code,
        title=f"{item.title}{about}",
        document=edition.title if edition else item.document,
        edition=item.edition_label,
        cadence=item.get_cadence_display(),
        period_label=item.period_label,
        due_on=item.day,
        rules=len(item.rules),
        state=status_of(item, today=today).label,
        section=section.ref if section else item.section,
        moved_from=item.due_on if item.moved_to else None,
        reason=granted.reason if granted else "",
        approved_by=str(granted.decided_by) if granted else "",
    )


def _sources(items: list[PlanItem], known: dict[str, Edition], year: FiscalYear) -> list[str]:
    used = dict.fromkeys(item.edition_id for item in items)
    books = [f"{known[each].title}：{known[each].source}" for each in used if each in known]
    table = working_days().tables.get(year.year)
    days = table.source.name if table else "沒有這一年的辦公日曆，以星期一至星期五推算"
    return [*books, f"工作日：{days}"]
