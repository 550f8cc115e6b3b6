"""Propose a report, sign it, issue it, withdraw it, begin its correction."""

from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.documents.assessment import AssessmentRecord
from chahe.documents.opinion import OpinionKind, opinion_problems
from chahe.documents.papers.cpa_assessment import CPA_ASSESSMENT
from chahe.documents.writers import load_writers
from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.workflow import Refused, after
from chahe.workflow.engagement import (
    ENGAGEMENT_LABELS,
    ENGAGEMENT_MOVES,
    REPORT_LABELS,
    REPORT_MOVES,
    SIGNERS,
    ReportKind,
    ReportState,
    final_problems,
)

from ..assessment import assessment_record, record_of, said
from ..models import (
    AssessmentReport,
    Engagement,
    EngagementPerson,
    ReportFile,
    ReportSignature,
)
from ..models.person import engaged_on
from ..queries import progress_of
from .opening import lock_engagement


@transaction.atomic
def propose_report(
    *,
    engagement: Engagement,
    kind: ReportKind,
    by: Any,
    opinion: str = "",
    why: str = "",
    correction: str = "",
) -> AssessmentReport:
    """Propose a report whole, for CPAs to sign.

    An interim one tells how far the work has come, without an opinion; a final one needs every
    paper approved, every inspection sealed, and an opinion the results allow with its reason.

    :raises Refused: if it cannot be, or another one waits to be signed
    """
    engagement = lock_engagement(engagement)
    after(ENGAGEMENT_MOVES, "issue", now=engagement.state, labels=ENGAGEMENT_LABELS)
    signer_of(engagement, by)
    read = assessment_record(engagement, kind=kind, opinion=opinion, why=why.strip())
    replaces = None
    if kind is ReportKind.FINAL:
        _check_final(engagement, read)
        replaces = engagement.reports.filter(kind=kind, state=ReportState.ISSUED).first()
    elif opinion:
        raise Refused("期中報告不表示意見。")
    if bool(replaces) != bool(correction.strip()):
        raise Refused("更正已出具的報告時請寫明理由；不是更正時不填。")
    plain = said(read)
    report = _create(
        engagement,
        kind,
        opinion=opinion,
        why=why.strip(),
        record=plain,
        digest=digest(plain),
        replaces=replaces,
        correction=correction.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    _tell("assessment.proposed", report, by, opinion=report.get_opinion_display())
    return report


@transaction.atomic
def sign_report(*, report: AssessmentReport, by: Any, seen: str) -> ReportSignature:
    """Sign a proposed report as one of its CPAs; `seen` is the digest the signer was shown.

    :raises Refused: if it is not proposed, is not what was proposed or seen, or they may not
    """
    report = _lock_unchanged(report)
    if seen != report.digest:
        raise Refused("您看到的報告已經被更新，請重新整理頁面、看過內容後再簽證。")
    person = signer_of(report.engagement, by)
    if not person.certificate:
        raise Refused("您在這項委任沒有登記會計師證書字號，不能簽證；請委任人員的主管補登。")
    try:
        with transaction.atomic():
            signature = ReportSignature.objects.create(
                report=report,
                signer=by,
                title=by.title,
                certificate=person.certificate,
                at=timezone.now(),
                digest=report.digest,
            )
    except IntegrityError:
        raise Refused(f"您已經簽過這份報告；要由 {SIGNERS} 位不同的會計師簽證。") from None
    _tell("assessment.signed", report, by)
    return signature


@transaction.atomic
def issue_report(*, report: AssessmentReport, by: Any) -> AssessmentReport:
    """Issue a signed report: its files are made once, and never change.

    :raises Refused: if signatures are missing, or it is not what was signed
    """
    report = _lock_unchanged(report)
    engagement = lock_engagement(report.engagement)
    signer_of(engagement, by)
    signed = report.signatures.count()
    if signed < SIGNERS:
        raise Refused(f"要有 {SIGNERS} 位會計師簽證，目前 {signed} 位。")
    if report.kind == ReportKind.FINAL:
        _check_final(engagement, record_of(report))
        engagement.state = after(
            ENGAGEMENT_MOVES, "issue", now=engagement.state, labels=ENGAGEMENT_LABELS
        )
        engagement.save(update_fields=["state"])
    _end(report, "issue", by)
    files = _write(report)
    _tell("assessment.issued", report, by, files=files)
    return report


@transaction.atomic
def withdraw_report(*, report: AssessmentReport, reason: str, by: Any) -> AssessmentReport:
    """Withdraw a proposed report; it and its signatures are kept.

    :raises Refused: if it is not proposed, or no reason is given
    """
    report = _lock(report)
    signer_of(report.engagement, by)
    if not reason.strip():
        raise Refused("請寫明撤回的理由。")
    _end(report, "withdraw", by, reason=reason)
    _tell("assessment.withdrawn", report, by, reason=reason)
    return report


@transaction.atomic
def begin_correction(*, engagement: Engagement, reason: str, by: Any) -> Engagement:
    """Open an engagement again to correct its report; the one issued stays as it is.

    :raises Refused: if none is issued, or no reason is given
    """
    engagement = lock_engagement(engagement)
    signer_of(engagement, by)
    state = after(ENGAGEMENT_MOVES, "correct", now=engagement.state, labels=ENGAGEMENT_LABELS)
    if not reason.strip():
        raise Refused("請寫明更正的理由。")
    engagement.state = state
    engagement.save(update_fields=["state"])
    record(
        "engagement.correction_begun",
        subject=f"engagement:{engagement.pk}",
        by=by,
        firm=engagement.firm.code,
        detail={"number": engagement.number, "reason": reason},
    )
    return engagement


def signer_of(engagement: Engagement, user: Any) -> EngagementPerson:
    """Return somebody's place in an engagement, today.

    :raises Refused: if they have none
    """
    here = engagement.people.filter(engaged_on(timezone.localdate()), user=user).first()
    if here is None:
        raise Refused("您不在這項委任的期間內，不能處理它的報告。")
    return here


def _check_final(engagement: Engagement, read: AssessmentRecord) -> None:
    progress = progress_of(engagement)
    problems = final_problems(
        unsealed=progress.unsealed, unapproved=progress.cells - progress.approved
    )
    if engagement.gives_opinion:
        problems += _opinion_problems(read)
    elif read.opinion:
        problems += ("期中評估不表示意見。",)
    if problems:
        raise Refused("".join(problems))


def _opinion_problems(read: AssessmentRecord) -> tuple[str, ...]:
    if read.opinion is None:
        choices = "、".join(kind.label for kind in OpinionKind)
        return (f"還沒有選擇意見：{choices}。",)
    return opinion_problems(read.rows, chosen=read.opinion, why=read.why)


def _create(engagement: Engagement, kind: ReportKind, **values: Any) -> AssessmentReport:
    held = engagement.reports.filter(kind=kind).count()
    try:
        with transaction.atomic():
            return AssessmentReport.objects.create(
                engagement=engagement, kind=kind.value, sequence=held + 1, **values
            )
    except IntegrityError:
        raise Refused("已有一份報告等候簽證；請先出具或撤回它。") from None


def _lock(report: AssessmentReport) -> AssessmentReport:
    held = AssessmentReport.objects.select_for_update(of=("self",))
    return held.select_related("engagement__firm").get(pk=report.pk)


def _lock_unchanged(report: AssessmentReport) -> AssessmentReport:
    report = _lock(report)
    if not report.is_proposed:
        label = REPORT_LABELS[ReportState(report.state)]
        raise Refused(f"這份報告{label}，不能再簽證或出具。")
    if is_changed(report):
        raise Refused("底稿、缺失或人員在提出之後有變更，報告與簽證的內容不同；請撤回後重新提出。")
    return report


def is_changed(report: AssessmentReport) -> bool:
    """Return whether a proposed report no longer says what its engagement says."""
    return digest(said(record_of(report))) != report.digest


def _end(report: AssessmentReport, move: str, by: Any, *, reason: str = "") -> None:
    report.state = after(REPORT_MOVES, move, now=report.state, labels=REPORT_LABELS)
    report.ended_by, report.ended_at, report.ended_reason = by, timezone.now(), reason
    report.save(update_fields=["state", "ended_by", "ended_at", "ended_reason"])


def _write(report: AssessmentReport) -> dict[str, str]:
    """Make an issued report's files; return their digests by suffix."""
    made_at = timezone.localtime(report.ended_at)
    document = CPA_ASSESSMENT.build(record_of(report, signed=True), made_at=made_at)
    digests = {}
    for suffix, writer in load_writers().items():
        content = writer.write(document)
        digests[suffix] = sha256(content).hexdigest()
        ReportFile.objects.create(
            report=report,
            suffix=suffix,
            content=content,
            size=len(content),
            sha256=digests[suffix],
        )
    return digests


def _tell(act: str, report: AssessmentReport, by: Any, **more: Any) -> None:
    record(
        act,
        subject=f"assessment:{report.pk}",
        by=by,
        firm=report.engagement.firm.code,
        after=report.digest,
        detail={"number": report.engagement.number, "report": report.title, **more},
    )
