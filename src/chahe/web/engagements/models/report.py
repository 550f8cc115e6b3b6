"""評估報告: what CPAs sign, kept as it was signed and as it was issued."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chahe.documents.opinion import OpinionKind
from chahe.workflow.engagement import REPORT_LABELS, ReportKind, ReportState

from .engagement import Engagement


class AssessmentReport(models.Model):
    """`record` is all it says, and `digest` of that: what is signed; it never changes.

    `why` is the CPA's reason for the opinion among those the results allow. A final report that
    corrects another names it (`replaces`) and says why (`correction`).
    """

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="reports")
    kind = models.CharField("種類", max_length=10, choices=[(k.value, k.label) for k in ReportKind])
    sequence = models.PositiveSmallIntegerField("次序")
    opinion = models.CharField(
        "意見", max_length=12, choices=[(k.value, k.label) for k in OpinionKind], blank=True
    )
    why = models.TextField("選擇意見的理由", blank=True)
    record = models.JSONField()
    digest = models.CharField(max_length=64)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    correction = models.CharField("更正的理由", max_length=300, blank=True)
    state = models.CharField(
        "狀態",
        max_length=10,
        choices=[(s.value, label) for s, label in REPORT_LABELS.items()],
        default=ReportState.PROPOSED,
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出時間")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("出具或撤回時間", null=True, blank=True)
    ended_reason = models.CharField("撤回的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "評估報告"
        ordering = ["engagement", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "kind", "sequence"], name="report_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(state="proposed"),
                name="report_one_proposed",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state="withdrawn"),
                name="report_corrected_once",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="report_has_digest"),
            models.CheckConstraint(
                condition=Q(kind="final") | Q(opinion=""), name="report_interim_has_no_opinion"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, correction="")
                | Q(kind="final", replaces__isnull=False) & ~Q(correction=""),
                name="report_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", ended_by=None, ended_at=None, ended_reason="")
                | Q(state="issued", ended_by__isnull=False, ended_at__gte=F("proposed_at"))
                | Q(state="withdrawn", ended_by__isnull=False, ended_at__isnull=False)
                & ~Q(ended_reason=""),
                name="report_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement.number} {self.title}"

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()}第{self.sequence}號"

    @property
    def is_proposed(self) -> bool:
        return self.state == ReportState.PROPOSED

    @property
    def is_issued(self) -> bool:
        return self.state == ReportState.ISSUED


class ReportSignature(models.Model):
    """A CPA's signature under a report; each signs once, and `digest` is what they signed."""

    report = models.ForeignKey(AssessmentReport, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField("職稱", max_length=60, blank=True)
    certificate = models.CharField("會計師證書字號", max_length=60)
    at = models.DateTimeField("時間")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "報告簽證"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "signer"], name="report_signed_once"),
            models.CheckConstraint(
                condition=~Q(digest="") & ~Q(certificate=""), name="report_signature_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.signer}"


class ReportFile(models.Model):
    """The bytes of an issued report in one format; `sha256` is of `content`."""

    report = models.ForeignKey(AssessmentReport, models.PROTECT, related_name="files")
    suffix = models.CharField("格式", max_length=8)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "報告檔案"
        ordering = ["report", "suffix"]
        constraints = [
            models.UniqueConstraint(fields=["report", "suffix"], name="report_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}.{self.suffix}"
