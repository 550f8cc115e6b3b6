"""提醒: that a person was told of one stage of one due day, once and for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .mail import Mail


class Reminder(models.Model):
    """`subject` is `<noun>:<id>`, `stage` the key of a deadlines.Stage: `before-7`, `on`, `late-8`.

    Of the stages missed while nothing ran only the latest is told. `copied` (副知): told because
    others are late. It ends when what it is about is done or moved, or a later stage is told.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="reminders")
    source = models.CharField("種類", max_length=20)
    subject = models.CharField(max_length=60)
    title = models.CharField("事項", max_length=300)
    url = models.CharField(max_length=200)
    due_on = models.DateField("期限")
    stage = models.CharField(max_length=20)
    copied = models.BooleanField("副知", default=False)
    told_on = models.DateField("提醒日")
    seen_at = models.DateTimeField("看過時間", null=True, blank=True)
    ended_at = models.DateTimeField("結束時間", null=True, blank=True)
    mail = models.ForeignKey(
        Mail, models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name="信件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["firm", "subject"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "firm", "subject", "due_on", "stage"], name="reminder_once"
            ),
            models.UniqueConstraint(
                fields=["user", "firm", "subject"],
                condition=Q(ended_at=None),
                name="reminder_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(copied=False) | Q(due_on__lt=F("told_on")),
                name="reminder_copied_only_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.stage} → {self.user}"

    @property
    def key(self) -> tuple[int, str, str, str]:
        """What is never told twice."""
        return (self.user_id, self.subject, self.due_on.isoformat(), self.stage)
