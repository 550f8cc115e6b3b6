"""收信方式: whether a person is mailed their reminders; the site shows them all the same."""

from django.conf import settings
from django.db import models


class MailPreference(models.Model):
    """Without one a person is mailed daily, if they gave an address."""

    class Mode(models.TextChoices):
        DAILY = "daily", "有提醒的日子寄一封信"
        LATE = "late", "只有逾期的才寄信"
        SITE = "site", "不寄信，只在網站上看"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference"
    )
    mode = models.CharField("收信方式", max_length=10, choices=Mode, default=Mode.DAILY)

    class Meta:
        verbose_name = verbose_name_plural = "收信方式"

    def __str__(self) -> str:
        return f"{self.user} {self.get_mode_display()}"
