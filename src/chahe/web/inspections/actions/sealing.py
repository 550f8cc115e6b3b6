"""Seal an inspection for ever, and begin its correction."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.web.evidence.models import Evidence
from chahe.web.evidence.queries import verify_all
from chahe.web.journal.actions import record, sign_head
from chahe.workflow import InspectionState, PaperState, Refused

from ..digests import INPUTS, inspection_digest, paper_digest
from ..models import Inspection, WorkingPaper


@transaction.atomic
def seal_inspection(*, inspection: Inspection, by: Any) -> Inspection:
    """Seal an inspection whose papers are all approved, and sign the ledger's head over it.

    Papers whose rules have left the firm's scope are sealed as they are.

    :raises Refused: if it is sealed, a paper is not approved, or one is not what was signed
    :raises EvidenceDamaged: if the bytes of its evidence are not those that were handed in
    """
    inspection = (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("firm")
        .get(pk=inspection.pk)
    )
    if not inspection.is_open:
        raise Refused("這次查核已經封存。")
    papers = list(inspection.papers.select_related("inspection__firm").prefetch_related(*INPUTS))
    papers = [paper for paper in papers if not paper.has_left]
    waiting = [paper.ref for paper in papers if paper.state != PaperState.APPROVED]
    if waiting:
        raise Refused(f"還有 {len(waiting)} 份底稿沒有核定（{waiting[0]} 等），不能封存。")
    if changed := [paper.ref for paper in papers if paper_digest(paper) != paper.digest]:
        raise Refused(f"底稿 {changed[0]} 與核定時不同，不能封存；請通知系統管理者查明。")
    verify_all(evidence_of(inspection))
    inspection.digest = inspection_digest(inspection)
    inspection.state = InspectionState.SEALED
    inspection.sealed_by, inspection.sealed_at = by, timezone.now()
    inspection.save()
    record(
        "inspection.sealed",
        subject=f"inspection:{inspection.pk}",
        by=by,
        firm=inspection.firm.code,
        after=inspection.digest,
        detail={"number": inspection.number},
    )
    sign_head()
    return inspection


def evidence_of(inspection: Inspection) -> Any:
    """Return every piece of evidence an inspection's papers rest on."""
    return (
        Evidence.objects.filter(attachments__paper__inspection=inspection)
        .select_related("blob")
        .distinct()
    )


@transaction.atomic
def correct_inspection(*, inspection: Inspection, by: Any, reason: str) -> Inspection:
    """Begin a new version of a sealed inspection; the old one stays as it is.

    The new version has the same cells, as drafts, with the old words and evidence to start from;
    those that had left the firm's scope stay out of it.

    :raises Refused: if it is not sealed, has a newer version, or no reason is given
    """
    if inspection.is_open:
        raise Refused("查核還沒有封存，直接修改即可。")
    if not reason.strip():
        raise Refused("請寫明更正的理由。")
    papers = list(inspection.papers.prefetch_related("attachments"))
    newer = _next_version(inspection, by, reason)
    for paper in papers:
        _copy(paper, newer, by)
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
    newer.pk, newer.replaces, newer.reason = None, inspection, reason
    newer._state.adding = True
    newer.version += 1
    newer.state, newer.digest = InspectionState.OPEN, ""
    newer.sealed_by = newer.sealed_at = None
    newer.planned_by, newer.planned_at = by, timezone.now()
    try:
        with transaction.atomic():
            newer.save()
    except IntegrityError:
        raise Refused("這次查核已經有更正的版本。") from None
    return newer


def _copy(paper: WorkingPaper, newer: Inspection, by: Any) -> None:
    attachments = list(paper.attachments.all())
    paper.pk, paper.inspection = None, newer
    paper.state = PaperState.LEFT if paper.has_left else PaperState.DRAFT
    paper._state.adding = True
    paper.round, paper.digest, paper.note, paper.proposed = 1, "", "", ""
    paper.changed_at = timezone.now()
    paper.save()
    for attachment in attachments:
        attachment.pk, attachment.paper = None, paper
        attachment._state.adding = True
        attachment.attached_by, attachment.attached_at = by, timezone.now()
        attachment.save()
