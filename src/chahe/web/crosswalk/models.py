"""What people on this instance have said: of two rules, and of figures nobody could find."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from chahe.rulebook.crosswalk import Basis, Kind, Relation
from chahe.rulebook.quantity import Quantity

from ..firms.models import Firm

KINDS = [(kind.value, kind.label) for kind in Kind]


class ConfirmedRelation(models.Model):
    """`start` is `kind` than, or to, `end`, each cited `document@edition#path`; or they are not
    related at all. A pair has one decision, whichever way round; a change of mind edits it.
    """

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", "確認"
        REJECTED = "rejected", "否定"

    start = models.CharField("條款", max_length=160)
    end = models.CharField("對應條款", max_length=160)
    kind = models.CharField("關係", max_length=10, choices=KINDS, default=Kind.RELATED.value)
    decision = models.CharField("決定", max_length=10, choices=Decision.choices)
    note = models.CharField("說明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("時間")

    class Meta:
        verbose_name = verbose_name_plural = "條款對照"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Least("start", "end"), Greatest("start", "end"), name="relation_decided_once"
            ),
            models.CheckConstraint(condition=~Q(start=F("end")), name="relation_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.get_kind_display()} {self.end}"

    @property
    def relation(self) -> Relation:
        """What was confirmed, as the core has it; the person must be at hand."""
        return Relation(
            self.start, self.end, Kind(self.kind), Basis.CONFIRMED, self.note, str(self.by)
        )


class EnteredFigure(models.Model):
    """What an official figure is, for whom, by the source a person names; never edited.

    `firm` None: for every firm. It holds from `since` until the next of its firm, topic and
    population; one that is `ended` says that there is no figure any more. It is a number with a
    unit and what must be done at it, or a `text`.
    """

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="figures", null=True, blank=True)
    topic = models.CharField("參數", max_length=60)
    population = models.CharField("對象", max_length=60)
    value = models.PositiveBigIntegerField("數值", null=True, blank=True)
    unit = models.CharField("單位", max_length=20, blank=True)
    text = models.CharField("文字內容", max_length=1000, blank=True)
    action = models.CharField("要求", max_length=200, blank=True)
    ended = models.BooleanField("不再有這個數值", default=False)
    source = models.CharField("來源", max_length=200)
    since = models.DateField("自")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "填寫的參數"
        ordering = ["topic", "population", "since", "id"]
        indexes = [models.Index(fields=["firm", "topic"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="figure_has_source",
                violation_error_message="請寫明來源。",
            ),
            models.CheckConstraint(
                condition=~Q(population=""),
                name="figure_is_for_somebody",
                violation_error_message="請寫明對象。",
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended=True, value=None, unit="", text="", action="")
                    | (Q(ended=False, value=None, unit="") & ~Q(text=""))
                    | (Q(ended=False, value__isnull=False, text="") & ~Q(unit="") & ~Q(action=""))
                ),
                name="figure_is_number_or_text",
                violation_error_message="請填寫數值、單位與要求，或只填文字內容。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.population}: {self.words}"

    @property
    def words(self) -> str:
        """What was entered, in a few words."""
        if self.ended:
            return "不再有這個數值"
        if self.value is None:
            return self.text
        return Quantity(self.value, self.unit).word
