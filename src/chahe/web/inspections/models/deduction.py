"""扣分: a dated scheme the user enters with its source; none is shipped as official."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class DeductionScheme(models.Model):
    """`entries` are {key, title, points}; in force from `since` until the next one begins.

    `single_limit` and `average_limit` are known (FL040455, 113-01-11: 25 points in one check, an
    average of 75 in routine checks); the points of each kind of finding are not, so they are the
    user's, and an example says that it is one.
    """

    name = models.CharField("名稱", max_length=100)
    since = models.DateField("自")
    source = models.CharField("來源", max_length=300)
    is_example = models.BooleanField("僅為範例", default=False)
    entries = models.JSONField("扣分項目", default=list)
    single_limit = models.DecimalField("單次扣分門檻", max_digits=6, decimal_places=1, default=25)
    average_limit = models.DecimalField("平均分數門檻", max_digits=6, decimal_places=1, default=75)
    limits_source = models.CharField("門檻來源", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "扣分標準"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(limits_source=""), name="scheme_has_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}{'（範例）' if self.is_example else ''}"
