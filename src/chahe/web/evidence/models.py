"""Evidence: bytes by digest, what they say of which days, and whose hands they went through.

Rows are never edited or removed; the database refuses (migrations/0002_immutable.py).
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.rulebook.vocabulary import evidence_kinds


class Blob(models.Model):
    """Distinct bytes, kept by `storage` under their SHA-256; `media_type` is by their content."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    size = models.BigIntegerField("大小")
    media_type = models.CharField("內容類型", max_length=100)
    stored_at = models.DateTimeField("存放時間")

    class Meta:
        verbose_name = verbose_name_plural = "檔案內容"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="blob_sha256"),
            models.CheckConstraint(condition=Q(size__gt=0), name="blob_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """佐證. Its four times: period covered (half-open), collected, uploaded, valid until (that day
    included). Withdrawn evidence stays, and can no longer be used.
    """

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="evidence")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="evidence")
    name = models.CharField("檔名", max_length=200)
    kind = models.CharField("佐證種類", max_length=60)
    title = models.CharField("說明", max_length=200, blank=True)
    period_start = models.DateField("涵蓋期間起日", null=True, blank=True)
    period_end = models.DateField("涵蓋期間迄日之次日", null=True, blank=True)
    collected_on = models.DateField("蒐集日")
    uploaded_at = models.DateTimeField("上傳時間")
    valid_until = models.DateField("有效至", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤回時間", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐證"
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(fields=["firm", "-uploaded_at", "-id"]),
            models.Index(fields=["firm", "kind", "-collected_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(
                    period_start__isnull=False,
                    period_end__isnull=False,
                    period_end__gt=F("period_start"),
                ),
                name="evidence_period",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("collected_on")),
                name="evidence_valid_after_collected",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason=""
                )
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
                name="evidence_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evidence_one", args=[self.firm.code, self.pk])

    @property
    def kind_title(self) -> str:
        return evidence_kinds().get(self.kind, self.kind)

    @property
    def period_last(self) -> date | None:
        """The last day of the period covered."""
        return self.period_end and days_after(self.period_end, -1)

    def trouble_on(self, on: date) -> str:
        """Say why it may not be relied on by somebody who judges on a day; "" if it may."""
        if self.withdrawn_at:
            return f"已撤回：{self.withdrawn_reason}"
        if self.collected_on > on:
            return "蒐集日在未來"
        if self.valid_until and self.valid_until < on:
            return "已逾有效日"
        return ""

    @property
    def trouble(self) -> str:
        return self.trouble_on(timezone.localdate())

    @property
    def digest(self) -> str:
        return self.blob_id


class Custody(models.Model):
    """A link of the chain of custody: who did what with the evidence, when, why, and by what."""

    class Act(models.TextChoices):
        UPLOADED = "uploaded", "上傳"
        DOWNLOADED = "downloaded", "下載"
        VERIFIED = "verified", "驗證"
        ATTACHED = "attached", "引用"
        PACKED = "packed", "納入提交包"
        WITHDRAWN = "withdrawn", "撤回"

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="custody")
    at = models.DateTimeField("時間")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    act = models.CharField("動作", max_length=20, choices=Act.choices)
    where_from = models.CharField("來源", max_length=200, blank=True)
    tool = models.CharField("工具與版本", max_length=100, blank=True)
    purpose = models.CharField("目的", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "證據監管鏈"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["evidence", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act="uploaded") | ~Q(where_from=""), name="custody_says_where_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.evidence}"
