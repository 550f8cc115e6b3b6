"""條款提案: what becomes of one rule, as proposed and as a person decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from chahe.deadlines import Cadence
from chahe.rulebook import Change, ChangeKind, Strength, evidence_kinds
from chahe.rulebook.adopt import Adopted
from chahe.rulebook.tree import ref_of


class Decision(models.TextChoices):
    """`REJECTED`: a rule that is not taken in, or a removal that is not believed."""

    PENDING = "pending", "待決定"
    CARRIED = "carried", "自動沿用"
    ACCEPTED = "accepted", "照提案採納"
    CHANGED = "changed", "修改後採納"
    REJECTED = "rejected", "不採納"


class ProposedRule(models.Model):
    """What is proposed for a rule of an import, and what a person decided of it.

    A removed rule has the path it would keep; `named` tells what the document names from what
    only the edition before has. The rest is as `chahe.rulebook.adopt.Adopted` has it.
    """

    imported = models.ForeignKey("rulebooks.ImportedEdition", models.PROTECT, related_name="rules")
    position = models.CharField(max_length=100)
    path = models.CharField(max_length=40)
    kind = models.CharField(
        "修正", max_length=12, choices=[(kind.value, kind.label) for kind in ChangeKind]
    )
    origin = models.CharField("前一版本條號", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    likeness = models.FloatField("相似度", default=0)
    named = models.BooleanField(default=True)
    text = models.TextField("官方條文", blank=True)
    applies_text = models.TextField("條文所載適用對象", blank=True)
    effective_text = models.TextField("條文所載施行日", blank=True)
    code = models.CharField("代碼", max_length=20, blank=True)
    title = models.CharField("查核項目", max_length=100)
    question = models.TextField("題目", blank=True)
    strength = models.CharField(
        "強度", max_length=10, choices=[(word.value, word.label) for word in Strength]
    )
    cadence = models.JSONField("週期", default=list)
    scope = models.CharField("適用範圍", max_length=300, blank=True)
    evidence = models.JSONField("應備佐證", default=list)
    inspected = models.BooleanField("逐項查核", default=True)
    keeps = models.BooleanField("沿用程序、門檻與自動檢測", default=True)
    decision = models.CharField("決定", max_length=10, choices=Decision.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField("決定時間", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "條款提案"
        ordering = ["imported", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["imported", "path"], condition=~Q(kind="removed"), name="proposed_path_once"
            ),
            models.UniqueConstraint(
                fields=["imported", "origin"],
                condition=~Q(origin="") & (Q(kind="removed") | ~Q(decision="rejected")),
                name="proposed_origin_once",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["carried", "pending"], decided_at=None)
                | Q(decision__in=["accepted", "changed", "rejected"], decided_at__isnull=False),
                name="proposed_decided_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("import_rule", args=[self.imported_id, self.pk])

    @property
    def ref(self) -> str:
        return ref_of(self.path)

    @property
    def change(self) -> Change:
        return Change(ChangeKind(self.kind), self.origin or None, self.reason)

    @property
    def origin_ref(self) -> str:
        return ref_of(self.origin) if self.origin else ""

    @property
    def percent(self) -> int:
        """How alike it is to its origin, in whole percents, never rounded up to 100."""
        return int(self.likeness * 100)

    @property
    def is_pending(self) -> bool:
        return self.decision == Decision.PENDING

    @property
    def is_removal(self) -> bool:
        return self.kind == ChangeKind.REMOVED

    @property
    def stays(self) -> bool:
        """Whether it is a rule of the new edition: a removal that is rejected is kept."""
        return self.is_removal == (self.decision == Decision.REJECTED)

    @property
    def cadence_text(self) -> str:
        return "、".join(Cadence(word).label for word in self.cadence) or "同上層"

    @property
    def evidence_titles(self) -> list[str]:
        return [evidence_kinds().get(kind, kind) for kind in self.evidence]

    @property
    def scope_text(self) -> str:
        return {"": "同上層", "everyone": "適用於所有證券商"}.get(self.scope, self.scope)

    def as_adopted(self) -> Adopted:
        """Return it as a rule of the new edition."""
        kind = ChangeKind(self.kind)
        if self.is_removal:
            kind = ChangeKind.SAME if self.path == self.origin else ChangeKind.RENUMBERED
        return Adopted(
            path=self.path,
            code=self.code,
            title=self.title,
            question=self.question,
            strength=Strength(self.strength),
            cadence=tuple(Cadence(word) for word in self.cadence),
            scope=self.scope,
            evidence=tuple(self.evidence),
            inspected=self.inspected,
            change=Change(kind, self.origin or None, self.reason),
            keeps=self.keeps,
        )

    def take(self, adopted: Adopted) -> None:
        """Become a proposal for what an `Adopted` says."""
        self.path, self.position = adopted.path, place_of(adopted.path)
        self.code, self.title = adopted.code, adopted.title
        self.question, self.strength = adopted.question, adopted.strength.value
        self.cadence = [word.value for word in adopted.cadence]
        self.scope, self.evidence = adopted.scope, list(adopted.evidence)
        self.inspected, self.keeps = adopted.inspected, adopted.keeps
        self.kind, self.origin = adopted.change.kind.value, adopted.change.origin or ""
        self.reason = adopted.change.reason[:300]


def place_of(path: str) -> str:
    """Return what sorts paths as documents number them, as text.

    >>> sorted(["10", "9.b", "9", "9.1"], key=place_of)
    ['9', '9.1', '9.b', '10']
    """
    return ".".join(part.zfill(4) if part.isdecimal() else part for part in path.split("."))
