"""缺失: five Cs, and the way to its cure."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chahe.workflow import ENDED, FINDING_LABELS, FindingState, Severity

from .paper import WorkingPaper


class Finding(models.Model):
    """`number` is never used again; who closes it is neither its owner nor who cured it."""

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="findings")
    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="findings")
    number = models.CharField("編號", max_length=20)
    ref = models.CharField("條號", max_length=40)
    criteria = models.TextField("準則")
    condition = models.TextField("現況")
    cause = models.TextField("原因")
    effect = models.TextField("影響")
    recommendation = models.TextField("建議")
    severity = models.CharField(
        "嚴重程度", max_length=10, choices=[(s.value, s.label) for s in Severity]
    )
    state = models.CharField(
        "狀態",
        max_length=10,
        choices=[(s.value, label) for s, label in FINDING_LABELS.items()],
        default=FindingState.OPEN,
    )
    subject = models.CharField("對象", max_length=100, blank=True)
    recurs = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recurrences",
        verbose_name="再犯",
    )
    deduction = models.DecimalField("扣分", max_digits=5, decimal_places=1, null=True, blank=True)
    deducted_as = models.CharField("扣分項目", max_length=60, blank=True)
    scheme = models.ForeignKey(
        "inspections.DeductionScheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="扣分標準",
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("開立時間")
    response = models.TextField("單位說明及改善計畫", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="負責人",
    )
    due_on = models.DateField("改善期限", null=True, blank=True)
    cure = models.TextField("改善情形", blank=True)
    cured_on = models.DateField("改善完成日", null=True, blank=True)
    cured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cured_at = models.DateTimeField(null=True, blank=True)
    closing = models.TextField("複查意見", blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField("結案時間", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "缺失"
        ordering = ["-id"]
        indexes = [models.Index(fields=["firm", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["firm", "number"], name="finding_number_once"),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="finding_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(
                    closed_by__isnull=False,
                    cured_by__isnull=False,
                    cured_at__isnull=False,
                    cured_on__isnull=False,
                    owner__isnull=False,
                ),
                name="finding_closed_after_cure",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None)
                | (~Q(closed_by=F("owner")) & ~Q(closed_by=F("cured_by"))),
                name="finding_closed_by_outsider",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "withdrawn"))
                | Q(owner__isnull=False, due_on__isnull=False),
                name="finding_planned_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(deduction=None, scheme=None, deducted_as="")
                | Q(deduction__isnull=False, scheme__isnull=False) & ~Q(deducted_as=""),
                name="finding_deducted_by_scheme",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


class CureEvidence(models.Model):
    """Evidence that a finding is cured."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="cure_evidence")
    evidence = models.ForeignKey("evidence.Evidence", models.PROTECT, related_name="cures")
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "改善佐證"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "evidence"], name="cure_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding} ← {self.evidence}"
