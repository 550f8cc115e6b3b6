"""Plan inspections: every expected cell is known before work begins."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.deadlines import (
    Cadence,
    Period,
    days_after,
    format_roc,
    inspection_due,
    period_label,
    period_of,
)
from chahe.rulebook import Edition, Rule, groups_of, in_force, leaves_of, scope, sections
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import facts_on
from chahe.web.journal.actions import record
from chahe.web.rulebooks.editions import editions
from chahe.workflow import InspectionKind, Refused

from ..digests import scope_digest
from ..models import Campaign, Inspection, WorkingPaper
from .cells import exclusions_of, new_paper, said_facts


@dataclass(frozen=True)
class Asked:
    """What a document asks by the calendar: a section, at one of its cadences."""

    edition: Edition
    section: Rule
    cadence: Cadence

    @property
    def whole(self) -> tuple[Edition, Rule, Cadence]:
        return self.edition, self.section, self.cadence

    @property
    def key(self) -> str:
        """Name it: `document#path@cadence`."""
        return f"{self.edition.document}#{self.section.path}@{self.cadence}"


def sections_in_force(*, on: date) -> list[Asked]:
    """Return what every document in force on a day asks by the calendar, by section and cadence.

    Documents that have codes of their own come first.
    """
    held = sorted(in_force(editions(), on=on), key=lambda edition: edition.own_codes)
    return [
        Asked(edition, section, cadence)
        for edition in held
        for section, cadence, _ in groups_of(edition)
    ]


def leaves_at(edition: Edition, section: Rule, cadence: Cadence) -> tuple[Rule, ...]:
    """Return the leaves of a section that are inspected at a cadence."""
    return tuple(leaf for leaf in leaves_of(edition, section) if cadence in leaf.cadence)


def sections_that_bind(firm: Firm, *, on: date) -> list[Asked]:
    """Return what is asked by the calendar on a day of which a leaf binds the firm."""
    facts = facts_on(firm, on=on)
    found = sections_in_force(on=on)
    bound = {
        edition.cite(standing.rule)
        for edition in {asked.edition.id: asked.edition for asked in found}.values()
        for standing in scope([edition], facts=facts, on=on)
        if standing.applies
    }
    return [
        asked
        for asked in found
        if any(asked.edition.cite(leaf) in bound for leaf in leaves_at(*asked.whole))
    ]


def planned_sections(firm: Firm, *, on: date, kind: InspectionKind) -> set[str]:
    """Return the keys of what is already planned for periods that hold a day."""
    held = Inspection.objects.filter(
        firm=firm, kind=kind, subject="", period_start__lte=on, period_end__gt=on
    )
    rows = held.values_list("document", "section", "cadence")
    return {f"{document}#{path}@{cadence}" for document, path, cadence in rows}


@transaction.atomic
def plan_inspection(
    *,
    firm: Firm,
    section: str,
    on: date,
    by: Any,
    kind: InspectionKind = InspectionKind.SELF,
    cadence: Cadence | None = None,
    period: Period | None = None,
    subject: str = "",
    leaves: Collection[str] | None = None,
    due_on: date | None = None,
    campaign: Campaign | None = None,
    today: date | None = None,
) -> Inspection:
    """Plan the inspection of a section, `document#path`, for the period that holds a day.

    Its cells are the leaves inspected at its cadence (the section's first when none is said), of
    `leaves` alone when they are named, that bind the firm; those that do not are kept with the
    reason. Scope is read on the day of planning, kept within the period. An event's period is its
    day; `subject` names it, or tells a selected inspection from the others of its section.

    :raises Refused: if there is no such section, it is planned already, or no leaf binds the firm
    """
    Firm.objects.select_for_update().get(pk=firm.pk)  # facts stated meanwhile stand in a line
    edition, rule = _section(section, on=on)
    cadence = cadence or first_cadence(rule)
    period = period or _period(cadence, on)
    scoped_on = max(period.start, min(today or timezone.localdate(), period.last_day))
    stated = facts_on(firm, on=scoped_on)
    standing = {s.rule.path: s for s in scope([edition], facts=stated, on=scoped_on)}
    cells = [
        standing[leaf.path]
        for leaf in leaves_of(edition, rule)
        if (leaf.path in leaves if leaves is not None else cadence in leaf.cadence)
    ]
    if not any(leaf.applies for leaf in cells):
        why = f"：{cells[0].reason}" if cells else ""
        raise Refused(f"「{rule.title}」沒有任何條款適用於{firm.name}{why}。")
    inspection = _create(
        by,
        firm=firm,
        kind=kind,
        document=edition.document,
        edition=edition.edition,
        section=rule.path,
        code=rule.code,
        title=rule.title,
        cadence=cadence,
        subject=subject,
        campaign=campaign,
        period_start=period.start,
        period_end=period.end,
        due_on=due_on or inspection_due(period),
        exclusions=exclusions_of(cells),
        facts=said_facts(stated),
    )
    papers = [
        new_paper(inspection, leaf, position=position)
        for position, leaf in enumerate(leaf for leaf in cells if leaf.applies)
    ]
    WorkingPaper.objects.bulk_create(papers)
    record(
        "inspection.planned",
        subject=f"inspection:{inspection.pk}",
        by=by,
        firm=firm.code,
        after=scope_digest(inspection, papers),
        detail={"number": inspection.number, "edition": edition.id},
    )
    return inspection


def first_cadence(section: Rule) -> Cadence:
    """Return the cadence a section is planned by when none is said: the calendar's first."""
    return next((each for each in section.cadence if each is not Cadence.EVENT), Cadence.EVENT)


def _section(name: str, *, on: date) -> tuple[Edition, Rule]:
    document, _, path = name.partition("#")
    for edition in in_force(editions(), on=on):
        if edition.document == document and path in {rule.path for rule in sections(edition)}:
            return edition, edition.by_path[path]
    raise Refused(f"{format_roc(on)}沒有施行中的查核項目「{name}」。")


def _period(cadence: Cadence, on: date) -> Period:
    return Period(on, days_after(on, 1)) if cadence is Cadence.EVENT else period_of(cadence, on=on)


def _create(by: Any, **said: Any) -> Inspection:
    try:
        with transaction.atomic():
            return Inspection.objects.create(planned_by=by, planned_at=timezone.now(), **said)
    except IntegrityError:
        label = period_label(said["cadence"], Period(said["period_start"], said["period_end"]))
        raise Refused(f"{label}的「{said['title']}」已經安排過了，請直接開啟該次查核。") from None
