"""Scope open inspections again, when facts change or a new edition begins within their periods.

What enters gets a paper; a draft of what leaves is closed as not applicable, and kept. What has
been signed stays as it was, and so does a draft with findings: they were found while it bound.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.rulebook.scope_over import Held
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import statements_of
from chahe.web.journal.actions import record
from chahe.web.rulebooks.editions import editions
from chahe.workflow import PAPER_LABELS, PAPER_MOVES, InspectionState, Verdict, after

from ..digests import scope_digest, scope_of
from ..models import Inspection, WorkingPaper
from ..rescope_target import Moves, Target, target_of
from .cells import exclusions_of, new_paper, said_facts, word_paper


@dataclass
class Changes:
    """Papers to be made and to be saved, and the references of what moved, for the journal."""

    made: list[WorkingPaper] = field(default_factory=list)
    touched: list[WorkingPaper] = field(default_factory=list)
    moved: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@transaction.atomic
def rescope(
    firm: Firm, *, on: date, by: Any, because: str, today: date | None = None
) -> list[Inspection]:
    """Bring a firm's open inspections to the scope of today; return those that changed.

    `on` is the day the change counts from: inspections whose periods ended by then are left alone,
    as sealed ones are, and what has a subject: an event, a selection, an engagement was scoped for
    its own day. `because` says in Chinese what changed. Done again, it changes nothing.
    """
    held = Inspection.objects.select_for_update(of=("self",)).select_related("firm")
    found = list(held.filter(firm=firm, state=InspectionState.OPEN, period_end__gt=on, subject=""))
    if not found:
        return []
    papers = _papers_of(found)
    statements, moves, changed = statements_of(firm), Moves(), []
    for inspection in found:
        target = target_of(inspection, statements, today=today or timezone.localdate(), moves=moves)
        if target is None or _is_planned_already(inspection, target):
            continue
        if _rescope(inspection, papers[inspection.pk], target, on=on, by=by, because=because):
            changed.append(inspection)
    return changed


def rescope_behind(*, today: date) -> list[Inspection]:
    """Rescope the open inspections of every firm within whose periods a later edition has begun."""
    waiting = Inspection.objects.filter(
        state=InspectionState.OPEN, period_start__lte=today, subject=""
    )
    rows = waiting.values_list("firm", "document", "edition", "period_end").distinct()
    behind: dict[int, list[Any]] = defaultdict(list)
    known = editions()
    for firm_id, document, name, period_end in rows:
        own = [each for each in known if each.document == document]
        names = [each.edition for each in own]
        for later in own[names.index(name) + 1 :] if name in names else ():
            if later.start and later.start <= today and later.start < period_end:
                behind[firm_id].append(later)
    changed = []
    for firm in Firm.objects.filter(pk__in=behind):
        first = min(behind[firm.pk], key=lambda each: each.start)
        because = f"「{first.title}」{format_roc(first.start)}版施行"
        changed += rescope(firm, on=first.start, by=None, because=because, today=today)
    return changed


def _papers_of(inspections: list[Inspection]) -> dict[int, list[WorkingPaper]]:
    """Return papers by inspection, held until the transaction ends, with their findings."""
    by_id = {inspection.pk: inspection for inspection in inspections}
    found: dict[int, list[WorkingPaper]] = defaultdict(list)
    held = WorkingPaper.objects.select_for_update(of=("self",)).prefetch_related("findings")
    for paper in held.filter(inspection__in=inspections).order_by("position"):
        paper.inspection = by_id[paper.inspection_id]
        found[paper.inspection_id].append(paper)
    return found


def _is_planned_already(inspection: Inspection, target: Target) -> bool:
    """Return whether somebody planned the later edition's section beside this inspection."""
    if target.edition.edition == inspection.edition or not target.section:
        return False
    return Inspection.objects.filter(
        firm=inspection.firm,
        kind=inspection.kind,
        document=inspection.document,
        edition=target.edition.edition,
        section=target.section,
        cadence=inspection.cadence,
        subject="",
        period_start=inspection.period_start,
        version=inspection.version,
    ).exists()


