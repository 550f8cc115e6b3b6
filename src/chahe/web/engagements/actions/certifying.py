"""Sign an issued report's PDF by a person's own certificate, and keep what was signed."""

from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from chahe.web.file_names import clean_name
from chahe.web.journal.actions import record
from chahe.web.signatures.certifying import Certified, certify, hand_over, open_key
from chahe.workflow import Refused

from ..models import AssessmentReport, CertifiedReport
from .reports import signer_of


@sensitive_variables()
def certify_report(
    *,
    report: AssessmentReport,
    by: Any,
    reason: str,
    file: bytes,
    passphrase: str,
    onto: CertifiedReport | None = None,
) -> CertifiedReport:
    """Sign the very PDF that was issued by the certificate of a PKCS #12 file, and keep it.

    It is beside the CPAs' signatures under the report, and in the place of none of them.

    :raises CertificateRefused: if the certificate cannot be opened, or may not sign today
    :raises Refused: if it is not issued, the file is not of it, or they are not its people today
    """
    if not report.is_issued:
        raise Refused("報告出具之後才能用憑證簽署；檔案在出具時才定下來。")
    if onto and onto.report_id != report.pk:
        raise Refused("選的已簽檔案不是這份報告；請選同一份報告，或簽一份新的。")
    signer_of(report.engagement, by)
    certificate, at = open_key(file, passphrase)
    certified = certify(_pdf_of(report, onto), certificate=certificate, at=at, reason=reason)
    return _keep(report, onto, by, reason, certified)


def _pdf_of(report: AssessmentReport, onto: CertifiedReport | None) -> bytes:
    if onto is None:
        return bytes(report.files.get(suffix="pdf").content)
    with hand_over(onto) as stream:
        return stream.read()


@transaction.atomic
def _keep(
    report: AssessmentReport,
    onto: CertifiedReport | None,
    by: Any,
    reason: str,
    certified: Certified,
) -> CertifiedReport:
    engagement = report.engagement
    signed = CertifiedReport.objects.create(
        report=report,
        onto=onto,
        blob=certified.blob(),
        name=clean_name(f"{engagement.number}-{report.title}-簽署.pdf"),
        reason=reason,
        signed_by=by,
        **certified.said,
    )
    record(
        "assessment.certified",
        subject=f"assessment:{report.pk}",
        by=by,
        firm=engagement.firm.code,
        before=signed.unsigned,
        after=certified.digest,
        detail={
            "number": engagement.number,
            "report": report.title,
            "reason": reason,
            **signed.certificate_said,
        },
    )
    return signed
