"""調整: to move an item, to skip it or to do it early, asked by one person, decided by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .item import PlanItem


class Adjustment(models.Model):
    """`to` is the new due day of a move, or the day an early one begins; nothing for a skip.

    `granted` is None until it is decided; nothing changes before. A decided one is read-only.
    """

    class Act(models.TextChoices):
        MOVE = "move", "改期"
        EARLY = "early", "提前開始"
        SKIP = "skip", "本期不辦理"

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="adjustments")
    act = models.CharField("調整", max_length=10, choices=Act)
    to = models.DateField("日期", null=True, blank=True)
    reason = models.TextField("理由", max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申請時間")
    granted = models.BooleanField("核准", null=True, blank=True)
    comment = models.TextField("意見", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("決定時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "調整"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(granted=None), name="adjustment_one_open"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_has_reason"),
            models.CheckConstraint(
                condition=Q(act="skip", to=None) | (~Q(act="skip") & Q(to__isnull=False)),
                name="adjustment_says_when",
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="adjustment_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="adjustment_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}：{self.item}"
