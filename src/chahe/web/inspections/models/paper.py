"""工作底稿: the answer to one rule in one inspection, its evidence and its signatures."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from chahe.deadlines import format_roc
from chahe.workflow import PAPER_LABELS, PaperState, Verdict

from .inspection import edition_label

VERDICTS = [(v.value, v.label) for v in Verdict]


class WorkingPaper(models.Model):
    """A cell of an inspection: rule × period × subject. It copies the rule as it stood.

    `round` counts how often it was prepared: a paper that is returned starts another. `entered_on`
    is the day from which its rule binds, when that was found after the inspection was planned;
    `left_on` the day from which it no longer does, with `left_reason`.
    """

    inspection = models.ForeignKey("inspections.Inspection", models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    edition = models.CharField("版本", max_length=40)
    path = models.CharField(max_length=40)
    subject = models.CharField("對象", max_length=100, blank=True)
    code = models.CharField("代碼", max_length=20)
    ref = models.CharField("條號", max_length=40)
    title = models.CharField("查核項目", max_length=100)
    question = models.TextField("查核問題")
    strength = models.CharField(max_length=10)
    scope_reason = models.TextField("適用理由")
    procedure = models.JSONField(default=list)
    sources = models.JSONField("參酌來源", default=list)
    evidence_kinds = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    state = models.CharField(
        "狀態",
        max_length=10,
        choices=[(s.value, label) for s, label in PAPER_LABELS.items()],
        default=PaperState.DRAFT,
    )
    round = models.PositiveSmallIntegerField(default=1)
    proposed = models.CharField("檢測建議", max_length=20, choices=VERDICTS, blank=True)
    verdict = models.CharField("查核結果", max_length=20, choices=VERDICTS, blank=True)
    population = models.TextField("母體及完整性", blank=True)
    sample = models.TextField("樣本及抽樣方法", blank=True)
    conclusion = models.TextField("結論", blank=True)
    note = models.TextField("退回意見", blank=True)
    entered_on = models.DateField("納入日", null=True, blank=True)
    left_on = models.DateField("退出日", null=True, blank=True)
    left_reason = models.TextField("退出理由", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "工作底稿"
        ordering = ["inspection", "position"]
        indexes = [models.Index(fields=["inspection", "state", "verdict"])]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "edition", "path", "subject"], name="paper_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "left"))
                | (~Q(verdict="") & ~Q(digest="") & ~Q(conclusion="")),
                name="paper_signed_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state="left", left_on__isnull=False, verdict="not_applicable")
                & ~Q(left_reason="")
                | ~Q(state="left") & Q(left_on=None, left_reason=""),
                name="paper_left_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.inspection.firm.code, self.pk])

    @property
    def citation(self) -> str:
        """The rule, as the whole product cites it; the inspection must be at hand."""
        return f"{self.inspection.document}@{self.edition}#{self.path}"

    @property
    def edition_label(self) -> str:
        return edition_label(self.edition)

    @property
    def is_draft(self) -> bool:
        return self.state == PaperState.DRAFT

    @property
    def has_left(self) -> bool:
        """Whether its rule has left the firm's scope."""
        return self.state == PaperState.LEFT

    @property
    def left_words(self) -> str:
        """Say since when and why its rule does not bind."""
        since = f"自{format_roc(self.left_on)}起" if self.left_on else ""
        return f"{since}不適用：{self.left_reason}"


class Attachment(models.Model):
    """A piece of evidence a paper rests on."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="attachments")
    evidence = models.ForeignKey("evidence.Evidence", models.PROTECT, related_name="attachments")
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "底稿佐證"
        ordering = ["attached_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "evidence"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} ← {self.evidence}"


class Signature(models.Model):
    """Who signed which step, in which round, and the digest of what they signed.

    Within a round each step is signed once and each person signs once: 編製, 覆核 and 核定 are
    three people. A returned paper keeps the signatures of its earlier rounds.
    """

    STEPS = [("prepare", "編製"), ("review", "覆核"), ("approve", "核定"), ("return", "退回")]

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField()
    step = models.CharField("步驟", max_length=10, choices=STEPS)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures")
    title = models.CharField("職稱", max_length=60, blank=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    comment = models.TextField("意見", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "簽核"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "round", "step"], name="signature_step_once"),
            models.UniqueConstraint(
                fields=["paper", "round", "signer"],
                condition=~Q(step="return"),
                name="signature_three_people",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="signature_has_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.signer}"
