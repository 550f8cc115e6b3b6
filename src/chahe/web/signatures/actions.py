"""Sign a report by a person's own certificate, and keep what was signed.

The key and its passphrase pass through memory: they are not kept, written down or told.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from chahe.documents.reports import load_reports
from chahe.documents.signing import SigningCertificate, open_certificate, sign_pdf
from chahe.documents.signing.pades import Signed, SigningUnavailable
from chahe.documents.writers import load_writers
from chahe.web.evidence import storage
from chahe.web.evidence.models import Blob
from chahe.web.evidence.queries import verify_all
from chahe.web.evidence.refusals import NO_ROOM
from chahe.web.file_names import clean_name
from chahe.web.inspections.actions.sealing import evidence_of
from chahe.web.inspections.models import Inspection
from chahe.web.inspections.record import inspection_record
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from . import service
from .models import SignedReport
from .queries import why_not_signed

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """What is to be signed, why, by whom, and onto which file already signed, if any."""

    inspection: Inspection
    report: str
    reason: str
    by: Any
    onto: SignedReport | None = None


@sensitive_variables()  # and of all it calls: nothing of a key in any report of an error
def sign_report(*, wanted: Wanted, file: bytes, passphrase: str) -> SignedReport:
    """Sign a report's PDF by the certificate of a PKCS #12 file, and keep it.

    It holds a time stamp where a service is configured and answers. All that takes time is done
    before the transaction that keeps it.

    :raises CertificateRefused: if the certificate cannot be opened, or may not sign today
    :raises Refused: if the report cannot be signed yet, or not onto that file
    :raises EvidenceDamaged: if the bytes of its evidence are not those that were handed in
    """
    _check(wanted)
    at = timezone.now()
    certificate = open_certificate(file, passphrase, at=at)
    pdf = _pdf_of(wanted)
    try:
        signed = _signed(pdf, certificate, at=at, reason=wanted.reason)
    except (SigningUnavailable, ValueError) as why:
        raise Refused(str(why)) from why
    digest, size = _placed(signed.content)
    kept = _about(certificate) | {
        "unsigned": sha256(pdf).hexdigest(),
        "unsigned_size": len(pdf),
        "signed_at": at,
        "stamped": signed.stamped,
    }
    return _keep(wanted, digest, size, kept)


def hand_over(signed: SignedReport) -> BinaryIO:
    """Open a signed report to be taken away, once its bytes are found to be those signed.

    :raises Refused: if they are not
    """
    try:
        stream = storage.open(signed.blob_id)
    except OSError:
        stream = None
    if stream is None or not storage.is_whole(stream, signed.blob_id):
        if stream:
            stream.close()
        raise Refused(f"簽署的報告「{signed.name}」遺失或已遭變動；請通知系統管理者自備份還原。")
    stream.seek(0)
    return stream


def _check(wanted: Wanted) -> None:
    if why := why_not_signed(wanted.inspection):
        raise Refused(why)
    onto = wanted.onto
    if onto and (onto.inspection_id, onto.report) != (wanted.inspection.pk, wanted.report):
        raise Refused("選的已簽檔案不是這份報告；請選同一份報告，或簽一份新的。")


def _pdf_of(wanted: Wanted) -> bytes:
    if wanted.onto:
        with hand_over(wanted.onto) as stream:
            return stream.read()
    verify_all(evidence_of(wanted.inspection))
    report = load_reports()[wanted.report]
    document = report.build(inspection_record(wanted.inspection), made_at=timezone.localtime())
    return load_writers()["pdf"].write(document)


def _signed(pdf: bytes, certificate: SigningCertificate, **said: Any) -> Signed:
    """Sign with a time stamp if one can be had: a service that is down stops nobody."""
    if service.is_configured():
        try:
            return sign_pdf(pdf, certificate, stamp=service.ask, **said)
        except service.StampUnavailable as why:
            LOG.warning("a report was signed without a time stamp: %s", why)
    return sign_pdf(pdf, certificate, **said)


def _about(certificate: SigningCertificate) -> dict[str, Any]:
    return {
        "subject": certificate.subject[:200],
        "issuer": certificate.issuer[:200],
        "serial": certificate.serial,
        "fingerprint": certificate.fingerprint,
    }


def _placed(content: bytes) -> tuple[str, int]:
    try:
        incoming = storage.Incoming()
        try:
            incoming.write(content)
            return storage.place(incoming)
        finally:
            incoming.discard()
    except OSError:
        LOG.exception("a signed report could not be placed")
        raise Refused(NO_ROOM) from None


@transaction.atomic
def _keep(wanted: Wanted, digest: str, size: int, kept: dict[str, Any]) -> SignedReport:
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=wanted.inspection.pk)
    _check(wanted)
    blob, _ = Blob.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": size,
            "media_type": "application/pdf",
            "stored_at": kept["signed_at"],
        },
    )
    signed = SignedReport(
        inspection=inspection,
        report=wanted.report,
        onto=wanted.onto,
        blob=blob,
        reason=wanted.reason,
        signed_by=wanted.by,
        **kept,
    )
    signed.name = clean_name(f"{wanted.inspection.number}-{signed.title}-簽署.pdf")
    signed.save(force_insert=True)
    record(
        "report.signed",
        subject=f"inspection:{inspection.pk}",
        by=wanted.by,
        firm=wanted.inspection.firm.code,
        before=signed.unsigned,
        after=digest,
        detail={
            "number": wanted.inspection.number,
            "title": signed.title,
            "reason": wanted.reason,
            "subject": signed.subject,
            "issuer": signed.issuer,
            "serial": signed.serial,
            "fingerprint": signed.fingerprint,
            "stamped": signed.stamped,
        },
    )
    return signed
