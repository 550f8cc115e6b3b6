"""提醒時程: on which days a firm's people are reminded; no source gives any, so a firm decides."""

from django.conf import settings
from django.db import models

from chahe.deadlines import Schedule

WAITING_DAYS = 5  # our own default: days after which what waits for a person is due


class ReminderSchedule(models.Model):
    """`before` and `after` are days from the due day; `every` so many days after those, 0: never.

    `waiting_days` is how long a signature or a decision may wait.
    """

    firm = models.OneToOneField("firms.Firm", models.PROTECT, related_name="reminder_schedule")
    before = models.JSONField("到期前", default=list)
    after = models.JSONField("逾期後", default=list)
    every = models.PositiveSmallIntegerField("之後每隔")
    waiting_days = models.PositiveSmallIntegerField("簽核與核定的期限", default=WAITING_DAYS)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField("設定時間")

    class Meta:
        verbose_name = verbose_name_plural = "提醒時程"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(waiting_days__gte=1), name="schedule_waits_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm} {self.value}"

    @property
    def value(self) -> Schedule:
        return Schedule(before=tuple(self.before), after=tuple(self.after), every=self.every)
