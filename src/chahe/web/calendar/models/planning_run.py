"""全市場安排: the planning of a year for every firm, as a job that can be left and resumed."""

from django.conf import settings
from django.db import models

from chahe.workflow import InspectionKind


class PlanningRun(models.Model):
    """`reached` is the code of the last firm planned; `refused` what went wrong, by code."""

    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField(
        "種類", max_length=20, choices=[(kind, kind.label) for kind in InspectionKind]
    )
    total = models.PositiveIntegerField("家數")
    done = models.PositiveIntegerField("已完成", default=0)
    items = models.PositiveIntegerField("新增項目", default=0)
    reached = models.CharField(max_length=20, blank=True)
    refused = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("開始時間")
    finished_at = models.DateTimeField("完成時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "全市場安排"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"],
                condition=models.Q(finished_at=None),
                name="planning_run_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year - 1911}年{self.get_kind_display()}"

    @property
    def is_live(self) -> bool:
        return self.finished_at is None
