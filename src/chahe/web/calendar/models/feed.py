"""行事曆訂閱: an address by which a person's calendar program reads a firm's plan."""

from django.conf import settings
from django.db import models


class Feed(models.Model):
    """`digest` is SHA-256 of the token, in hex; the token itself is shown once and not kept."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("建立時間")
    revoked_at = models.DateTimeField("撤銷時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行事曆訂閱"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "user"],
                condition=models.Q(revoked_at=None),
                name="feed_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.firm}"
