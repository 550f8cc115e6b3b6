"""搜尋索引: texts as they can be found. All of it is made from records kept elsewhere.

It is in two tables: what a search reads of every text it finds, and the words and the text
itself, which are long, and of which it reads only a page. `place`, the key of both, is the order
in which texts are found, so that an engine may stop at the first so many.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .terms import Question, for_fts5, for_tsquery

WORDS = "search_indexedwords"


class Kind(models.TextChoices):
    RULE = "rule", "條款"
    DEFINITION = "definition", "名詞定義"
    OFFICIAL = "official", "官方條文"
    FINDING = "finding", "缺失"


class IndexedText(models.Model):
    """A text that can be found: `subject` is a citation or `finding:12`.

    `heading` is its names and its title folded, between bars. Without a firm it is for whoever
    has signed in; a firm's is for those who may see that firm's inspections.
    """

    place = models.BigAutoField(primary_key=True)  # always given; so SQLite keeps rows by it
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    # no index of its own: a search begins at the words, and no firm is ever deleted
    firm = models.ForeignKey("firms.Firm", models.CASCADE, null=True, db_index=False)
    document = models.CharField("法規文件", max_length=80)
    edition = models.CharField("版本", max_length=40)
    path = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    note = models.CharField("狀態", max_length=40)
    ref = models.CharField("條號或編號", max_length=40)
    title = models.CharField("標題", max_length=200)
    heading = models.CharField(max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "搜尋索引"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="indexed_once"),
            models.CheckConstraint(
                condition=Q(kind="finding", firm__isnull=False)
                | ~Q(kind="finding") & Q(firm__isnull=True),
                name="indexed_finding_has_firm",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        if self.firm:
            return reverse("finding", args=[self.firm.code, self.subject.partition(":")[2]])
        book = [*self.document.split("/"), self.edition]
        return (
            reverse("rule", args=[*book, self.path]) if self.path else reverse("edition", args=book)
        )


@dataclass(frozen=True)
class Asked:
    """A question, and the firms whose texts are looked through; None: whoever's they are.

    It makes a search quicker. Who may see what is asked in `queries.visible`.
    """

    question: Question
    firms: frozenset[int] | None = None


class WordsField(models.TextField):
    """Text of `bigrams`; on PostgreSQL a tsvector without places, which is not read back."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "strip(to_tsvector('simple', %s))" if connection.vendor == "postgresql" else "%s"


@WordsField.register_lookup
class Answers(models.Lookup):
    """`words__answers=asked`: the text has every term of the question."""

    lookup_name = "answers"
    prepare_rhs = False
    rhs: Asked

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table, question = self._table(compiler), self.rhs.question
        match = f"{{words}} : ({for_fts5(question)})"
        if self.rhs.firms is not None:
            match += f" AND {{firm}} : ({' OR '.join(map(str, sorted(self.rhs.firms)))})"
        sql, params = f"{table}.{WORDS} MATCH %s", [match]
        for needle in (term.needle for term in question.terms if term.has_signs):
            sql += f" AND instr({table}.folded, %s) > 0"
            params.append(needle)
        return sql, params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table, question = self._table(compiler), self.rhs.question
        sql = f"{table}.words @@ %s::tsquery"
        params: list[Any] = [for_tsquery(question)]
        if self.rhs.firms is not None:
            sql += f" AND {table}.firm = ANY(%s)"
            params.append(list(map(str, self.rhs.firms)))
        for needle in (term.needle for term in question.terms if not term.is_one_word):
            sql += f" AND strpos({table}.folded, %s) > 0"
            params.append(needle)
        return sql, params

    def _table(self, compiler: Any) -> str:
        return str(compiler.quote_name_unless_alias(self.lhs.alias))


class IndexedWords(models.Model):
    """The words of a text, the text folded, and the text: an FTS5 table on SQLite.

    `firm` is the firm's key as a word, so that an engine may begin at a firm's own texts.
    """

    text = models.OneToOneField(
        IndexedText,
        models.CASCADE,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,  # a virtual table has none
        related_name="of",
    )
    folded = models.TextField()
    body = models.TextField()
    firm = models.CharField(max_length=20)
    words = WordsField()

    class Meta:
        verbose_name = verbose_name_plural = "搜尋用詞"
        db_table = WORDS

    def __str__(self) -> str:
        return self.body[:40]


class Indexed(models.Model):
    """What part of the index was made from, as a digest; made again when that is another."""

    part = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "索引狀態"

    def __str__(self) -> str:
        return self.part
