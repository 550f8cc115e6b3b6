"""事件: something happened, or is about to, that calls for inspections."""

from django.conf import settings
from django.db import models

from chahe.rulebook import load_triggers


class Event(models.Model):
    """`trigger` is a file of rulebook/triggers; an event noted is never edited."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="events")
    trigger = models.CharField("事件種類", max_length=40)
    subject = models.CharField("事由", max_length=60)
    on = models.DateField("發生日")
    note = models.TextField("說明", max_length=1000, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("登記時間")

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "trigger", "subject", "on"], name="event_noted_once"
            ),
            models.CheckConstraint(condition=~models.Q(subject=""), name="event_has_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.trigger_title}：{self.subject}"

    @property
    def trigger_title(self) -> str:
        """Its kind in words; its id when the product no longer has that file."""
        found = load_triggers().get(self.trigger)
        return found.title if found else self.trigger
