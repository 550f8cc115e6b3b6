"""Sign a report of an inspection by a person's own certificate, and keep what was signed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.web.evidence.queries import verify_all
from chahe.web.file_names import clean_name
from chahe.web.inspections.actions.sealing import evidence_of
from chahe.web.inspections.models import Inspection
from chahe.web.inspections.record import inspection_record
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from .certifying import Certified, certify, hand_over, open_key
from .models import SignedReport
from .queries import why_not_signed


@dataclass(frozen=True)
class Wanted:
    """What is to be signed, why, by whom, and onto which file already signed, if any."""

    inspection: Inspection
    report: str
    reason: str
    by: Any
    onto: SignedReport | None = None


@sensitive_variables()
def sign_report(*, wanted: Wanted, file: bytes, passphrase: str) -> SignedReport:
    """Sign a report's PDF by the certificate of a PKCS #12 file, and keep it.

    :raises CertificateRefused: if the certificate cannot be opened, or may not sign today
    :raises Refused: if the report cannot be signed yet, or not onto that file
    :raises EvidenceDamaged: if the bytes of its evidence are not those that were handed in
    """
    _check(wanted)
    certificate, at = open_key(file, passphrase)
    certified = certify(_pdf_of(wanted), certificate=certificate, at=at, reason=wanted.reason)
    return _keep(wanted, certified)


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


@transaction.atomic
def _keep(wanted: Wanted, certified: Certified) -> SignedReport:
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=wanted.inspection.pk)
    _check(wanted)
    signed = SignedReport(
        inspection=inspection,
        report=wanted.report,
        onto=wanted.onto,
        blob=certified.blob(),
        reason=wanted.reason,
        signed_by=wanted.by,
        **certified.said,
    )
    signed.name = clean_name(f"{wanted.inspection.number}-{signed.title}-簽署.pdf")
    signed.save(force_insert=True)
    record(
        "report.signed",
        subject=f"inspection:{inspection.pk}",
        by=wanted.by,
        firm=wanted.inspection.firm.code,
        before=signed.unsigned,
        after=certified.digest,
        detail={
            "number": wanted.inspection.number,
            "title": signed.title,
            "reason": wanted.reason,
            **signed.certificate_said,
        },
    )
    return signed
