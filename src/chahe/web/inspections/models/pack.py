"""提交包: an inspection handed over, with its proofs."""

from django.conf import settings
from django.db import models

from .inspection import Inspection


class Pack(models.Model):
    """`manifest` is the SHA-256 of its list of members, as journalled; `file` that of its bytes."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="packs")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    manifest = models.CharField(max_length=64)
    file = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "提交包"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
