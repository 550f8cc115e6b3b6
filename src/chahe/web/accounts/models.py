"""People and the passwords they have had."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone


class User(AbstractUser):
    """A person. `password_changed_at` is None until the initial password is replaced."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("職稱", max_length=60, blank=True)
    password_changed_at = models.DateTimeField("密碼更新時間", null=True, blank=True)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "使用者"
        constraints = [  # Django lets a superuser through every door
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_is_no_superuser")
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def held(self) -> list[tuple[int | None, str]]:
        """Return (firm's pk, role) pairs held today, read once."""
        if not hasattr(self, "_memberships"):
            today = timezone.localdate()
            held = self.memberships.filter(  # type: ignore[attr-defined] # of firms, above us
                Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today)
            )
            self._memberships = list(held.values_list("firm_id", "role"))
        return self._memberships


class PasswordRecord(models.Model):
    """A password a user has had, as its hash, so that it is not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_records")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "密碼歷程"
        ordering = ["-set_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.set_at:%Y-%m-%d}"
