"""辦公日曆: a year's official table of working days, put in by an administrator."""

from django.conf import settings
from django.db import models


class SiteWorkingDays(models.Model):
    """`content` is the official csv as it was put in; the newest of a year counts."""

    year = models.PositiveSmallIntegerField("年度")
    source = models.CharField("來源", max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("匯入時間")

    class Meta:
        verbose_name = verbose_name_plural = "辦公日曆"
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="working_days_have_source"),
        ]

    def __str__(self) -> str:
        return f"{self.year - 1911}年辦公日曆"
