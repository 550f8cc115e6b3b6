"""Attach evidence to the papers that rest on it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.web.evidence.actions import note_custody
from chahe.web.evidence.models import Custody, Evidence
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import Attachment, WorkingPaper
from .papers import lock_draft


@transaction.atomic
def attach_evidence(*, paper: WorkingPaper, evidence: Evidence, by: Any) -> Attachment:
    """Let a draft rest on a piece of the firm's evidence.

    :raises Refused: if the paper is signed, or the evidence is another firm's, withdrawn or there
    """
    paper = lock_draft(paper)
    if evidence.firm_id != paper.inspection.firm_id:
        raise Refused("這份佐證不屬於這家證券商。")
    if evidence.withdrawn_at:
        raise Refused(f"佐證「{evidence.name}」已撤回，不能使用。")
    try:
        with transaction.atomic():
            attachment = Attachment.objects.create(
                paper=paper, evidence=evidence, attached_by=by, attached_at=timezone.now()
            )
    except IntegrityError:
        raise Refused(f"佐證「{evidence.name}」已經附在這份底稿。") from None
    note_custody(
        evidence,
        act=Custody.Act.ATTACHED,
        by=by,
        purpose=f"{paper.inspection.number} {paper.ref}",
        detail={"paper": paper.pk},
    )
    _journal("paper.evidence_attached", paper, evidence, by)
    return attachment


@transaction.atomic
def detach_evidence(*, paper: WorkingPaper, evidence: Evidence, by: Any) -> None:
    """Take a piece of evidence off a draft; the journal keeps that it was there.

    :raises Refused: if the paper is signed, or does not rest on it
    """
    paper = lock_draft(paper)
    removed, _ = paper.attachments.filter(evidence=evidence).delete()
    if not removed:
        raise Refused("這份底稿沒有附這份佐證。")
    _journal("paper.evidence_detached", paper, evidence, by)


def _journal(act: str, paper: WorkingPaper, evidence: Evidence, by: Any) -> None:
    record(
        act,
        subject=f"paper:{paper.pk}",
        by=by,
        firm=paper.inspection.firm.code,
        after=evidence.digest,
        detail={
            "inspection": paper.inspection.number,
            "rule": paper.ref,
            "evidence": evidence.name,
        },
    )
