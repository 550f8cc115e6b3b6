"""委任案: what a CPA was engaged to assess, why, and by when; and the inspections it plans."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from chahe.deadlines import Period
from chahe.workflow.engagement import ENGAGEMENT_LABELS, EngagementKind, EngagementState


class Engagement(models.Model):
    """`number` is the subject of its inspections, and never used again in the firm.

    `year` is the fiscal year, CE. `points` are paths of the principles whose leaves it covers;
    empty: every leaf that binds. `due_source` says who says it is due on that day.
    """

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="engagements")
    number = models.CharField("編號", max_length=20)
    platform = models.CharField("交易平臺", max_length=100)
    kind = models.CharField(
        "種類", max_length=20, choices=[(k.value, k.label) for k in EngagementKind]
    )
    year = models.PositiveSmallIntegerField("會計年度")
    period_start = models.DateField("評估期間")
    period_end = models.DateField()
    basis_on = models.DateField("基準日")
    due_on = models.DateField("應出具日")
    due_source = models.CharField("應出具日的依據", max_length=300)
    accounting_firm = models.CharField("會計師事務所", max_length=100)
    accounting_number = models.CharField("事務所證號", max_length=60, blank=True)
    points = models.JSONField("控制重點", default=list)
    state = models.CharField(
        "狀態",
        max_length=10,
        choices=[(s.value, label) for s, label in ENGAGEMENT_LABELS.items()],
        default=EngagementState.OPEN,
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("委任時間")
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField("終止時間", null=True, blank=True)
    cancelled_reason = models.CharField("終止的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "會計師評估"
        ordering = ["-id"]
        indexes = [models.Index(fields=["firm", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["firm", "number"], name="engagement_number_once"),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="engagement_period"
            ),
            models.CheckConstraint(
                condition=~Q(due_source="") & ~Q(platform="") & ~Q(accounting_firm=""),
                name="engagement_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="cancelled", cancelled_by__isnull=False, cancelled_at__isnull=False
                )
                & ~Q(cancelled_reason="")
                | ~Q(state="cancelled")
                & Q(cancelled_by=None, cancelled_at=None, cancelled_reason=""),
                name="engagement_cancelled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.platform} {self.get_kind_display()}評估"

    def get_absolute_url(self) -> str:
        return reverse("engagement", args=[self.firm.code, self.pk])

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    @property
    def is_open(self) -> bool:
        return self.state == EngagementState.OPEN

    @property
    def gives_opinion(self) -> bool:
        return EngagementKind(self.kind).needs_opinion


class EngagementInspection(models.Model):
    """An inspection, or its correction, is of one engagement."""

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="links")
    inspection = models.OneToOneField(
        "inspections.Inspection", models.PROTECT, related_name="engagement_link"
    )

    class Meta:
        verbose_name = verbose_name_plural = "評估的查核"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.engagement.number} {self.inspection}"
