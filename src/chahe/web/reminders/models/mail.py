"""提醒信: one letter a person a day, with everything they are reminded of."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """`on` is the day it was composed for; it is written when it is sent, of what still stands.

    It is marked as being sent before, and as sent after: one whose sender died in between is sent
    again under the same Message-ID, at least once and never not at all. `tries` counts the times,
    `next_at` is when the next may be, `error` what the last one met.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待寄"
        SENDING = "sending", "寄送中"
        SENT = "sent", "已寄出"
        REFUSED = "refused", "對方拒收"
        DROPPED = "dropped", "不必寄了"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminder_mails"
    )
    on = models.DateField("日期")
    state = models.CharField("狀態", max_length=10, choices=State, default=State.WAITING)
    to = models.CharField("地址", max_length=254, blank=True)
    tries = models.PositiveSmallIntegerField("次數", default=0)
    next_at = models.DateTimeField("下次寄送")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("寄出時間", null=True, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒信"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["state", "next_at"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "on"], name="reminder_mail_once_a_day"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=("waiting", "sending")),
                name="reminder_mail_one_unsent",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) & ~Q(to="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="reminder_mail_sent_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.user}"

    @property
    def is_late(self) -> bool:
        """Whether a try of it has failed and it waits for the next."""
        return self.state == self.State.WAITING and self.tries > 0