def _rescope(
    inspection: Inspection,
    papers: list[WorkingPaper],
    target: Target,
    *,
    on: date,
    by: Any,
    because: str,
) -> bool:
    scope, before = scope_of(inspection, papers), scope_digest(inspection, papers)
    changes = _changes_of(inspection, papers, target)
    if target.section:
        inspection.edition, inspection.section = target.edition.edition, target.section
    if scope_of(inspection, [*papers, *changes.made]) == scope:
        return False
    inspection.facts = said_facts(dict(target.facts))
    inspection.save(update_fields=["edition", "section", "exclusions", "facts"])
    for paper in changes.touched:
        paper.changed_at = timezone.now()
        paper.save()
    WorkingPaper.objects.bulk_create(changes.made)
    record(
        "inspection.rescoped",
        subject=f"inspection:{inspection.pk}",
        by=by,
        firm=inspection.firm.code,
        before=before,
        after=scope_digest(inspection, [*papers, *changes.made]),
        detail={
            "number": inspection.number,
            "reason": because,
            "on": on,
            "edition": inspection.edition_id,
            **changes.moved,
        },
    )
    return True


def _changes_of(inspection: Inspection, papers: list[WorkingPaper], target: Target) -> Changes:
    changes, answered = Changes(), set()
    for paper in papers:
        path = target.path_of(paper)
        if path is None:
            _leave(paper, target.began, target.why_gone(paper), changes)
            continue
        answered.add(path)
        held = target.held[path]
        if not held.standing.applies:
            _leave(paper, held.since, held.standing.reason, changes)
        elif paper.has_left:
            _enter(paper, held, changes)
        elif paper.is_draft:
            _refresh(paper, held, changes)
    position = max((paper.position for paper in papers), default=-1) + 1
    alone = [held for path, held in target.held.items() if path not in answered]
    for held in alone:
        if held.standing.applies:
            made = new_paper(inspection, held.standing, position=position + len(changes.made))
            is_new = target.is_new(made.path, inspection.edition)
            made.entered_on = max(held.since, target.began) if is_new else held.since
            changes.made.append(made)
            changes.moved["entering"].append(made.ref)
    inspection.exclusions = exclusions_of(_standings(alone))
    return changes


def _standings(held: Iterable[Held]) -> list[Any]:
    return [each.standing for each in held]


def _leave(paper: WorkingPaper, since: date, reason: str, changes: Changes) -> None:
    if paper.has_left:
        if (paper.left_on, paper.left_reason) != (since, reason):
            paper.left_on, paper.left_reason = since, reason
            changes.touched.append(paper)
    elif not paper.is_draft or any(each.state != "withdrawn" for each in paper.findings.all()):
        changes.moved["kept"].append(paper.ref)
    else:
        paper.state = after(PAPER_MOVES, "leave", now=paper.state, labels=PAPER_LABELS)
        paper.verdict = Verdict.NOT_APPLICABLE
        paper.left_on, paper.left_reason = since, reason
        changes.touched.append(paper)
        changes.moved["leaving"].append(paper.ref)


def _enter(paper: WorkingPaper, held: Held, changes: Changes) -> None:
    paper.state = after(PAPER_MOVES, "enter", now=paper.state, labels=PAPER_LABELS)
    paper.verdict, paper.left_on, paper.left_reason = "", None, ""
    paper.entered_on = held.since
    word_paper(paper, held.standing)
    changes.touched.append(paper)
    changes.moved["entering"].append(paper.ref)


def _refresh(paper: WorkingPaper, held: Held, changes: Changes) -> None:
    """Let a draft say what its rule says now: in a later edition, or why it binds."""
    if paper.edition != held.standing.edition.edition:
        word_paper(paper, held.standing)
        changes.touched.append(paper)
        changes.moved["reworded"].append(paper.ref)
    elif paper.scope_reason != held.standing.reason:
        paper.scope_reason = held.standing.reason
        changes.touched.append(paper)
