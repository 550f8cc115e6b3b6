"""官方文件: a file as it came."""

import hashlib

from django.conf import settings
from django.db import models


class OfficialFile(models.Model):
    """The bytes of an official document, under their SHA-256, and the name they came with."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    name = models.CharField("檔名", max_length=200)
    size = models.PositiveIntegerField("大小")
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    uploaded_at = models.DateTimeField("上傳時間")

    class Meta:
        verbose_name = verbose_name_plural = "官方文件"

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """Whether its bytes, read now, are still those of its digest."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.sha256
