"""What is written on a paper besides its result: steps, notes, references, carry-over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .paper import WorkingPaper


class StepResult(models.Model):
    """What was done and seen in a step of a paper's procedure; `position` counts from 0."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    done = models.TextField("執行情形")
    tick = models.CharField("記號", max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "程序執行情形"
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="step_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.position + 1}"


class ReviewNote(models.Model):
    """A reviewer's question 覆核意見: answered by who prepares, cleared by a reviewer, kept."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="notes")
    round = models.PositiveSmallIntegerField()
    text = models.TextField("覆核意見")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.TextField("回覆", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "覆核意見"
        ordering = ["paper", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, answer="")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="review_note_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(cleared_by=None, cleared_at=None)
                | Q(cleared_by__isnull=False, cleared_at__isnull=False)
                & Q(answered_by__isnull=False)
                & ~Q(cleared_by=models.F("answered_by")),
                name="review_note_cleared_by_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.text[:20]}"


class CrossReference(models.Model):
    """交互索引: what a paper points to, where in it, and why; exactly one of the three."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="references")
    to_paper = models.ForeignKey(
        WorkingPaper, models.PROTECT, null=True, blank=True, related_name="referred_from"
    )
    to_evidence = models.ForeignKey(
        "evidence.Evidence", models.PROTECT, null=True, blank=True, related_name="referred_from"
    )
    to_finding = models.ForeignKey(
        "inspections.Finding", models.PROTECT, null=True, blank=True, related_name="referred_from"
    )
    where = models.CharField("位置", max_length=200, blank=True)
    why = models.CharField("說明", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "交互索引"
        ordering = ["paper", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_paper__isnull=False, to_evidence=None, to_finding=None)
                | Q(to_paper=None, to_evidence__isnull=False, to_finding=None)
                | Q(to_paper=None, to_evidence=None, to_finding__isnull=False),
                name="cross_reference_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} → {self.to_paper or self.to_evidence or self.to_finding}"


class CarriedOver(models.Model):
    """What was taken over from an earlier period's paper, by whom: offered, never assumed."""

    WHAT = [("words", "文字"), ("evidence", "佐證"), ("attributes", "測試屬性")]

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="carried")
    origin = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="carried_to")
    what = models.CharField("沿用", max_length=12, choices=WHAT)
    detail = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "沿用前期"
        ordering = ["paper", "id"]

    def __str__(self) -> str:
        return f"{self.paper} ← {self.origin} {self.what}"
