"""What was signed by a person's certificate, and what a time-stamp service stamped.

Rows are never changed or removed; the database refuses (migrations/0002_append_only.py).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from chahe.documents.reports import load_reports


class CertificateSignature(models.Model):
    """A PDF signed by a person's certificate (PAdES); `blob` holds it whole.

    Its first `unsigned_size` bytes are what was signed, of SHA-256 `unsigned`. `serial` and
    `fingerprint` are hex. Whose the certificate is, it says itself: nobody asked its issuer.
    """

    blob = models.ForeignKey("evidence.Blob", models.PROTECT, related_name="+")
    name = models.CharField("檔名", max_length=200)
    unsigned = models.CharField(max_length=64)
    unsigned_size = models.BigIntegerField()
    reason = models.CharField("簽署事由", max_length=100)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("簽署時間")
    subject = models.CharField("憑證主體", max_length=200)
    issuer = models.CharField("憑證簽發者", max_length=200)
    serial = models.CharField("憑證序號", max_length=64)
    fingerprint = models.CharField("憑證指紋", max_length=64)
    stamped = models.BooleanField("含時戳", default=False)

    class Meta:
        abstract = True
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def certificate_said(self) -> dict[str, Any]:
        """What the journal says of the certificate and the stamp."""
        return {
            "subject": self.subject,
            "issuer": self.issuer,
            "serial": self.serial,
            "fingerprint": self.fingerprint,
            "stamped": self.stamped,
        }


class SignedReport(CertificateSignature):
    """A report's PDF as it was written, or the file already signed that it was signed `onto`."""

    inspection = models.ForeignKey(
        "inspections.Inspection", models.PROTECT, related_name="signed_reports"
    )
    report = models.CharField("報告", max_length=60)
    onto = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="signed_again"
    )

    class Meta(CertificateSignature.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "簽署的報告"
        indexes = [models.Index(fields=["inspection", "-signed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(unsigned_size__gt=0) & ~Q(subject="") & ~Q(fingerprint=""),
                name="signed_report_whole",
            ),
        ]

    @property
    def title(self) -> str:
        """The report's title; its id when it is no longer among the reports."""
        known = load_reports().get(self.report)
        return known.title if known else self.report


class HeadStamp(models.Model):
    """The answer of a time-stamp service (RFC 3161, DER) for a signed head of the ledger.

    `at` is when the service says it saw the head, `obtained_at` when we were answered.
    """

    head = models.OneToOneField(
        "journal.Head", models.PROTECT, primary_key=True, related_name="stamp"
    )
    answer = models.BinaryField()
    at = models.DateTimeField("時戳時間")
    tsa = models.CharField("時戳服務", max_length=200, blank=True)
    policy = models.CharField(max_length=100)
    serial = models.CharField(max_length=64)
    obtained_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "樹頭的時戳"

    def __str__(self) -> str:
        return f"{self.head_id} {self.at}"
