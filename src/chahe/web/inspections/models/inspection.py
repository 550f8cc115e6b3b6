"""查核: one section of a document, for one firm, in one period."""

import re
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chahe.deadlines import Cadence, Period, format_roc, period_label
from chahe.rulebook.load import UNDATED
from chahe.web.rulebooks.editions import edition_by_id
from chahe.workflow import INSPECTION_LABELS, InspectionKind, InspectionState

from ..kinds import sees

CAMPAIGN = "special/question"  # the document of a question that is in no book
_UNFIT = re.compile(r'[\\/:*?"<>|\s]')  # in the name of a file


def edition_label(edition: str) -> str:
    """Name an edition by its first day, as people do: 107年11月30日版; a campaign by its number."""
    if edition == UNDATED:
        return "起日不明版"
    if edition.isdigit():
        return f"第 {edition} 號"
    try:
        return f"{format_roc(date.fromisoformat(edition))}版"
    except ValueError:
        return edition


class Inspection(models.Model):
    """`section` is the path whose rules it inspects; `exclusions` those that do not bind, and why.

    An event's inspection, or a selected one, names its `subject`.
    `facts` is the firm's profile as scope last read it: an open inspection is scoped again when
    they change, or another `edition` begins within its period (actions/rescoping.py). A correction
    is a new `version` that names the sealed one it `replaces`.
    """

    firm = models.ForeignKey("firms.Firm", models.PROTECT, related_name="inspections")
    kind = models.CharField(
        "種類",
        max_length=20,
        choices=[(k, k.label) for k in InspectionKind],
        default=InspectionKind.SELF,
    )
    document = models.CharField(max_length=80)
    edition = models.CharField("版本", max_length=40)
    section = models.CharField(max_length=40)
    code = models.CharField("代碼", max_length=20)
    title = models.CharField("查核項目", max_length=100)
    subject = models.CharField("事由", max_length=100, blank=True)
    campaign = models.ForeignKey(
        "inspections.Campaign", models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    cadence = models.CharField("週期", max_length=20, choices=[(c, c.label) for c in Cadence])
    period_start = models.DateField("期別")
    period_end = models.DateField()
    due_on = models.DateField("應完成日")
    state = models.CharField(
        "狀態",
        max_length=10,
        choices=[(s.value, label) for s, label in INSPECTION_LABELS.items()],
        default=InspectionState.OPEN,
    )
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField("更正理由", max_length=300, blank=True)
    exclusions = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sealed_at = models.DateTimeField("封存時間", null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "查核"
        ordering = ["-period_start", "code", "-version"]
        indexes = [models.Index(fields=["firm", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("firm", "kind", "document", "edition", "section", "cadence"),
                    *("subject", "period_start", "version"),
                ],
                name="inspection_once",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="inspection_period"
            ),
            models.CheckConstraint(
                condition=Q(state="open", sealed_at=None, sealed_by=None, digest="")
                | (Q(state="sealed", sealed_at__isnull=False, sealed_by__isnull=False))
                & ~Q(digest=""),
                name="inspection_sealed_whole",
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
    def number(self) -> str:
        """Name it as papers do: 8888-115年11月-CC-17010; its kind too, when not 自行查核."""
        parts = [self.firm.code, self.period_label, self.code]
        if self.kind != InspectionKind.SELF:
            parts.append(InspectionKind(self.kind).label)
        if self.subject:
            parts.append(_UNFIT.sub("＿", self.subject))
        if self.version > 1:
            parts.append(f"第{self.version}版")
        return "-".join(parts)

    @cached_property
    def document_title(self) -> str:
        """The document's own title; its name when the edition is no longer among the books."""
        if self.document == CAMPAIGN:
            return "專案查核"
        found = edition_by_id(self.edition_id)
        return found.title if found else self.document

    @property
    def edition_id(self) -> str:
        return f"{self.document}@{self.edition}"

    @property
    def edition_label(self) -> str:
        return edition_label(self.edition)

    def is_seen_by(self, user: Any) -> bool:
        """Whether a user may see it, by its kind and state."""
        return sees(user, self.firm, kind=self.kind, state=self.state)

    @property
    def is_open(self) -> bool:
        return self.state == InspectionState.OPEN
