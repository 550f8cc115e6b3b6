"""Securities firms, what is true of them and since when, and who works for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..accounts.roles import MARKET_WIDE, Role


class Firm(models.Model):
    """證券商. `code` is its broker number, and its name in URLs and in the journal."""

    code = models.SlugField("代號", max_length=20, unique=True)
    name = models.CharField("名稱", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "證券商"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


def held_on(day: date) -> Q:
    """Return the condition that a membership is held on a day."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


class Membership(models.Model):
    """A person's role in a firm; a supervisor's or an administrator's is held over all firms.

    It is held from `since` to `until`, both days included; without either, as long as it is there.
    A CPA's has an end: they come for an engagement.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任務"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "firm", "role"], name="membership_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(firm__isnull=False) | Q(role__in=sorted(MARKET_WIDE)),
                name="membership_has_firm",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Fact(models.Model):
    """A fact of a firm's profile, true from a day until the next of its kind is; never edited."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="facts")
    kind = models.CharField("項目", max_length=60)
    value = models.JSONField("內容")
    since = models.DateField("自")
    source = models.CharField("來源", max_length=200)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "公司概況"
        ordering = ["kind", "-since", "-id"]
        indexes = [models.Index(fields=["firm", "kind", "-since"])]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="fact_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
