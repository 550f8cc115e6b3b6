"""Every act, once, for ever; leaves of the ledger's tree."""

from django.db import models


class Entry(models.Model):
    """One act. `text` is the canonical JSON that was hashed; columns repeat it, to search by."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField("時間", db_index=True)
    actor = models.CharField("行為人", max_length=150)
    firm = models.CharField("證券商", max_length=20, blank=True)
    act = models.CharField("行為", max_length=60)
    subject = models.CharField("對象", max_length=120)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    leaf = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "軌跡"
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["firm", "-seq"]),
            models.Index(fields=["firm", "act", "-seq"]),
            models.Index(fields=["subject", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Node(models.Model):
    """A perfect subtree of the ledger: `level` ≥ 1 above the leaves, `index` from the left."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="node_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Frontier(models.Model):
    """The one row that says how far the ledger has grown; locked while an entry is appended."""

    size = models.BigIntegerField(default=0)
    hashes = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return str(self.size)


class Head(models.Model):
    """A signed tree head: this many entries, this root, signed at this time by this key."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"
