"""憑證簽署: an issued report's PDF, signed by a person's own certificate."""

from django.db import models
from django.db.models import Q

from chahe.web.signatures.models import CertificateSignature

from .report import AssessmentReport


class CertifiedReport(CertificateSignature):
    """An issued report's PDF, or the file already signed that it was signed `onto`."""

    report = models.ForeignKey(
        AssessmentReport, models.PROTECT, related_name="certified", verbose_name="報告"
    )
    onto = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="certified_again"
    )

    class Meta(CertificateSignature.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "憑證簽署的評估報告"
        constraints = [
            models.CheckConstraint(
                condition=Q(unsigned_size__gt=0) & ~Q(subject="") & ~Q(fingerprint=""),
                name="certified_report_whole",
            ),
        ]

    @property
    def title(self) -> str:
        return self.report.title
