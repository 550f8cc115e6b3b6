"""官方條文: what the official document says of one rule."""

from django.db import models
from django.db.models import Q


class BoundText(models.Model):
    """The official text of a rule of an edition, and the file it came from; the latest holds."""

    document = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    path = models.CharField(max_length=40)
    text = models.TextField("官方條文")
    file = models.ForeignKey("rulebooks.OfficialFile", models.PROTECT, related_name="texts")
    imported = models.ForeignKey("rulebooks.ImportedEdition", models.PROTECT, related_name="texts")

    class Meta:
        verbose_name = verbose_name_plural = "官方條文"
        ordering = ["id"]
        indexes = [models.Index(fields=["document", "edition", "path"])]
        constraints = [
            models.UniqueConstraint(fields=["imported", "path"], name="bound_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="bound_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.document}@{self.edition}#{self.path}"
