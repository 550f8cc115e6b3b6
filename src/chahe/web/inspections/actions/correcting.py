"""Begin the correction of a sealed inspection: a new version, from what the old one holds."""

from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from chahe.web.journal.actions import record
from chahe.workflow import InspectionState, PaperState, Refused

from ..digests import INPUTS
from ..models import Inspection, WorkingPaper

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def correct_inspection(*, inspection: Inspection, by: Any, reason: str) -> Inspection:
    """Begin a new version of a sealed inspection; the old one stays as it is.

    The new version has the same cells, as drafts, with the old words, evidence, steps, samples and
    references to start from; those that had left the firm's scope stay out of it. Checks are run
    and notes are raised anew.

    :raises Refused: if it is not sealed, has a newer version, or no reason is given
    """
    if inspection.is_open:
        raise Refused("查核還沒有封存，直接修改即可。")
    if not reason.strip():
        raise Refused("請寫明更正的理由。")
    papers = list(inspection.papers.prefetch_related(*INPUTS))
    newer = _next_version(inspection, by, reason)
    copies = {paper.pk: _copy(paper, newer, by) for paper in papers}
    for paper in papers:
        _refer(paper, copies)
    record(
        "inspection.correction_begun",
        subject=f"inspection:{newer.pk}",
        by=by,
        firm=inspection.firm.code,
        before=inspection.digest,
        detail={"number": newer.number, "replaces": inspection.number, "reason": reason},
    )
    return newer


def _next_version(inspection: Inspection, by: Any, reason: str) -> Inspection:
    newer = Inspection.objects.get(pk=inspection.pk)
    newer.replaces, newer.reason = inspection, reason
    newer.version += 1
    newer.state, newer.digest = InspectionState.OPEN, ""
    newer.sealed_by = newer.sealed_at = None
    newer.planned_by, newer.planned_at = by, timezone.now()
    try:
        with transaction.atomic():
            return _again(newer)
    except IntegrityError:
        raise Refused("這次查核已經有更正的版本。") from None


def _copy(paper: WorkingPaper, newer: Inspection, by: Any) -> WorkingPaper:
    now = timezone.now()
    copy = _again(
        paper,
        inspection=newer,
        state=PaperState.LEFT if paper.has_left else PaperState.DRAFT,
        round=1,
        digest="",
        note="",
        proposed="",
        changed_at=now,
    )
    for attachment in paper.attachments.all():
        _again(attachment, paper=copy, attached_by=by, attached_at=now)
    for step in paper.steps.all():
        _again(step, paper=copy)
    for sampling in paper.samplings.all():
        kept = _again(sampling, paper=copy)
        for item in sampling.items.all():
            held = _again(item, sampling=kept)
            for mark in sorted(item.marks.all(), key=lambda mark: mark.pk):
                _again(mark, item=held)
    return copy


def _refer(paper: WorkingPaper, copies: dict[int, WorkingPaper]) -> None:
    """Point a copy to what its paper points to: within the inspection, to the copy of that."""
    for reference in paper.references.all():
        to = copies.get(reference.to_paper_id, reference.to_paper)
        _again(reference, paper=copies[paper.pk], to_paper=to)


def _again(row: Row, **changed: Any) -> Row:
    """Insert a row once more, as another; the one at hand is left alone."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values.pop(row._meta.pk.attname)
    copy = type(row)(**values)
    for name, value in changed.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy
