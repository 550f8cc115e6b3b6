"""年度計畫: that a firm planned a year of one kind of inspection, and who did."""

from django.conf import settings
from django.db import models

from chahe.deadlines import FiscalYear
from chahe.workflow import InspectionKind


class YearPlan(models.Model):
    """`year` is Gregorian. `documents` are those it covers; empty: all that ever bind."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="year_plans")
    kind = models.CharField(
        "種類",
        max_length=20,
        choices=[(kind, kind.label) for kind in InspectionKind],
        default=InspectionKind.SELF,
    )
    year = models.PositiveSmallIntegerField("年度")
    documents = models.JSONField("文件", default=list)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField("安排時間")

    class Meta:
        verbose_name = verbose_name_plural = "年度計畫"
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "kind", "year"], name="year_plan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.span.label}{self.get_kind_display()}計畫"

    @property
    def span(self) -> FiscalYear:
        return FiscalYear(self.year)

    def covers(self, document: str) -> bool:
        return not self.documents or document in self.documents
