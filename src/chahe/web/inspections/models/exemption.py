"""例外核准: an exception of a check that the firm lives with until a day; it stays an exception."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from .check_run import CheckRun
from .remediation import DECIDED_BY_OTHER, Decided


class Exemption(Decided):
    """Asked about a row of a run; `key` is that row's `chahe.checks.identity`.

    It never changes what a check says: 不符 stays 不符, and papers show both.
    """

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="exemptions")
    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="exemptions")
    check_id = models.CharField("檢測", max_length=60)
    key = models.CharField(max_length=64)
    thing = models.CharField("項目", max_length=300)
    why = models.TextField("為什麼不符")
    until = models.DateField("核准至")

    class Meta:
        verbose_name = verbose_name_plural = "例外核准"
        ordering = ["-id"]
        indexes = [models.Index(fields=["firm", "check_id", "key"])]
        constraints = [
            models.CheckConstraint(condition=Exact(Length("key"), 64), name="exemption_key"),
            models.CheckConstraint(condition=DECIDED_BY_OTHER, name="exemption_decided_by_other"),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("asked_at")),
                name="exemption_decided_after_asked",
            ),
            models.UniqueConstraint(
                fields=["firm", "check_id", "key"],
                condition=Q(granted=None),
                name="exemption_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} 至 {self.until}"
