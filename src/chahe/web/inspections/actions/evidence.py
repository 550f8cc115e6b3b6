"""Ask for evidence, and attach it to the papers that rest on it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.rulebook import evidence_kinds
from chahe.web.evidence.actions import note_custody
from chahe.web.evidence.models import Custody, Evidence
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import Attachment, Inspection, Request, WorkingPaper
from ..serving import counts_for, served_by
from .papers import lock_draft


@transaction.atomic
def ask_for_evidence(
    *, inspection: Inspection, kind: str, asked_of: Any, due_on: date, by: Any, note: str = ""
) -> Request:
    """Ask a person of the firm for a kind of evidence, by a day.

    :raises Refused: if the inspection is sealed, the kind is unknown, the person is not of the
        firm, or the same has been asked of them and not answered
    """
    if not inspection.is_open:
        raise Refused("查核已封存，不能再請求佐證。")
    if kind not in evidence_kinds():
        raise Refused(f"沒有「{kind}」這種佐證。")
    if not asked_of.memberships.filter(firm=inspection.firm_id).exists():
        raise Refused("請求對象不是這家證券商的人員。")
    try:
        with transaction.atomic():
            request = Request.objects.create(
                inspection=inspection,
                kind=kind,
                asked_of=asked_of,
                asked_by=by,
                asked_at=timezone.now(),
                due_on=due_on,
                note=note,
            )
    except IntegrityError:
        raise Refused("已經向同一人請求過同一種佐證，還在等回覆。") from None
    record(
        "request.asked",
        subject=f"request:{request.pk}",
        by=by,
        firm=inspection.firm.code,
        detail={
            "inspection": inspection.number,
            "kind": kind,
            "of": asked_of.username,
            "due": due_on,
        },
    )
    return request


@transaction.atomic
def answer_request(*, request: Request, evidence: Evidence, by: Any) -> int:
    """Answer a request: attach the evidence to every draft that asked for it.

    Those are the drafts of the inspection that expect its kind, and those of the firm's other open
    inspections whose rules ask the same, where it counts for their period. Return how many.

    :raises Refused: if it was answered, or the evidence is of another kind or firm, or withdrawn
    """
    request = (
        Request.objects.select_for_update().select_related("inspection__firm").get(pk=request.pk)
    )
    if request.answered_at:
        raise Refused("這個請求已經回覆過了。")
    if evidence.kind != request.kind:
        raise Refused("佐證的種類與請求的不同。")
    served, today = served_by(request), timezone.localdate()
    elsewhere = [each for each in served.elsewhere if counts_for(each, evidence, on=today)]
    papers = [*served.own, *elsewhere]
    for paper in papers:
        if not paper.attachments.filter(evidence=evidence).exists():
            attach_evidence(paper=paper, evidence=evidence, by=by)
    request.answer, request.answered_at = evidence, timezone.now()
    request.save(update_fields=["answer", "answered_at"])
    record(
        "request.answered",
        subject=f"request:{request.pk}",
        by=by,
        firm=request.inspection.firm.code,
        after=evidence.digest,
        detail={
            "inspection": request.inspection.number,
            "evidence": evidence.name,
            "elsewhere": [f"{each.inspection.number} {each.ref}" for each in elsewhere],
        },
    )
    return len(papers)


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
