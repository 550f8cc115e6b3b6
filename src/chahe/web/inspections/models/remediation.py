"""What happens to a finding on its way: extensions, progress, risk accepted for a time, reports."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .finding import Finding
from .inspection import Inspection

DECIDED_BY_OTHER = (
    Q(decided_by=None, decided_at=None, granted=None)
    | Q(decided_by__isnull=False, decided_at__isnull=False, granted__isnull=False)
    & ~Q(decided_by=F("asked_by"))
)  # fmt: skip


class Decided(models.Model):
    """Asked by one person, decided by another; nothing changes before it is granted."""

    reason = models.TextField("理由")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField("同意", null=True, blank=True)
    words = models.TextField("核定意見", blank=True)

    class Meta:
        abstract = True


class Extension(Decided):
    """展延: a later due day, from the one that held."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="extensions")
    from_due = models.DateField("原期限")
    to_due = models.DateField("展延至")

    class Meta:
        verbose_name = verbose_name_plural = "展延"
        ordering = ["finding", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_due__gt=F("from_due")), name="extension_is_later"
            ),
            models.CheckConstraint(condition=DECIDED_BY_OTHER, name="extension_decided_by_other"),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(granted=None), name="extension_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} → {self.to_due}"


class RiskAcceptance(Decided):
    """風險承受 until a day; the finding stays as it is and never counts as cured by it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="acceptances")
    until = models.DateField("承受至")

    class Meta:
        verbose_name = verbose_name_plural = "風險承受"
        ordering = ["finding", "id"]
        constraints = [
            models.CheckConstraint(condition=DECIDED_BY_OTHER, name="acceptance_decided_by_other"),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(granted=None), name="acceptance_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} 承受至 {self.until}"


class Progress(models.Model):
    """改善進度: what had been done by a day."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="progress")
    on = models.DateField("日期")
    text = models.TextField("改善進度")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "改善進度"
        ordering = ["finding", "on", "id"]

    def __str__(self) -> str:
        return f"{self.finding} {self.on}"


class FollowUp(models.Model):
    """追蹤報告 on an inspection's findings, due by the end of the next month (FL022569 art. 16).

    `findings` is how each stood when it was issued, as the report printed it.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="follow_ups")
    due_on = models.DateField("應提出日")
    issued_on = models.DateField("提出日")
    sent_to = models.CharField("送達對象", max_length=200)
    findings = models.JSONField(default=list)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "追蹤報告"
        ordering = ["inspection", "id"]

    def __str__(self) -> str:
        return f"{self.inspection} {self.issued_on}"
