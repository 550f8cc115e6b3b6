"""停止交易: when and why trading stopped, and what it asked for before it was resumed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .engagement import Engagement


class TradingStop(models.Model):
    """`cause` is the security incident, `reported` how the exchange was told; each has a source."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="trading_stops")
    stopped_on = models.DateField("停止交易日")
    cause = models.TextField("原因")
    source = models.CharField("依據", max_length=300)
    reported = models.CharField("申報情形", max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("登記時間")
    resumed_on = models.DateField("恢復交易日", null=True, blank=True)
    measures = models.TextField("預防及改善措施", blank=True)
    resumed_source = models.CharField("恢復的依據", max_length=300, blank=True)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "停止交易"
        ordering = ["-stopped_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm"], condition=Q(resumed_on=None), name="stop_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(cause=""), name="stop_says_why"),
            models.CheckConstraint(
                condition=Q(
                    resumed_on=None,
                    resumed_by=None,
                    resumed_at=None,
                    resumed_source="",
                    measures="",
                )
                | Q(
                    resumed_on__gte=F("stopped_on"),
                    resumed_by__isnull=False,
                    resumed_at__isnull=False,
                )
                & ~Q(resumed_source="")
                & ~Q(measures=""),
                name="stop_resumed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stopped_on:%Y-%m-%d} 停止交易"


class EngagementStop(models.Model):
    """A stop of trading that a special engagement is about."""

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="stop_links")
    stop = models.ForeignKey(TradingStop, models.PROTECT, related_name="engagement_links")

    class Meta:
        verbose_name = verbose_name_plural = "評估的停止交易"
        ordering = ["stop__stopped_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "stop"], name="engagement_stop_once")
        ]

    def __str__(self) -> str:
        return f"{self.engagement.number} {self.stop}"


class ReopeningOverride(models.Model):
    """Leave to resume before the special report; who asks does not decide. X-rays show it."""

    stop = models.ForeignKey(TradingStop, models.PROTECT, related_name="overrides")
    reason = models.TextField("理由")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申請時間")
    granted = models.BooleanField("核准", null=True, blank=True)
    comment = models.CharField("決定的理由", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("決定時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "例外恢復"
        ordering = ["stop", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
            models.UniqueConstraint(
                fields=["stop"], condition=Q(granted=None), name="override_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None, comment="")
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(comment="")
                & ~Q(decided_by=F("asked_by")),
                name="override_decided_by_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop} {self.decision}"

    @property
    def decision(self) -> str:
        return {None: "待決定", True: "核准", False: "不核准"}[self.granted]
