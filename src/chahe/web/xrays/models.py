"""What a scan saw: the contradictions that a query alone cannot see."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Scan(models.Model):
    """One look through a firm's records, done in steps; the last that finished is what counts.

    `ray` and `reached` are the ray at work and how many of its things were looked at, `done` and
    `total` of all rays. `looked` counts things by ray, then by kind and state of the inspection
    (`self:sealed`; "" where there is none). `failed` says of a ray why it could not look.
    """

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="scans")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField("開始時間")
    finished_at = models.DateTimeField("完成時間", null=True, blank=True)
    on = models.DateField("基準日")
    ray = models.CharField(max_length=60, blank=True)
    reached = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    looked = models.JSONField(default=dict)
    failed = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "矛盾檢視"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm"], condition=Q(finished_at=None), name="scan_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm} {self.asked_at:%Y-%m-%d}"

    @property
    def is_live(self) -> bool:
        return self.finished_at is None


class ScanHit(models.Model):
    """A contradiction a scan saw, in the words it had then."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="hits")
    ray = models.CharField("檢視", max_length=60)
    inspection = models.ForeignKey(
        "inspections.Inspection", models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField("對象", max_length=300)
    url = models.CharField(max_length=300)
    since = models.DateField("自", null=True, blank=True)
    words = models.TextField("矛盾")

    class Meta:
        verbose_name = verbose_name_plural = "檢視所見"
        ordering = ["scan", "id"]
        indexes = [models.Index(fields=["scan", "ray"])]

    def __str__(self) -> str:
        return f"{self.ray} {self.label}"
