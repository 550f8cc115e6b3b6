"""抽樣: how a paper's sample was planned, from what population, and what was seen in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .paper import WorkingPaper


class Sampling(models.Model):
    """The plan is fixed before the population is known; one begun again keeps the one before.

    `seed`, `size`, `tolerable`, `confidence` and `allowed` are the plan; `keys` the frozen
    population, `expected` how many there should be and `expected_source` who says so. `attributes`
    are [key, what is tested]. `digest` is of all that, made when the population is frozen.
    """

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="samplings")
    attempt = models.PositiveSmallIntegerField(default=1)
    method = models.CharField("方法", max_length=20)
    seed = models.CharField("種子", max_length=64)
    size = models.PositiveIntegerField("樣本數", null=True, blank=True)
    tolerable = models.DecimalField(
        "可容忍偏差率", max_digits=6, decimal_places=5, null=True, blank=True
    )
    confidence = models.DecimalField(
        "信賴水準", max_digits=6, decimal_places=5, null=True, blank=True
    )
    allowed = models.PositiveSmallIntegerField("容許偏差數", default=0)
    reason = models.TextField("方法的理由", blank=True)
    attributes = models.JSONField("測試屬性", default=list)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    source = models.CharField("母體來源", max_length=300, blank=True)
    evidence = models.ForeignKey(
        "evidence.Evidence", models.PROTECT, null=True, blank=True, related_name="samplings"
    )
    keys = models.JSONField("母體", default=list)
    expected = models.PositiveIntegerField("應有筆數", null=True, blank=True)
    expected_source = models.CharField("應有筆數的依據", max_length=300, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField("母體凍結時間", null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    abandoned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    abandoned_at = models.DateTimeField(null=True, blank=True)
    abandoned_reason = models.CharField("重新抽樣的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽樣"
        ordering = ["paper", "attempt"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "attempt"], name="sampling_attempt_once"),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(abandoned_at=None), name="sampling_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(frozen_by=None, frozen_at=None, digest="")
                | Q(frozen_by__isnull=False, frozen_at__gte=F("planned_at")) & ~Q(digest=""),
                name="sampling_planned_before_population",
            ),
            models.CheckConstraint(
                condition=Q(abandoned_by=None, abandoned_at=None, abandoned_reason="")
                | Q(abandoned_by__isnull=False, abandoned_at__isnull=False)
                & ~Q(abandoned_reason=""),
                name="sampling_abandoned_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.method}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class SampleItem(models.Model):
    """One of the population that was drawn; `row` is how its source has it."""

    sampling = models.ForeignKey(Sampling, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    key = models.CharField("項目", max_length=200)
    row = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "樣本"
        ordering = ["sampling", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sampling", "key"], name="sample_item_once"),
        ]

    def __str__(self) -> str:
        return self.key


class ItemMark(models.Model):
    """What was seen of one attribute of an item; changed only by another mark, kept after it."""

    item = models.ForeignKey(SampleItem, models.PROTECT, related_name="marks")
    attribute = models.CharField(max_length=20)
    tick = models.CharField("記號", max_length=20)
    note = models.CharField("說明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "記號"
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return f"{self.item} {self.attribute} {self.tick}"
