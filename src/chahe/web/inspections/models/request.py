"""佐證請求: this kind of evidence, from this person, by this day, for this inspection."""

from django.conf import settings
from django.db import models

from chahe.rulebook import evidence_kinds

from .inspection import Inspection


class Request(models.Model):
    """Answered once, for every paper of the inspection that expects its kind.

    With files (`answer`, and `more` of them), or by saying why nothing of it happened.
    """

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
    no_occurrence = models.TextField("未發生的理由", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
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
                condition=models.Q(answer=None, answered_at=None, no_occurrence="")
                | models.Q(answered_at__isnull=False, answer__isnull=False, no_occurrence="")
                | models.Q(answered_at__isnull=False, answer=None) & ~models.Q(no_occurrence=""),
                name="request_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{evidence_kinds().get(self.kind, self.kind)} → {self.asked_of}"


class RequestFile(models.Model):
    """One more piece of evidence a request was answered with."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="more")
    evidence = models.ForeignKey("evidence.Evidence", models.PROTECT, related_name="more_answers")

    class Meta:
        verbose_name = verbose_name_plural = "請求的其他佐證"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "evidence"], name="request_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.evidence}"
