"""收件鑰匙: what a program of a firm hands evidence in with, on behalf of a person."""

from django.conf import settings
from django.db import models


class IntakeKey(models.Model):
    """`digest` is SHA-256 of the key, in hex; the key itself is shown once and not kept."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="intake_keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="intake_keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("建立時間")
    revoked_at = models.DateTimeField("撤銷時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收件鑰匙"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "user"],
                condition=models.Q(revoked_at=None),
                name="intake_key_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.firm}"
