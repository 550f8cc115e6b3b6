"""委任期間: who comes for an engagement, from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .engagement import Engagement


def engaged_on(day: date) -> Q:
    """Return the condition that a person's time in an engagement holds a day."""
    return Q(removed_at=None, since__lte=day, until__gte=day) & ~Q(engagement__state="cancelled")


class EngagementPerson(models.Model):
    """Access is from `since` to `until`, both days included, unless `removed_at` ended it at once.

    `certificate` is the number of a CPA's certificate; one without does not sign the report.
    `reason` is why `until` was last changed, or why access was ended.
    """

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="engaged", verbose_name="姓名"
    )
    certificate = models.CharField("會計師證書字號", max_length=60, blank=True)
    since = models.DateField("自")
    until = models.DateField("至")
    reason = models.CharField("理由", max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField("終止時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "委任人員"
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "user"],
                condition=Q(removed_at=None),
                name="engagement_person_once",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="engagement_person_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None, removed_at=None)
                | Q(removed_by__isnull=False, removed_at__isnull=False) & ~Q(reason=""),
                name="engagement_person_removed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement.number} {self.user}"

    def is_here(self, day: date) -> bool:
        """Whether they may work in the engagement on a day; it must be at hand."""
        return (
            self.removed_at is None
            and self.since <= day <= self.until
            and self.engagement.state != "cancelled"
        )
