"""自動檢測: one check run on a paper's evidence."""

from django.conf import settings
from django.db import models

from .paper import VERDICTS, WorkingPaper


class CheckRun(models.Model):
    """`inputs` name the evidence by digest; `rows` are the exception rows; `digest` is of both.

    `said` is what it proposes for the paper's rule: "" where it says nothing of it, as of what was
    found and breaks another rule only. `figures` are the thresholds it was run with, each a
    mapping of id, value, and usual: the check's own figure.
    """

    STATES = [
        ("queued", "排隊中"),
        ("running", "執行中"),
        ("done", "完成"),
        ("cancelled", "已取消"),
    ]
    LIVE = ("queued", "running")

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="check_runs")
    check_id = models.CharField("檢測", max_length=60)
    title = models.CharField(max_length=100)
    on = models.DateField("基準日")
    state = models.CharField("狀態", max_length=10, choices=STATES, default="queued")
    progress = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    inputs = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    verdict = models.CharField("結果", max_length=20, choices=VERDICTS, blank=True)
    reason = models.TextField("理由", blank=True)
    population = models.PositiveIntegerField("母體", default=0)
    rows = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    said = models.CharField("對本條的建議", max_length=20, choices=VERDICTS, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自動檢測"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "check_id"],
                condition=models.Q(state__in=("queued", "running")),
                name="check_run_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "running"))
                | (~models.Q(verdict="") & models.Q(finished_at__isnull=False))
                | models.Q(state="cancelled", verdict="", finished_at__isnull=False),
                name="check_run_done_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_done(self) -> bool:
        """Whether it says something: a cancelled run never does."""
        return self.state == "done"
