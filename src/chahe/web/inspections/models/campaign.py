"""專案查核: one question, asked of many firms at once by the supervisor."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """`rules` are citations asked beside the question; `firms` codes of those it is asked of."""

    title = models.CharField("專案名稱", max_length=100)
    reason = models.TextField("緣由")
    question = models.TextField("查核問題")
    procedure = models.JSONField(default=list)
    evidence_kinds = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    firms = models.JSONField("對象", default=list)
    period_start = models.DateField("查核期間")
    period_end = models.DateField()
    due_on = models.DateField("應完成日")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "專案查核"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="campaign_period"
            ),
        ]

    def __str__(self) -> str:
        return self.title
