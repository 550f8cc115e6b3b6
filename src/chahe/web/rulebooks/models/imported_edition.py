"""法規匯入: an edition made of an official document, or texts for one we have."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from chahe.deadlines import format_roc

_USER = settings.AUTH_USER_MODEL


class ImportState(models.TextChoices):
    PROPOSED = "proposed", "待確認"
    IN_FORCE = "in_force", "已生效"
    WITHDRAWN = "withdrawn", "已撤回"


class ImportedEdition(models.Model):
    """An edition made of an official document, or, when `only_text`, texts for one we have.

    `edition` is its first day, as an edition's name is; `base` is `document@edition` or "". A
    `partial` document names only the points it changes. `read` is its column as it was
    understood, `book` the edition as it was confirmed, and `digest` of that book.
    """

    file = models.ForeignKey("rulebooks.OfficialFile", models.PROTECT, related_name="imports")
    document = models.CharField("文件", max_length=80)
    edition = models.CharField("版本", max_length=40)
    title = models.CharField("名稱", max_length=200)
    body = models.CharField("發布機關", max_length=100)
    base = models.CharField("前一版本", max_length=120, blank=True)
    label = models.CharField("欄位", max_length=100, blank=True)
    partial = models.BooleanField("只列出修正的條文", default=False)
    only_text = models.BooleanField("只補上條文", default=False)
    read = models.JSONField()
    state = models.CharField("狀態", max_length=10, choices=ImportState.choices, default="proposed")
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField("匯入時間")
    confirmed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField("確認時間", null=True)
    withdrawn_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField("撤回時間", null=True)
    reason = models.CharField("撤回理由", max_length=300, blank=True)
    book = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法規匯入"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "edition"],
                condition=Q(only_text=False) & ~Q(state="withdrawn"),
                name="imported_edition_once",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", confirmed_at=None, withdrawn_at=None, digest="")
                | Q(state="in_force", confirmed_at__isnull=False, withdrawn_at=None)
                & (Q(only_text=True) | Q(book__isnull=False) & ~Q(digest=""))
                | Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(reason=""),
                name="imported_edition_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.edition_label}"

    def get_absolute_url(self) -> str:
        return reverse("import_one", args=[self.pk])

    @property
    def edition_id(self) -> str:
        return f"{self.document}@{self.edition}"

    @property
    def edition_label(self) -> str:
        """Name the edition by its first day, as people do: 113年5月15日版."""
        try:
            return f"{format_roc(date.fromisoformat(self.edition))}版"
        except ValueError:
            return "起日不明的版本"

    @property
    def is_open(self) -> bool:
        return self.state == ImportState.PROPOSED
