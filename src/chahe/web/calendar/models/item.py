"""排程項目: the occurrences of one section in one period, in a firm's plan."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chahe.deadlines import Cadence, Period, period_label
from chahe.web.inspections.models.inspection import edition_label
from chahe.workflow import InspectionKind


class PlanItem(models.Model):
    """`line` names the section whatever its number in other editions (rulebook/lines.py).

    `rules` are the paths of its leaves in `edition`. `begins_on` is the day its inspection opens by
    itself; None: never, because its period had ended when it was planned. `reason` says why it was
    skipped, or is gone: no longer bound when planned again.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "未開始"
        BEGUN = "begun", "已開始"
        SKIPPED = "skipped", "不辦理"
        GONE = "gone", "不再適用"

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="plan_items")
    kind = models.CharField(
        "種類",
        max_length=20,
        choices=[(kind, kind.label) for kind in InspectionKind],
        default=InspectionKind.SELF,
    )
    document = models.CharField("文件", max_length=80)
    edition = models.CharField("版本", max_length=40)
    section = models.CharField(max_length=40)
    line = models.CharField(max_length=100)
    code = models.CharField("代碼", max_length=20)
    title = models.CharField("查核項目", max_length=100)
    cadence = models.CharField("週期", max_length=20, choices=[(c, c.label) for c in Cadence])
    subject = models.CharField("事由", max_length=100, blank=True)
    period_start = models.DateField("期別")
    period_end = models.DateField()
    begins_on = models.DateField("開始日", null=True, blank=True)
    due_on = models.DateField("應完成日")
    moved_to = models.DateField("改期至", null=True, blank=True)
    rules = models.JSONField(default=list)
    state = models.CharField("狀態", max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField("理由", max_length=500, blank=True)
    inspection = models.OneToOneField(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_item",
    )
    event = models.ForeignKey(
        "calendar.Event", models.PROTECT, null=True, blank=True, related_name="items"
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField("排入時間")

    class Meta:
        verbose_name = verbose_name_plural = "排程項目"
        ordering = ["due_on", "code", "id"]
        indexes = [
            models.Index(fields=["firm", "due_on"]),
            models.Index(fields=["firm", "kind", "period_start"]),
            models.Index(fields=["state", "begins_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("firm", "kind", "document", "line", "cadence", "subject", "period_start"),
                ],
                name="plan_item_once",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="plan_item_period"
            ),
            models.CheckConstraint(
                condition=Q(state="begun", inspection__isnull=False)
                | (~Q(state="begun") & Q(inspection=None)),
                name="plan_item_begun_has_inspection",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("skipped", "gone")) | ~Q(reason=""),
                name="plan_item_left_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        about = f"（{self.subject}）" if self.subject else ""
        return f"{self.period_label} {self.code} {self.title}{about}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    @property
    def period_label(self) -> str:
        return period_label(Cadence(self.cadence), self.period)

    @property
    def edition_id(self) -> str:
        return f"{self.document}@{self.edition}"

    @property
    def edition_label(self) -> str:
        return edition_label(self.edition)

    @property
    def day(self) -> date:
        """The day it is due: as computed, or moved to with approval."""
        return self.moved_to or self.due_on

    @property
    def is_live(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.BEGUN)

    @property
    def is_done(self) -> bool:
        """Whether its inspection is sealed; asks for the inspection unless it was joined."""
        return self.inspection is not None and not self.inspection.is_open

    @property
    def past_period(self) -> bool:
        """Whether it was moved beyond the period it answers for."""
        return self.moved_to is not None and self.moved_to >= self.period_end
