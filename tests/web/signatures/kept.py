"""What was signed by a certificate, without the signing, for tests of something else."""

from typing import Any

from django.utils import timezone

from chahe.web.engagements.models import CertifiedReport
from chahe.web.signatures.models import SignedReport

SAID = {
    "unsigned": "0" * 64, "unsigned_size": 1, "reason": "核定", "subject": "王小明",
    "issuer": "測試根憑證", "serial": "1", "fingerprint": "0" * 64,
}  # fmt: skip


def keep_signed(inspection: Any, *, blob: Any, by: Any) -> SignedReport:
    """Keep a file as if somebody had signed it."""
    return SignedReport.objects.create(
        inspection=inspection,
        report="inspection_report",
        blob=blob,
        name="查核報告-簽署.pdf",
        signed_by=by,
        signed_at=timezone.now(),
        **SAID,
    )


def keep_certified(report: int, *, blob: Any, by: Any) -> CertifiedReport:
    """Keep a file as if somebody had signed a CPA's report."""
    return CertifiedReport.objects.create(
        report_id=report,
        blob=blob,
        name="評估報告-簽署.pdf",
        signed_by=by,
        signed_at=timezone.now(),
        **SAID,
    )
