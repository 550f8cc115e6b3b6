"""Plan inspections: every expected cell is known before work begins."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.deadlines import Cadence, Period, inspection_due, period_label, period_of
from chahe.rulebook import (
    Edition,
    Rule,
    Standing,
    in_force,
    leaves_of,
    scope,
    sections,
)
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import facts_on
from chahe.web.journal.actions import record
from chahe.web.rulebooks.editions import editions
from chahe.workflow import InspectionKind, Refused

from ..digests import scope_digest
from ..models import Inspection, WorkingPaper
from .cells import exclusions_of, new_paper, said_facts


def sections_in_force(*, on: date) -> list[tuple[Edition, Rule]]:
    """Return every section of every document in force on a day that comes round by the calendar.

    Documents that have codes of their own come first.
    """
    held = sorted(in_force(editions(), on=on), key=lambda edition: edition.own_codes)
    return [
        (edition, section)
        for edition in held
        for section in sections(edition)
        if set(section.cadence) - {Cadence.EVENT} and leaves_of(edition, section)
    ]


def sections_that_bind(firm: Firm, *, on: date) -> list[tuple[Edition, Rule]]:
    """Return the sections in force on a day that have a leaf binding the firm."""
    facts = facts_on(firm, on=on)
    found = sections_in_force(on=on)
    bound = {
        edition.cite(standing.rule)
        for edition in {edition.id: edition for edition, _ in found}.values()
        for standing in scope([edition], facts=facts, on=on)
        if standing.applies
    }
    return [
        (edition, section)
        for edition, section in found
        if any(edition.cite(leaf) in bound for leaf in leaves_of(edition, section))
    ]


def cadence_of(section: Rule) -> Cadence:
    """Return the cadence a section is planned by: the first that the calendar knows."""
    return next(cadence for cadence in section.cadence if cadence is not Cadence.EVENT)


def planned_sections(firm: Firm, *, on: date) -> set[str]:
    """Return the sections, `document#path`, already planned for periods that hold a day."""
    held = Inspection.objects.filter(firm=firm, period_start__lte=on, period_end__gt=on)
    return {f"{document}#{path}" for document, path in held.values_list("document", "section")}


@transaction.atomic
def plan_inspection(
    *,
    firm: Firm,
    section: str,
    on: date,
    by: Any,
    kind: InspectionKind = InspectionKind.SELF,
    today: date | None = None,
) -> Inspection:
    """Plan the inspection of a section, `document#path`, for the period that holds a day.

    Its cells are the section's leaves that bind the firm; those that do not are kept with the
    reason. Scope is read on the day of planning, kept within the period.

    :raises Refused: if there is no such section, it is planned already, or no leaf binds the firm
    """
    Firm.objects.select_for_update().get(pk=firm.pk)  # facts stated meanwhile stand in a line
    found = {f"{e.document}#{s.path}": (e, s) for e, s in sections_in_force(on=on)}
    if section not in found:
        raise Refused(f"{on} 沒有施行中的查核項目「{section}」。")
    edition, rule = found[section]
    period = period_of(cadence_of(rule), on=on)
    scoped_on = max(period.start, min(today or timezone.localdate(), period.last_day))
    stated = facts_on(firm, on=scoped_on)
    standing = {s.rule.path: s for s in scope([edition], facts=stated, on=scoped_on)}
    leaves = [standing[leaf.path] for leaf in leaves_of(edition, rule)]
    if not any(leaf.applies for leaf in leaves):
        raise Refused(f"「{rule.title}」沒有任何條款適用於{firm.name}:{leaves[0].reason}。")
    inspection = _create(firm, kind, edition, rule, period, leaves, stated, by)
    papers = [
        new_paper(inspection, leaf, position=position)
        for position, leaf in enumerate(leaf for leaf in leaves if leaf.applies)
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


def _create(
    firm: Firm,
    kind: InspectionKind,
    edition: Edition,
    rule: Rule,
    period: Period,
    leaves: Iterable[Standing],
    stated: dict[str, Any],
    by: Any,
) -> Inspection:
    cadence = cadence_of(rule)
    try:
        with transaction.atomic():
            return Inspection.objects.create(
                firm=firm,
                kind=kind,
                document=edition.document,
                edition=edition.edition,
                section=rule.path,
                code=rule.code,
                title=rule.title,
                cadence=cadence,
                period_start=period.start,
                period_end=period.end,
                due_on=inspection_due(period),
                exclusions=exclusions_of(leaves),
                facts=said_facts(stated),
                planned_by=by,
                planned_at=timezone.now(),
            )
    except IntegrityError:
        label = period_label(Cadence(cadence), period)
        raise Refused(f"{label}的「{rule.title}」已經安排過了，請直接開啟該次查核。") from None
