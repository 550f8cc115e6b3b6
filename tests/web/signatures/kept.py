"""Rows of this app without the signing that makes them, for tests of something else."""

from typing import Any

from django.utils import timezone

from chahe.web.signatures.models import SignedReport


def keep_signed(inspection: Any, *, blob: Any, by: Any) -> SignedReport:
    """Keep a file as if somebody had signed it."""
    return SignedReport.objects.create(
        inspection=inspection,
        report="inspection_report",
        blob=blob,
        name="查核報告-簽署.pdf",
        unsigned="0" * 64,
        unsigned_size=1,
        reason="核定",
        signed_by=by,
        signed_at=timezone.now(),
        subject="王小明",
        issuer="測試根憑證",
        serial="1",
        fingerprint="0" * 64,
    )
