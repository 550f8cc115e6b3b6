"""Seal an inspection for ever."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.evidence.models import Evidence
from chahe.web.evidence.queries import verify_all
from chahe.web.journal.actions import record, sign_head
from chahe.workflow import InspectionState, PaperState, Refused

from ..digests import INPUTS, inspection_digest, paper_digest
from ..models import Inspection


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
