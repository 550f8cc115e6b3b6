"""佐證請求: this kind of evidence, from this person, by this day, for this inspection."""

from django.conf import settings
from django.db import models

from chahe.rulebook import evidence_kinds

from .inspection import Inspection


class Request(models.Model):
    """Answered once, for every paper of the inspection that expects its kind."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="requests")
    kind = models.CharField("佐證種類", max_length=60)
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests", verbose_name="請求對象"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField("期限")
    note = models.CharField("說明", max_length=300, blank=True)
    answer = models.ForeignKey(
        "evidence.Evidence", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐證請求"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "kind", "asked_of"],
                condition=models.Q(answered_at=None),
                name="request_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="request_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{evidence_kinds().get(self.kind, self.kind)} → {self.asked_of}"
