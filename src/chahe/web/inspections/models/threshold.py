"""門檻: the figure a firm tests by, where it is another than the check's."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Threshold(models.Model):
    """What was set of a check's parameter, and why; the latest counts. None: the check's again."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="thresholds")
    check_id = models.CharField("檢測", max_length=60)
    parameter = models.CharField("門檻", max_length=60)
    value = models.PositiveIntegerField("數值", null=True, blank=True)
    reason = models.TextField("依據")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "門檻"
        ordering = ["-id"]
        indexes = [models.Index(fields=["firm", "check_id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="threshold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.parameter}"
